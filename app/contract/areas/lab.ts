import { z } from 'zod';
import { call, feed } from '../define.ts';
import { bytes, nothing, sourceId, time } from './common.ts';
import { messageToPublish } from './publish.ts';

/** What of the acknowledgements a connection can hold back (clauses 3.4 to 3.7). */
export const heldType = z.enum(['puback', 'pubrec', 'pubrel', 'pubcomp']);
export type HeldType = z.infer<typeof heldType>;

/** The longest that an acknowledgement is late, and that a client sleeps, in seconds. */
export const longestDelay = 3_600;
export const longestSleep = 86_400;

/** What happens to the acknowledgements that would go out. */
const gateSettings = z.object({
  /** These wait until they are released. */
  holds: z.array(heldType).max(4),
  /** All are late by so many milliseconds. */
  delayMs: z
    .number()
    .int()
    .min(0)
    .max(longestDelay * 1_000),
  /** PUBACK, PUBREC and PUBCOMP carry it instead of their own, where the standard allows it; MQTT 5.0 only. */
  reasonCode: z.number().int().min(0).max(255).optional(),
});
export type GateSettings = z.infer<typeof gateSettings>;

const heldPacket = z.object({
  type: heldType,
  packetId: z.number().int(),
  since: time,
  /** It goes out by itself. */
  isDelayed: z.boolean(),
});

const labState = z.object({
  gate: gateSettings,
  /** The first of what waits, in order. */
  held: z.array(heldPacket).max(100),
  heldCount: z.number().int(),
  /** What found no room among the held went out at once. */
  overflow: z.number().int(),
  /** The client sleeps, and comes back then. */
  wakesAt: time.optional(),
  /** A second connection with the same client identifier, made on purpose. */
  rival: z.enum(['none', 'connecting', 'connected']),
});
export type LabState = z.infer<typeof labState>;

/** What a tester has a connection do. */
const labAction = z.discriminatedUnion('do', [
  /** Closes the socket without DISCONNECT, and stays away. */
  z.object({ do: z.literal('die') }),
  /** DISCONNECT with 0x04, so that the will is published (MQTT 5.0), and stays away. */
  z.object({ do: z.literal('disconnect-with-will') }),
  /** Away for so many seconds, then back with the session. */
  z.object({
    do: z.literal('sleep'),
    seconds: z.number().min(0.1).max(longestSleep),
    by: z.enum(['disconnect', 'death']),
  }),
  /** Connects now, once with this Clean Start (Clean Session). What is up is ended by DISCONNECT 0x00 first. */
  z.object({ do: z.literal('resume'), cleanStart: z.boolean() }),
  /** Connects a second time with the same client identifier. */
  z.object({ do: z.literal('take-over') }),
  /** PUBLISH with a packet identifier of the tester's choice, used already or not. */
  z.object({
    do: z.literal('publish'),
    message: messageToPublish,
    packetId: z.number().int().min(1).max(65_535),
    dup: z.boolean(),
    /** Whether PUBREC is answered by PUBREL. */
    releases: z.boolean(),
  }),
  /** Bytes as they are. Answers to whole packets among them are not given to the connection. */
  z.object({ do: z.literal('send'), bytes }),
]);
export type LabAction = z.infer<typeof labAction>;

export const labFeeds = {
  lab: feed(z.object({ source: sourceId }), labState),
} as const;

export const labCalls = {
  /** Fails with `not-connected`, `invalid`, `busy`. */
  'lab.act': call(z.object({ source: sourceId, action: labAction }), nothing),
  'lab.gate': call(z.object({ source: sourceId, gate: gateSettings }), nothing),
  /** Sends what is held: one packet, or all. */
  'lab.release': call(
    z.object({
      source: sourceId,
      packet: z.object({ type: heldType, packetId: z.number().int() }).optional(),
    }),
    z.object({ released: z.number().int() }),
  ),
} as const;
