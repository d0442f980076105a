import { z } from 'zod';
import { call, feed } from '../define.ts';
import { bytes, nothing, protocolVersion, qos, sourceId, text } from './common.ts';
import { publishProperties } from './publish.ts';

const transport = z.enum(['tcp', 'tls', 'ws', 'wss']);
export type Transport = z.infer<typeof transport>;

/** One topic filter with its options; the last three matter in MQTT 5.0 only. */
export const subscription = z.object({
  filter: text.min(1),
  qos,
  noLocal: z.boolean(),
  retainAsPublished: z.boolean(),
  retainHandling: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});
export type SubscriptionSettings = z.infer<typeof subscription>;

const willSettings = z.object({
  topic: text.min(1),
  payload: bytes,
  qos,
  retain: z.boolean(),
  /** Seconds. */
  delay: z.number().int().min(0).max(0xffff_ffff),
  properties: publishProperties,
});

/** Files on the machine of the engine; empty means none. The key's passphrase is a secret. */
export const tlsSettings = z.object({
  caFile: z.string().max(4096),
  certificateFile: z.string().max(4096),
  keyFile: z.string().max(4096),
  /** The name to check the certificate against; empty means the host. */
  serverName: z.string().max(255),
  /** Off accepts any certificate, and the interface says so wherever the connection shows. */
  verify: z.boolean(),
});

/** The saved settings of one connection. Its id is the id of its source. */
export const profile = z.object({
  id: sourceId,
  name: z.string().min(1).max(100),
  transport,
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65_535),
  /** Of the WebSocket URL, with the leading slash. */
  path: z.string().max(2048),
  protocolVersion,
  /** Empty: the app makes one up and keeps it while the profile lives. */
  clientId: text,
  username: text.optional(),
  /** Seconds. */
  keepAlive: z.number().int().min(0).max(65_535),
  cleanStart: z.boolean(),
  /** Seconds; MQTT 5.0. */
  sessionExpiry: z.number().int().min(0).max(0xffff_ffff),
  /** MQTT 5.0; undefined leaves it to the standard's default. */
  receiveMaximum: z.number().int().min(1).max(65_535).optional(),
  will: willSettings.optional(),
  tls: tlsSettings,
  subscriptions: z.array(subscription).max(100),
  /** Reconnect by itself, with back-off and jitter. */
  reconnect: z.boolean(),
  noDelay: z.boolean(),
  /**
   * Stops reading while half of what may wait for the disk waits, so that the broker keeps what comes meanwhile. Absent
   * and false: everything is read at once, and QoS 0 messages beyond the bound are dropped from the history and counted.
   */
  pushBack: z.boolean().optional(),
  production: z.boolean(),
});
export type Profile = z.infer<typeof profile>;

/** Write-only: a string sets, an empty one removes, absent keeps. They stay in the engine's memory. */
const secrets = z.object({ password: text.optional(), keyPassphrase: text.optional() });
export type Secrets = z.infer<typeof secrets>;

export const profileFeeds = {
  profiles: feed(
    nothing,
    z.object({
      profiles: z
        .array(z.object({ profile, has: z.object({ password: z.boolean(), keyPassphrase: z.boolean() }) }))
        .max(200),
      /** A file that could not be read and was kept aside: where it is now, and why. */
      problem: z.string().optional(),
    }),
  ),
} as const;

export const profileCalls = {
  'profile.save': call(z.object({ profile, secrets }), nothing),
  'profile.remove': call(z.object({ id: sourceId }), nothing),
} as const;
