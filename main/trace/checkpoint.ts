import { z } from 'zod';
import { protocolVersion } from '../../app/contract/areas/common.ts';
import { keptExchanges } from './kept-exchanges.ts';
import { keptJourneys } from './kept-journeys.ts';

const keptSession = z.object({
  client: z.string(),
  isWhole: z.boolean(),
  /** Seconds; -1 for ever. */
  expiry: z.number(),
  awaySince: z.number(),
  fromClient: z.array(z.number()),
  fromServer: z.array(z.number()),
  waiting: z.array(z.number()),
  /** What is usual for its client: mean and count of its acknowledgements and of its server's, and the shortest time, or -1. */
  usual: z.array(z.number()).length(5).optional(),
});
export type KeptSession = z.infer<typeof keptSession>;

const keptLink = z.object({
  number: z.number(),
  isWhole: z.boolean(),
  version: protocolVersion,
  /** Index of the sessions. */
  session: z.number(),
  /** It is the connection of that session. */
  isCurrent: z.boolean(),
  isCleanStart: z.boolean(),
  hasConnect: z.boolean(),
  isUp: z.boolean(),
  isRefused: z.boolean(),
  isResumed: z.boolean(),
  saidGoodbye: z.boolean(),
  keepAlive: z.number(),
  heard: z.number(),
  subscribedAt: z.number(),
  keepsRetain: z.boolean(),
  clientMaximum: z.number(),
  serverMaximum: z.number(),
  will: z.object({ topic: z.string(), delay: z.number(), sequence: z.number() }).optional(),
  connect: z.number().optional(),
  auth: z.number().optional(),
  pings: z.array(z.number()),
  requests: z.array(z.number()),
});
export type KeptLink = z.infer<typeof keptLink>;

/** Increased with each change of what follows: a checkpoint of another one is of no use, all is traced anew. */
export const checkpointFormat = 4;

/** All that a tracker knows, as values that can be cloned. */
export const keptState = z.object({
  format: z.literal(checkpointFormat),
  seesDeliveries: z.boolean(),
  /** -1 before the first. */
  firstOpened: z.number(),
  exchanges: keptExchanges,
  /** Those without a connection in the order in which they lost it. */
  sessions: z.array(keptSession),
  links: z.array(keptLink),
  journeys: keptJourneys,
});
export type KeptState = z.infer<typeof keptState>;
