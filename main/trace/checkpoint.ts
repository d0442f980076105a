import { z } from 'zod';
import { protocolVersion, qos } from '../../app/contract/areas/common.ts';
import { keptExchanges } from './kept-exchanges.ts';
import { keptJourneys } from './kept-journeys.ts';

/** Of one direction: link and sequence number of what came last. */
const last = z.tuple([z.number(), z.number()]);

const keptSession = z.object({
  client: z.string(),
  isWhole: z.boolean(),
  /** Seconds; -1 for ever. */
  expiry: z.number(),
  awaySince: z.number(),
  willDue: z.number().optional(),
  isToEnd: z.boolean().optional(),
  isOfEarlierRun: z.boolean().optional(),
  /** It is not its client's any more: another has taken its place, and its connection is not closed yet. */
  isReplaced: z.boolean().optional(),
  fromClient: z.array(z.number()),
  fromServer: z.array(z.number()),
  waiting: z.array(z.number()),
  /** What is usual for its client: mean and count of its acknowledgements and of its server's, and the shortest time, or -1. */
  usual: z.array(z.number()).length(5).optional(),
  /** Exchanges of its client that are over. */
  done: z.number().optional(),
  /** What of its client was acknowledged or sent again last: `LastInOrder`, those received before those sent. */
  order: z.array(last).length(6).optional(),
  delayed: z
    .object({
      bits: z.number(),
      count: z.number(),
      packets: z.array(z.number()),
      took: z.array(z.number()).optional(),
      endedAt: z.number().optional(),
    })
    .optional(),
  /** Messages of its client that are over: packet identifier, QoS, topic and sequence number, the oldest first. */
  recent: z.array(z.tuple([z.number(), z.number(), z.string(), z.number()])).optional(),
});
export type KeptSession = z.infer<typeof keptSession>;

/** `LeftWill` of `link-trace.ts`. */
export const leftWill = z.object({
  topic: z.string(),
  delay: z.number(),
  sequence: z.number(),
  goodbye: z.number().optional(),
});

/** `Subscription` of the codec. */
const askedSubscription = z.object({
  filter: z.string(),
  qos,
  noLocal: z.boolean(),
  retainAsPublished: z.boolean(),
  retainHandling: qos,
});

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
  isTakeover: z.boolean().optional(),
  hadSession: z.boolean().optional(),
  hasViolated: z.boolean().optional(),
  endsSession: z.boolean().optional(),
  saidGoodbye: z.boolean(),
  keepAlive: z.number(),
  heard: z.number(),
  subscribedAt: z.number(),
  keepsRetain: z.boolean(),
  clientMaximum: z.number(),
  serverMaximum: z.number(),
  will: leftWill.optional(),
  connect: z.number().optional(),
  auth: z.number().optional(),
  pings: z.array(z.number()),
  requests: z.array(z.number()),
  /** What those of them that are SUBSCRIBE ask for, by their sequence numbers. */
  asked: z.array(z.tuple([z.number(), z.array(askedSubscription)])).optional(),
});
export type KeptLink = z.infer<typeof keptLink>;

/** Increased with each change of what follows: a checkpoint of another one is of no use, all is traced anew. */
export const checkpointFormat = 4;

/** All that a tracker knows, as values that can be cloned. What is optional came later than the format. */
export const keptState = z.object({
  format: z.literal(checkpointFormat),
  /** That of the last record. */
  time: z.number().optional(),
  seesDeliveries: z.boolean(),
  /** -1 before the first. */
  firstOpened: z.number(),
  exchanges: keptExchanges,
  /** Those without a connection in the order in which they lost it. */
  sessions: z.array(keptSession),
  links: z.array(keptLink),
  journeys: keptJourneys,
  /** What rules remember, by their names. */
  rules: z.record(z.string(), z.unknown()).optional(),
});
/** What `keptState` has. */
export type KeptState = z.infer<typeof keptState>;
