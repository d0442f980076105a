import { z } from 'zod';
import { sequence, sourceId } from './common.ts';

/** A copy at QoS 0 that the broker sent on at once: it has no record of its own, its message has. */
const directCopy = z.object({
  /** Of its receiver. */
  link: z.number().int(),
  retain: z.boolean(),
  /** The Subscription Identifier that it had. */
  identifier: z.number().int().optional(),
});
export type DirectCopy = z.infer<typeof directCopy>;

/** Where a packet is found: its record, or that of the message that it is a copy of. */
export const packetPlace = z.object({ source: sourceId, sequence, copy: directCopy.optional() });
export type PacketPlace = z.infer<typeof packetPlace>;
