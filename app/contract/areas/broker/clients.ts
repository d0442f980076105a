import { z } from 'zod';
import { feed } from '../../define.ts';
import { protocolVersion, shortText, time } from '../common.ts';
import { listParams, listRow, listValue } from './list.ts';

export const clientRow = z.object({
  ...listRow,
  clientId: shortText,
  userName: shortText.optional(),
  address: z.string().max(300),
  listener: z.string().max(200),
  transport: z.enum(['tcp', 'tls', 'ws', 'wss']),
  version: protocolVersion,
  /** Seconds; 0 is off. */
  keepAlive: z.number().int(),
  since: time,
  isCleanStart: z.boolean(),
  hasWill: z.boolean(),
  subscriptions: z.number().int(),
  /** QoS 1 and 2 messages that are not acknowledged, and those that wait, with their bytes. */
  inFlight: z.number().int(),
  queued: z.number().int(),
  queuedBytes: z.number(),
  /** Bytes that wait for the client's socket. */
  unsent: z.number(),
  /** `in` is from the client. PUBLISH packets, and bytes of all packets. */
  messagesIn: z.number(),
  messagesOut: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  /** The same a second. */
  messageRateIn: z.number(),
  messageRateOut: z.number(),
  byteRateIn: z.number(),
  byteRateOut: z.number(),
});
export type ClientRow = z.infer<typeof clientRow>;

export const clientFeeds = {
  brokerClients: feed(listParams, listValue(clientRow)),
} as const;
