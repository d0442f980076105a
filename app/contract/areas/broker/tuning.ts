import '../../zod-without-eval.ts';
import { z } from 'zod';
import { checkTopicFilter } from '../../../mqtt/topic.ts';
import { text } from '../common.ts';
import { listenerName } from './listener.ts';

/** Reason codes that may refuse a filter in a SUBACK of 5.0 (clause 3.9.3); 3.1.1 has 0x80 for all of them. */
export const refusalCodes = [0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2] as const;

const refusedFilter = z.strictObject({
  /** Refused is every filter that this one covers: `lab/#` covers `lab/+/temp`. */
  filter: text.refine((filter) => checkTopicFilter(filter) === undefined, 'a topic filter is needed'),
  reasonCode: z.literal(refusalCodes),
});

/** What is tuned for a client, each field with its default. Names are the standard's where it has one. */
const fields = {
  /** Seconds that a 5.0 client is told to use as its keep alive, 0 for none; `client` leaves it to the client. */
  serverKeepAlive: z.union([z.number().int().min(0).max(65_535), z.literal('client')]),
  /** QoS 2 messages that a 5.0 client may have under way to us. */
  receiveMaximum: z.number().int().min(1).max(65_535),
  /** Bytes of a packet that we accept, fixed header included. */
  maximumPacketSize: z.number().int().min(64).max(268_435_460),
  /** Topic aliases that a 5.0 client may use towards us. */
  topicAliasMaximum: z.number().int().min(0).max(65_535),
  /** Topic aliases that we use towards a 5.0 client, as far as it allows them; the topics sent last have one. */
  outboundTopicAliases: z.number().int().min(0).max(65_535),
  /** The highest QoS that a client may publish with; it may subscribe with any. */
  maximumQos: z.literal([0, 1, 2]),
  retainAvailable: z.boolean(),
  wildcardSubscriptionAvailable: z.boolean(),
  sharedSubscriptionAvailable: z.boolean(),
  subscriptionIdentifiersAvailable: z.boolean(),
  /** Seconds; the longest Session Expiry Interval that is granted. 4,294,967,295 never expires. */
  sessionExpiryMaximum: z.number().int().min(0).max(4_294_967_295),
  /** Filters that are refused, each with its reason code; the first that covers a filter decides. */
  refusedFilters: z.array(refusedFilter).max(1000).readonly(),
  /** What the Response Information of a client that requests it begins with, its client id follows; empty for none. */
  responseInformation: text,
  /** Refuse a message that says it is UTF-8 and is not. */
  checkPayloadFormat: z.boolean(),
  /** Refuse a message whose content type says JSON or text and that is neither. */
  checkContentType: z.boolean(),
  /** Say in words why something was refused, where the client wants to know. */
  reasonStrings: z.boolean(),
};

/** How the broker behaves towards one client. */
export const tuning = z.strictObject(fields);
export type Tuning = Readonly<z.infer<typeof tuning>>;

/** What a broker, a listener or a rule changes; the rest stays as it is. */
const tuningLayer = tuning.partial();
export type TuningLayer = Readonly<z.infer<typeof tuningLayer>>;

/** Whom a rule is for: both must fit where both are given. `*` stands for any characters, `?` for one. */
const clientFilter = {
  clientId: text.min(1).optional(),
  userName: text.min(1).optional(),
};

const clientTuning = z
  .strictObject({ ...clientFilter, ...tuningLayer.shape })
  .refine(({ clientId, userName }) => clientId !== undefined || userName !== undefined, {
    message: 'clientId or userName is needed',
  });
export type ClientTuning = Readonly<z.infer<typeof clientTuning>>;

/** Defaults ← broker ← the listener's by its name ← the first of the clients' that fits. */
export const tuningRules = z.strictObject({
  broker: tuningLayer.prefault({}),
  listeners: z.record(listenerName, tuningLayer).default({}),
  clients: z.array(clientTuning).max(1000).default([]),
});
export type TuningRules = z.infer<typeof tuningRules>;

/** What holds unless something else is asked for. */
export const defaultTuning: Tuning = Object.freeze({
  serverKeepAlive: 'client',
  receiveMaximum: 65_535,
  maximumPacketSize: 16_777_216,
  topicAliasMaximum: 32,
  outboundTopicAliases: 0,
  maximumQos: 2,
  retainAvailable: true,
  wildcardSubscriptionAvailable: true,
  sharedSubscriptionAvailable: true,
  subscriptionIdentifiersAvailable: true,
  sessionExpiryMaximum: 4_294_967_295,
  refusedFilters: [],
  responseInformation: '',
  checkPayloadFormat: false,
  checkContentType: false,
  reasonStrings: true,
});
