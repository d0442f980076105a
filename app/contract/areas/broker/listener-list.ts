import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { nothing, time } from '../common.ts';
import { listener, listenerName } from './listener.ts';

/** Listeners that the app's broker may have. */
export const mostListeners = 64;

/** One of the app's broker: it always has a name. */
export const namedListener = z.strictObject({ ...listener.shape, name: listenerName });
export type NamedListener = z.infer<typeof namedListener>;

/** An address to type into a client, and the network interface that it is of; undefined for this machine itself. */
const listenerUrl = z.object({ url: z.string(), network: z.string().optional() });
export type ListenerUrl = z.infer<typeof listenerUrl>;

const listenerState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  /** It listens when the broker runs. */
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('starting') }),
  z.object({
    kind: z.literal('listening'),
    port: z.number().int(),
    urls: z.array(listenerUrl),
    connections: z.number().int(),
    /** Network connections that never spoke MQTT, since it listens. */
    refused: z.number().int(),
    lastRefusal: z.object({ time, address: z.string(), why: z.string() }).optional(),
  }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
]);
export type ListenerState = z.infer<typeof listenerState>;

const listenerRow = z.object({
  listener: namedListener,
  state: listenerState,
  /** What users and rules refused to clients that came by it, since the app started. */
  denied: z.number().int(),
});
export type ListenerRow = z.infer<typeof listenerRow>;

const pem = z.string().max(65_535);

export const listenerFeeds = {
  brokerListeners: feed(
    nothing,
    z.object({
      rows: z.array(listenerRow).max(mostListeners),
      /** Addresses of this machine on its networks, IPv6 ones without brackets. */
      addresses: z.array(z.object({ name: z.string(), address: z.string() })).max(64),
      /** Where the CA's certificate is, or will be once the CA has been made. */
      authorityFile: z.string(),
      hasAuthority: z.boolean(),
      /** What is wrong with the file that the listeners are kept in. */
      problem: z.string().optional(),
    }),
  ),
} as const;

export const listenerCalls = {
  /** Adds it, or puts it in the place of `was`; if it is on and the broker runs, it listens anew and the others stay. */
  'broker.listener.save': call(z.object({ was: listenerName.optional(), listener: namedListener }), nothing),
  /** Disconnects those who came by it. */
  'broker.listener.remove': call(z.object({ name: listenerName }), nothing),
  'broker.listener.turn': call(z.object({ name: listenerName, isOn: z.boolean() }), nothing),
  /** The certificate of the app's own CA, for devices to trust; the CA is made if there is none. */
  'broker.authority.read': call(nothing, z.object({ certificate: pem, file: z.string() })),
  /** A certificate that names a client, with its key, which is kept nowhere: this answer is all there is of it. */
  'broker.authority.issue': call(
    z.object({
      /** X.509 allows a common name no more. */
      name: listenerName,
      days: z.number().int().min(1).max(3650),
    }),
    z.object({ certificate: pem, key: pem, authority: pem }),
  ),
} as const;
