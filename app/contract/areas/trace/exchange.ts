import { z } from 'zod';
import { direction, protocolVersion, qos, reason, sequence, shortText, time } from '../common.ts';
import { packetPlace } from '../packet-place.ts';
import { exchangeKind, outcome } from './states.ts';

/** An exchange within its source: the sequence number of its first packet. */
export const exchangeId = sequence;

/** What a packet is called on screen, or what is awaited: `puback`, `connack`. */
const packetName = z.string().max(20);

/** A topic filter of a SUBSCRIBE or UNSUBSCRIBE, with what was answered for it. */
const askedFilter = z.object({
  filter: shortText,
  /** Of a SUBSCRIBE. */
  asked: qos.optional(),
  /** Neither this nor a reason: it is not answered, or the version has no codes for it. */
  granted: qos.optional(),
  reason: reason.optional(),
});
export type AskedFilter = z.infer<typeof askedFilter>;

/** A row of the list of exchanges. */
export const exchangeRow = z.object({
  row: z.number().int(),
  id: exchangeId,
  kind: exchangeKind,
  /** Of its first packet, as the app sees it. */
  direction,
  /** When its first packet was read or written. */
  time,
  /** The client whose exchange it is; empty if unknown. */
  client: z.string().max(200),
  /** The topic of a PUBLISH, the first filter of a SUBSCRIBE or UNSUBSCRIBE; empty for others. */
  what: shortText,
  /** Of the PUBLISH. */
  qos: qos.optional(),
  /** On the embedded broker: the highest QoS that the message was delivered with. */
  deliveredQos: qos.optional(),
  packetId: z.number().int().optional(),
  /** Of a SUBSCRIBE or UNSUBSCRIBE, in their order; those beyond are counted. */
  filters: z.array(askedFilter).max(8).optional(),
  filtersCut: z.number().int().optional(),
  /** From its first packet to its last one so far, or of a journey to the end of its last delivery; µs. */
  took: z.number().optional(),
  outcome,
  /** What an exchange in flight waits for. */
  awaiting: packetName.optional(),
  /** Of the answer that refused, or that said more than success. */
  reason: reason.optional(),
  /** More of the outcome in a few words: why it was dropped or abandoned, the clause that was violated. */
  detail: z.string().max(300),
  /** Of the end of a connection: what becomes of the will of its client. */
  will: z
    .object({
      is: z.enum(['discarded', 'due']),
      /** Until it is due; undefined where it is at once. */
      seconds: z.number().int().optional(),
    })
    .optional(),
  /** How often a packet of it was sent again. */
  resends: z.number().int(),
  /** On the embedded broker, for a message that came in: its deliveries. */
  deliveries: z
    .object({
      total: z.number().int(),
      done: z.number().int(),
      waiting: z.number().int(),
      failed: z.number().int(),
    })
    .optional(),
  /** Findings that it is part of. */
  findings: z.number().int(),
});
export type ExchangeRow = z.infer<typeof exchangeRow>;

/** A lane of the sequence diagram. */
export const participant = z.object({
  /** `app`: a connection of ours. */
  role: z.enum(['client', 'broker', 'app']),
  name: z.string().max(200),
  /** What it does in this trace; `both`: it gets what it publishes. `client` where it does neither. */
  part: z.enum(['publisher', 'subscriber', 'both', 'server', 'client']),
  /** The shared subscription by which it gets the message; empty where it may be one of several. */
  share: z.string().max(200).optional(),
  /** The User Name in its CONNECT. */
  user: z.string().max(200).optional(),
  version: protocolVersion.optional(),
  address: z.string().max(300),
});
export type Participant = z.infer<typeof participant>;

/** One arrow of the diagram, or something that happened to a lane (`from` = `to`). */
const traceStep = z.object({
  /** The packet, to look at by `packet.read`; undefined for what is no packet (a lost connection, a decision). */
  sequence: sequence.optional(),
  /** Where else a packet is found that has no record of its own in this source. */
  elsewhere: packetPlace.optional(),
  time,
  /** The packets of one read or write share its time: the true time may be earlier or later by so many µs. */
  uncertainty: z.number(),
  /** Index of the lanes. */
  from: z.number().int(),
  to: z.number().int(),
  kind: z.enum([
    'packet',
    'connected',
    /** The connection ended without a word. */
    'lost',
    /** It was closed after DISCONNECT, or after it was refused. */
    'closed',
    'session-over',
    'routed',
    'queued',
    'dropped',
    'expired',
    'withheld',
    'held',
  ]),
  /** `publish`, `puback`; empty for what is no packet. */
  packet: packetName,
  packetId: z.number().int().optional(),
  qos: qos.optional(),
  dup: z.boolean(),
  retain: z.boolean(),
  reason: reason.optional(),
  /** The line under the arrow: topic and size, clean start and keep alive, why a connection was lost. */
  note: shortText,
  /** The exchange it belongs to. */
  exchange: exchangeId,
  /** Whether it belongs to the one that was asked for, or stands beside it so that this is understood. */
  isContext: z.boolean(),
  /** It was inferred (topic, payload, time) rather than known; `ambiguous` where more than one would fit. */
  certainty: z.enum(['known', 'inferred', 'ambiguous']),
  faults: z.array(z.string().max(200)).max(16),
});
export type TraceStep = z.infer<typeof traceStep>;

/** An exchange, or the journey of a message, packet by packet. */
export const traceDetail = z.object({
  exchange: exchangeRow.omit({ row: true }),
  isJourney: z.boolean(),
  participants: z.array(participant).max(64),
  /** In order of time. */
  steps: z.array(traceStep).max(500),
  /** Steps that are not shown, because there are more than fit. */
  stepsCut: z.number().int(),
  /** Receivers without a lane, because there are more than fit. */
  participantsCut: z.number().int(),
});
export type TraceDetail = z.infer<typeof traceDetail>;
