import '../../zod-without-eval.ts';
import { z } from 'zod';

/** What the broker publishes about itself below `$SYS/`. */
export const sysSettings = z.strictObject({
  /** Seconds between two publications of what has changed; 0 publishes nothing. */
  interval: z.number().int().min(0).max(86_400).default(10),
});
export type SysSettings = z.infer<typeof sysSettings>;
