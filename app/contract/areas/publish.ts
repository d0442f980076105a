import { z } from 'zod';
import { call } from '../define.ts';
import { bytes, qos, reason, sourceId, text, time } from './common.ts';

/** The client identifier by which the composer publishes on the embedded broker. */
export const composerClient = 'topicscope-composer';

/** What a PUBLISH may carry from a client in MQTT 5.0 (clause 3.3.2.3); left out before 5.0. */
export const publishProperties = z.object({
  payloadFormatIndicator: z.union([z.literal(0), z.literal(1)]).optional(),
  /** Seconds. */
  messageExpiryInterval: z.number().int().min(0).max(0xffff_ffff).optional(),
  topicAlias: z.number().int().min(1).max(65_535).optional(),
  responseTopic: text.optional(),
  correlationData: bytes.optional(),
  userProperties: z
    .array(z.tuple([text, text]))
    .max(200)
    .optional(),
  contentType: text.optional(),
});
export type PublishProperties = z.infer<typeof publishProperties>;

/** A payload from the composer; larger ones are the business of load and files. */
export const payload = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= 16_000_000,
  {
    message: 'a payload of at most 16,000,000 bytes',
  },
);

export const messageToPublish = z.object({
  topic: text.min(1),
  payload,
  qos,
  retain: z.boolean(),
  properties: publishProperties,
});
export type MessageToPublish = z.infer<typeof messageToPublish>;

/** One packet of the handshake, as it went. */
const handshakeStep = z.object({ packet: z.string(), at: time, reason: reason.optional() });
export type HandshakeStep = z.infer<typeof handshakeStep>;

const publishOutcome = z.discriminatedUnion('kind', [
  /** It entered the embedded broker in the name of a client there. */
  z.object({
    kind: z.literal('entered'),
    clientId: z.string(),
    receivers: z.number().int(),
    steps: z.array(handshakeStep),
  }),
  /** QoS 0: written to the socket; no one answers. */
  z.object({ kind: z.literal('written'), steps: z.array(handshakeStep) }),
  z.object({
    kind: z.literal('acknowledged'),
    packetId: z.number(),
    tookMs: z.number(),
    reason: reason.optional(),
    steps: z.array(handshakeStep),
  }),
  z.object({ kind: z.literal('refused'), packetId: z.number(), reason, steps: z.array(handshakeStep) }),
]);
export type PublishOutcome = z.infer<typeof publishOutcome>;

export const publishCalls = {
  /** Fails with `not-connected`, `invalid`, `lost` (the connection went before the answer came), `cancelled`. */
  'message.publish': call(z.object({ source: sourceId, message: messageToPublish }), publishOutcome),
} as const;
