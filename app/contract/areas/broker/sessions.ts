import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { shortText, time } from '../common.ts';
import { listParams, listRow, listTarget, listValue } from './list.ts';

const sessionRow = z.object({
  ...listRow,
  clientId: shortText,
  isConnected: z.boolean(),
  subscriptions: z.number().int(),
  /** QoS 1 and 2 messages that wait for the client, those under way among them, and their bytes. */
  waiting: z.number().int(),
  waitingBytes: z.number(),
  inFlight: z.number().int(),
  /** QoS 2 messages from the client whose PUBREL has not come. */
  receiving: z.number().int(),
  /** Seconds; 4,294,967,295 never ends. */
  expiry: z.number(),
  /** When its last connection ended, and when it will end for it, while nobody is connected. */
  asleepSince: time.optional(),
  expiresAt: time.optional(),
});
export type SessionRow = z.infer<typeof sessionRow>;

export const sessionFeeds = {
  brokerSessions: feed(listParams, listValue(sessionRow)),
} as const;

export const sessionCalls = {
  /** Ends sessions now; who is connected is disconnected. With `isDryRun` only says what would be lost. */
  'broker.sessions.expire': call(
    z.object({ target: listTarget, isDryRun: z.boolean() }),
    z.object({
      sessions: z.number().int(),
      connected: z.number().int(),
      subscriptions: z.number().int(),
      messages: z.number().int(),
      bytes: z.number(),
    }),
  ),
} as const;
