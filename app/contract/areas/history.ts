import { z } from 'zod';
import { call, feed } from '../define.ts';
import {
  bytes,
  direction,
  filterProblem,
  filterText,
  protocolVersion,
  qos,
  sequence,
  shortText,
  sourceId,
  text,
  time,
} from './common.ts';
import { packetPlace } from './packet-place.ts';
import { nodeId } from './tree.ts';

/**
 * A window into the messages of a source. Rows are numbered by arrival: the newest when the feed began is -1, older ones
 * go down, newer ones up from 0. A row keeps its number while the feed lives.
 */
const historyParams = z.object({
  source: sourceId,
  /** The topic or, with `branch`, it and everything below; undefined means the whole source. */
  node: nodeId.optional(),
  branch: z.boolean(),
  /** Only the messages that it lets through, and the marks that explain gaps. */
  filter: filterText.optional(),
  /** Look through no more older records for it; what was found stays. */
  isStopped: z.boolean().optional(),
  window: z.discriminatedUnion('at', [
    z.object({ at: z.literal('end'), count: z.number().int().min(0).max(200) }),
    z.object({ at: z.literal('row'), from: z.number().int(), count: z.number().int().min(0).max(200) }),
  ]),
});
export type HistoryParams = z.infer<typeof historyParams>;

/** One phrase for each fault on purpose that touched the packet: `lossy radio: dropped`. Empty for nearly all. */
const faultTexts = z.array(z.string().max(200)).max(16);

const historyRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    row: z.number().int(),
    sequence,
    time,
    direction,
    topic: shortText,
    qos,
    retain: z.boolean(),
    dup: z.boolean(),
    preview: shortText,
    /** The preview is hex, because the payload is not UTF-8 text. */
    binary: z.boolean(),
    /** Bytes of the payload. */
    size: z.number().int(),
    client: z.string().max(200),
    /** The packet is malformed: what broke. */
    malformed: z.string().max(200).optional(),
    faults: faultTexts,
  }),
  /** A packet that is no PUBLISH: a row only because faults on purpose touched it. */
  z.object({
    kind: z.literal('packet'),
    row: z.number().int(),
    sequence,
    time,
    direction,
    /** `puback`, or `reserved` for the type 0. */
    type: z.string().max(20),
    /** Bytes of the frame. */
    size: z.number().int(),
    client: z.string().max(200),
    faults: faultTexts,
  }),
  /** Something that explains a gap: connection lost, connected again, records dropped. */
  z.object({
    kind: z.literal('mark'),
    row: z.number().int(),
    sequence,
    time,
    mark: z.enum(['connected', 'lost', 'dropped']),
    text: z.string().max(300),
  }),
]);
export type HistoryRow = z.infer<typeof historyRow>;

export const historyValue = z.object({
  /** Rows from `first` up to but not including `end` exist; `first` rises when the budget lets old ones go. */
  first: z.number().int(),
  end: z.number().int(),
  /** How many of these are marks and not what a filter let through; 0 without one. */
  marks: z.number().int(),
  /** Older blocks are still being counted: `first` will go down. */
  counting: z.boolean(),
  /** Records looked at, of those that were there when the feed began or its filter was changed. */
  looked: z.object({ records: z.number().int(), of: z.number().int() }),
  /** The filter cannot be used: there are no rows. */
  problem: filterProblem.optional(),
  from: z.number().int(),
  rows: z.array(historyRow).max(200),
  /** The window asked for rows that are gone: how many. */
  gone: z.number().int(),
});
export type HistoryValue = z.infer<typeof historyValue>;

export const historyFeeds = { history: feed(historyParams, historyValue) } as const;

export interface FieldShape {
  name: string;
  value: string;
  clause: string;
  start: number;
  end: number;
  fields: FieldShape[];
}

/** A field of a packet with the bytes it came from; see `app/mqtt/field.ts`. */
const field: z.ZodType<FieldShape> = z.lazy(() =>
  z.object({
    name: z.string(),
    value: z.string(),
    clause: z.string(),
    start: z.number().int(),
    end: z.number().int(),
    fields: z.array(field),
  }),
);

const packetDetail = z.object({
  sequence,
  time,
  direction,
  protocolVersion,
  type: z.string(),
  client: z.string().max(200),
  address: z.string().max(300),
  /** Whole, with an alias resolved. */
  topic: text,
  qos,
  retain: z.boolean(),
  dup: z.boolean(),
  /** The whole frame in bytes, and its first 64 KB. */
  frameSize: z.number().int(),
  frame: bytes,
  /** A copy that the broker sent on: its bytes were made again of those of the message that came in. */
  isRebuilt: z.boolean(),
  /** Where the payload stands in the frame. */
  payload: z.object({ start: z.number().int(), end: z.number().int() }),
  /** At most 2,000 fields; `fieldsCut` says how many more there are. */
  fields: z.array(field),
  fieldsCut: z.number().int(),
  faults: faultTexts,
  error: z
    .object({ reasonCode: z.number(), clause: z.string(), offset: z.number(), message: z.string() })
    .optional(),
  /** MQTT 5.0: the standard's names, in order; user properties as `User Property`. */
  properties: z.array(z.object({ name: z.string(), value: z.string(), cut: z.number().int() })),
});
export type PacketDetail = z.infer<typeof packetDetail>;

/** Names as they came, which rows show cut or with characters by their numbers. */
const packetNames = z.object({
  client: text,
  /** Of a PUBLISH, with an alias resolved; else empty. */
  topic: text,
  /** The first ones of a SUBSCRIBE or UNSUBSCRIBE, at most 128 KB. */
  filters: z.array(text).max(8),
});
export type PacketNames = z.infer<typeof packetNames>;

export const historyCalls = {
  /** Fails with `gone` when the budget let it go. */
  'packet.read': call(packetPlace, packetDetail),
  /** Fails alike. */
  'packet.names': call(packetPlace, packetNames),
  /** Bytes of the frame from `start`, at most 256 KB. */
  'packet.bytes': call(
    z.object({
      source: sourceId,
      sequence,
      start: z.number().int().nonnegative(),
      length: z.number().int().min(1).max(262_144),
    }),
    z.object({ bytes, frameSize: z.number().int() }),
  ),
  /** The newest message of exactly this topic, if any is stored. */
  'history.latest': call(
    z.object({ source: sourceId, node: nodeId }),
    z.object({ sequence: sequence.optional() }),
  ),
} as const;
