import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { protocolVersion, qos, shortText, text, time } from '../common.ts';
import { messageToPublish } from '../publish.ts';
import { listParams, listRow, listTarget, listValue } from './list.ts';
import { subscriptionFacts } from './subscriptions.ts';

const clientRow = z.object({
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

/** What can be done to clients; each destroys something. */
const clientAction = z.enum(['kick', 'kickWithoutWill', 'drop', 'expire']);
export type ClientAction = z.infer<typeof clientAction>;

const namedValue = z.object({ name: z.string(), asked: z.string(), granted: z.string() });

export const clientDetail = z.object({
  isGone: z.boolean(),
  clientId: text,
  userName: text.optional(),
  certificateName: text.optional(),
  address: z.string().max(300),
  /** CONNECT beside CONNACK, with the standard's names. */
  values: z.array(namedValue).max(60),
  isSessionPresent: z.boolean(),
  userProperties: z.array(z.tuple([shortText, shortText])).max(100),
  will: z
    .object({
      topic: shortText,
      qos,
      retain: z.boolean(),
      size: z.number().int(),
      /** Seconds. */
      delay: z.number(),
      preview: shortText,
      isBinary: z.boolean(),
    })
    .optional(),
  subscriptions: z.array(z.object(subscriptionFacts)).max(100),
  moreSubscriptions: z.number().int(),
});
export type ClientDetail = z.infer<typeof clientDetail>;

export const clientFeeds = {
  brokerClients: feed(listParams, listValue(clientRow)),
  /** The client of a row, also a little after it went; undefined when nothing is known of it any more. */
  brokerClient: feed(z.object({ key: z.number().int() }), z.object({ client: clientDetail.optional() })),
} as const;

export const clientCalls = {
  /** With `isDryRun` only says what it would do, and to how many. */
  'broker.clients.act': call(
    z.object({ target: listTarget, action: clientAction, isDryRun: z.boolean() }),
    z.object({
      clients: z.number().int(),
      /** The first few client ids. */
      ids: z.array(shortText).max(5),
      /** Wills that go out because of it, at once or after their delay. */
      wills: z.number().int(),
      /** Sessions that end because of it. */
      sessions: z.number().int(),
    }),
  ),
  /** The message enters the broker as if that client had published it, and is recorded so, with a mark. Fails with `gone`. */
  'broker.publishAs': call(
    z.object({ key: z.number().int(), message: messageToPublish }),
    z.object({ at: time, receivers: z.number().int() }),
  ),
} as const;
