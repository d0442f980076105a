import { z } from 'zod';
import { call, feed } from '../define.ts';
import { nothing, reason, sourceId, time } from './common.ts';
import { subscription } from './profiles.ts';
import { sourceState } from './sources.ts';

/** One step of reaching a broker, in order; a failed one says what happened and what to do next. */
const connectStep = z.object({
  step: z.enum(['name', 'address', 'tcp', 'tls', 'websocket', 'connect', 'subscribe']),
  outcome: z.enum(['running', 'done', 'failed']),
  /** What was found: the addresses, the cipher, the reason code. */
  detail: z.string().max(2000),
  /** What to do next; only when failed. */
  advice: z.string().max(2000).optional(),
  startedAt: time,
  tookMs: z.number().optional(),
});
export type ConnectStep = z.infer<typeof connectStep>;

export const certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  fingerprint256: z.string(),
  names: z.string(),
});

/** A value that was asked for in CONNECT beside what CONNACK granted. */
export const negotiated = z.object({ name: z.string(), asked: z.string(), granted: z.string() });

const subscriptionState = z.object({
  asked: subscription,
  granted: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('pending') }),
    z.object({ kind: z.literal('granted'), reason, at: time }),
    z.object({ kind: z.literal('refused'), reason, at: time }),
  ]),
});
export type SubscriptionState = z.infer<typeof subscriptionState>;

const connectionDetail = z.object({
  state: sourceState,
  steps: z.array(connectStep).max(20),
  certificates: z.array(certificate).max(10),
  connack: z
    .object({
      reason,
      sessionPresent: z.boolean(),
      values: z.array(negotiated),
      userProperties: z.array(z.tuple([z.string(), z.string()])),
    })
    .optional(),
  subscriptions: z.array(subscriptionState).max(100),
  /** The latest attempts, newest last. */
  attempts: z.array(z.object({ at: time, outcome: z.string() })).max(50),
});
export type ConnectionDetail = z.infer<typeof connectionDetail>;

export const connectionFeeds = {
  connection: feed(z.object({ source: sourceId }), connectionDetail),
} as const;

export const connectionCalls = {
  'connection.open': call(z.object({ source: sourceId }), nothing),
  'connection.close': call(z.object({ source: sourceId }), nothing),
  /** Subscribes now if connected, and with the profile from now on. */
  'connection.subscribe': call(z.object({ source: sourceId, subscription }), nothing),
  'connection.unsubscribe': call(z.object({ source: sourceId, filter: z.string() }), nothing),
} as const;
