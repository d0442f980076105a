import { z } from 'zod';
import { call, feed } from '../define.ts';
import { nothing, sourceId, time } from './common.ts';

/** How a source stands. `idle` has a history and nothing under way. */
export const sourceState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('connecting'), attempt: z.number().int() }),
  z.object({ kind: z.literal('connected'), since: time }),
  z.object({ kind: z.literal('waiting'), attempt: z.number().int(), retryAt: time, why: z.string() }),
  z.object({ kind: z.literal('failed'), why: z.string(), at: time }),
]);
export type SourceState = z.infer<typeof sourceState>;

export const source = z.object({
  id: sourceId,
  /** A recording is what others captured: it has a history, and nothing more comes. */
  kind: z.enum(['connection', 'broker', 'recording']),
  name: z.string(),
  /** What stands beside the name: `:1883`, `tls`, `ws`. */
  detail: z.string(),
  state: sourceState,
  /** Marked as production: publishing asks first. */
  production: z.boolean(),
});
export type Source = z.infer<typeof source>;

export const sourceFeeds = {
  sources: feed(nothing, z.object({ sources: z.array(source).max(200) })),
} as const;

export const sourceCalls = {
  /** Counts of messages begin anew from here, on every screen; nothing is deleted. */
  'source.countFromNow': call(z.object({ source: sourceId }), nothing),
  /** Deletes the history of a source; with `dryRun` it says only what would go. */
  'source.deleteHistory': call(
    z.object({ source: sourceId, dryRun: z.boolean() }),
    z.object({ records: z.number(), bytes: z.number() }),
  ),
} as const;
