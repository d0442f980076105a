import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { nothing } from '../common.ts';

const brokerListener = z.object({
  transport: z.enum(['tcp', 'ws']),
  host: z.string(),
  port: z.number().int(),
  /** What to type into a client: `mqtt://127.0.0.1:1883`. */
  url: z.string(),
});

const brokerState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stopped') }),
  z.object({ kind: z.literal('starting') }),
  z.object({
    kind: z.literal('running'),
    listeners: z.array(brokerListener),
    /** Open to other machines. */
    network: z.boolean(),
    /** This machine's addresses to type into a device. */
    addresses: z.array(z.object({ name: z.string(), address: z.string() })),
    /** The port that was asked for and that somebody else has. */
    takenPort: z.number().int().optional(),
    allowedOrigins: z.array(z.string()),
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
  /** With `whenTaken: 'free'` a taken port is replaced by a free one; with `ask` nothing starts and the answer says so. */
  'broker.start': call(
    z.object({
      port: z.number().int().min(0).max(65_535),
      wsPort: z.number().int().min(0).max(65_535),
      network: z.boolean(),
      allowedOrigins: z.array(z.string().max(255)).max(50),
      whenTaken: z.enum(['ask', 'free']),
    }),
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
