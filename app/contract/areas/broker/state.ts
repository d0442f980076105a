import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { nothing } from '../common.ts';
import { listenerTransport } from './listener.ts';

const brokerListener = z.object({
  name: z.string(),
  transport: listenerTransport,
  port: z.number().int(),
  /** What to type into a client on this machine: `mqtt://127.0.0.1:1883`. */
  url: z.string(),
  /** And what into a device, where other machines may connect. */
  networkUrls: z.array(z.object({ url: z.string(), network: z.string() })),
});

/** The short way to set up the broker: its first TCP and its first WebSocket listener. */
const brokerPlan = z.object({
  port: z.number().int().min(0).max(65_535),
  wsPort: z.number().int().min(0).max(65_535),
  /** Open to other machines. */
  network: z.boolean(),
  allowedOrigins: z.array(z.string().max(255)).max(50),
});
export type BrokerPlan = z.infer<typeof brokerPlan>;

/** What is left out stays as it is. */
const brokerPlanChange = brokerPlan.partial();
export type BrokerPlanChange = z.infer<typeof brokerPlanChange>;

const brokerState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stopped') }),
  z.object({ kind: z.literal('starting') }),
  z.object({
    kind: z.literal('running'),
    listeners: z.array(brokerListener),
    /** The port that was asked for and that somebody else has. */
    takenPort: z.number().int().optional(),
    /** What is wrong with where it keeps its state, or was when it started. */
    troubles: z.array(z.string()),
  }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
]);
export type BrokerState = z.infer<typeof brokerState>;

const device = z.object({
  name: z.string(),
  clientId: z.string(),
  what: z.string(),
  state: z.enum(['connected', 'connecting', 'stopped']),
});

export const brokerFeeds = {
  broker: feed(
    nothing,
    z.object({
      state: brokerState,
      /** As it is saved; a free port that was taken instead is not. */
      plan: brokerPlan,
      /** By which other machines reach this one. */
      addresses: z.array(z.string()).max(64),
      clients: z.number(),
      sessions: z.number(),
      subscriptions: z.number(),
      retained: z.number(),
    }),
  ),
  devices: feed(
    nothing,
    z.object({ running: z.boolean(), misbehaving: z.boolean(), devices: z.array(device).max(100) }),
  ),
} as const;

export const brokerCalls = {
  /**
   * Listens as saved, or as the plan says, which is then saved. With `whenTaken: 'free'` a taken port of the first TCP
   * listener is replaced by a free one; with `ask` nothing changes and the answer says so.
   */
  'broker.start': call(
    brokerPlanChange.extend({ whenTaken: z.enum(['ask', 'free']) }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('started') }),
      /** `speaksMqtt`: something there answered a CONNECT. */
      z.object({ kind: z.literal('taken'), port: z.number().int(), speaksMqtt: z.boolean() }),
    ]),
  ),
  'broker.stop': call(nothing, nothing),
  'devices.start': call(z.object({ misbehaving: z.boolean() }), nothing),
  'devices.stop': call(nothing, nothing),
} as const;
