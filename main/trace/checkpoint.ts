import { z } from 'zod';
import { direction, protocolVersion, qos } from '../../app/contract/areas/common.ts';
import { exchangeKind, outcome } from '../../app/contract/areas/trace/states.ts';
import { packetTypes } from '../../app/mqtt/packet-types.ts';
import { states } from './machines/transition.ts';

const packetType = z.enum(packetTypes.filter((type) => type !== undefined));

/** An exchange in flight. Which session or link it belongs to says where it stands. */
const keptExchange = z.object({
  id: z.number(),
  kind: exchangeKind,
  direction,
  version: protocolVersion,
  firstLink: z.number(),
  link: z.number(),
  client: z.string(),
  topic: z.string(),
  qos,
  packetId: z.number(),
  outcome,
  reason: z.object({ packet: packetType, code: z.number() }).optional(),
  detail: z.string(),
  clause: z.string(),
  firstTime: z.number(),
  lastTime: z.number(),
  packets: z.array(z.number()),
  packetsCut: z.number(),
  resends: z.number(),
  message: z.number(),
  isPartial: z.boolean(),
  isAway: z.boolean(),
  state: z.enum(states),
  isUnheard: z.boolean(),
  asked: z.number(),
});
export type KeptExchange = z.infer<typeof keptExchange>;

const keptSession = z.object({
  client: z.string(),
  isWhole: z.boolean(),
  /** Seconds; -1 for ever. */
  expiry: z.number(),
  awaySince: z.number(),
  fromClient: z.array(z.number()),
  fromServer: z.array(z.number()),
  waiting: z.array(z.number()),
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
  connect: z.number().optional(),
  auth: z.number().optional(),
  pings: z.array(z.number()),
  requests: z.array(z.number()),
});
export type KeptLink = z.infer<typeof keptLink>;

/** A message of which something goes on. */
const keptJourney = z.object({
  id: z.number(),
  topic: z.string(),
  begun: z.number(),
  expected: z.number(),
  done: z.number(),
  failed: z.number(),
  deliveredQos: qos.optional(),
  lastTime: z.number(),
  isPublished: z.boolean(),
  isRouted: z.boolean(),
  settledAs: z.object({ outcome: z.enum(['no-subscriber', 'refused']), detail: z.string() }).optional(),
});
export type KeptJourney = z.infer<typeof keptJourney>;

/** Increased with each change of what follows: a checkpoint of another one is of no use, all is traced anew. */
export const checkpointFormat = 3;

/** All that a tracker knows. Plain values: it can be cloned, and written as JSON. */
export const keptState = z.object({
  format: z.literal(checkpointFormat),
  seesDeliveries: z.boolean(),
  /** -1 before the first. */
  firstOpened: z.number(),
  /** The oldest first. */
  exchanges: z.array(keptExchange),
  /** Those without a connection in the order in which they lost it. */
  sessions: z.array(keptSession),
  links: z.array(keptLink),
  journeys: z.array(keptJourney),
});
export type KeptState = z.infer<typeof keptState>;
