import type { Direction } from '../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import { countAt, deliverySize, oneDelivery } from './delivery-layout.ts';
import type { Touch } from './observer.ts';

/**
 * How a record lies in bytes: in a batch on its way to the disk, in a tail row and, compressed, in a block. Little endian.
 *
 *     0  u32  length of the whole record
 *     4  f64  time, µs since 1970
 *    12  u32  link
 *    16  u8   kind
 *    17  u8   flags: bit 0 sent, bit 1 row, bit 2 mark, bit 3 faults, bits 4 to 6 protocol version, bit 7 copy
 *    18  u16  length of the topic that follows: an alias resolved, else 0
 *    20       that topic, then the frame of a packet or the text (JSON) of what else happened
 *             and, with bit 3, what faults did with it: a JSON array of texts, then its length as u16
 *
 * Bits 3 and 7 came with format 2; a record without them reads as before.
 * Acknowledgements that crossed a link in one direction at one time lie in one record of their own kind, frames of four
 * bytes end to end: that came with format 3. Each has its sequence number and is read as the packet that it is.
 * What the broker did with messages came with format 4: notes (`delivery-layout.ts`) lie end to end in a record of their
 * kind, likewise with a number each, and another kind names the receivers that many of them mean (JSON).
 * That the program itself stood still came with format 5.
 * Records lie end to end. Their sequence numbers are not stored: they rise by one from the first of the batch or block.
 */
export const headerSize = 20;

/**
 * `opened`, `connected` (CONNACK said yes) and `closed` tell of a link; `dropped` of records that could not be kept;
 * `delivery` is one note of what became of a message, `receivers` names who such notes mean; `stood` says that until then
 * the program itself stood still, so that nobody knows when what comes next came.
 */
type RecordKind =
  | 'packet'
  | 'opened'
  | 'connected'
  | 'closed'
  | 'dropped'
  | 'delivery'
  | 'receivers'
  | 'stood';

/** As they are stored: the index is the number. */
const kinds = [
  'packet',
  'opened',
  'connected',
  'closed',
  'dropped',
  'acknowledgements',
  'deliveries',
  'receivers',
  'stood',
] as const;

/** Where these are in that list. */
const acknowledgementsKind = 5;
const deliveriesKind = 6;
const receiversKind = 7;
/** Bytes of an acknowledgement without reason and properties. */
export const acknowledgementSize = 4;

export interface RecordHead {
  readonly kind: Exclude<RecordKind, 'delivery'> | 'acknowledgements' | 'deliveries';
  readonly time: number;
  readonly link: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  /** A PUBLISH, or another packet that a fault touched: a row of the history. */
  readonly isMessage: boolean;
  /** A row of the history under every selection, because it explains a gap. */
  readonly isMark: boolean;
  /** What faults did with the packet, if they touched it. */
  readonly touch?: Touch | undefined;
}

/** A record read from bytes; `topic` and `body` are views of them. */
export interface CapturedRecord extends Omit<RecordHead, 'kind' | 'touch'> {
  readonly kind: RecordKind;
  readonly sequence: number;
  /** One phrase for each fault that touched it. */
  readonly faults: readonly string[];
  /** Not another message: it is a row, and counts for nothing in the topic tree. */
  readonly isCopy: boolean;
  /** The topic that an alias stood for; empty where the frame has it. */
  readonly aliasTopic: Uint8Array;
  /** The frame of a packet, the bytes of a note, the JSON text of what else happened. */
  readonly body: Uint8Array;
}

/** The packet type of PUBLISH (clause 2.1.2). */
const publishType = 3;

const flagSent = 1;
const flagMessage = 2;
const flagMark = 4;
const flagFaults = 8;
const flagCopy = 128;

/** Faults that a record names, and characters of each. */
const namedFaults = 16;
const faultCharacters = 200;

const noFaults: readonly string[] = Object.freeze([]);
const noBytes = new Uint8Array(0);

export function recordSize(topic: Uint8Array, body: Uint8Array, touch?: Touch): number {
  return headerSize + topic.byteLength + body.byteLength + trailOf(touch).byteLength;
}

/** What stands behind the frame of a packet that faults touched. */
function trailOf(touch: Touch | undefined): Uint8Array {
  if (touch === undefined) return noBytes;
  const named = touch.faults.slice(0, namedFaults).map((fault) => fault.slice(0, faultCharacters));
  const text = Buffer.from(JSON.stringify(named));
  return Buffer.concat([text, Uint8Array.of(text.byteLength & 0xff, text.byteLength >> 8)]);
}

/** A whole buffer to write records into: a DataView writes numbers in a third of the time that a Buffer takes. */
export interface RecordSpace {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView<ArrayBuffer>;
}

export function recordSpace(buffer: ArrayBuffer): RecordSpace {
  return { bytes: new Uint8Array(buffer), view: new DataView(buffer) };
}

/** Writes a record at `offset` and returns where the next one begins. */
export function writeRecord(
  { bytes, view }: RecordSpace,
  offset: number,
  head: RecordHead,
  topic: Uint8Array,
  body: Uint8Array,
): number {
  const trail = head.touch === undefined ? noBytes : trailOf(head.touch);
  const end = offset + headerSize + topic.byteLength + body.byteLength + trail.byteLength;
  view.setUint32(offset, end - offset, true);
  view.setFloat64(offset + 4, head.time, true);
  view.setUint32(offset + 12, head.link, true);
  // In one: kind, flags and the topic's length lie side by side.
  const kind = head.kind === 'packet' ? 0 : kinds.indexOf(head.kind);
  view.setUint32(offset + 16, kind | (flagsOf(head) << 8) | (topic.byteLength << 16), true);
  if (topic.byteLength > 0) bytes.set(topic, offset + headerSize);
  bytes.set(body, offset + headerSize + topic.byteLength);
  if (trail.byteLength > 0) bytes.set(trail, end - trail.byteLength);
  return end;
}

function flagsOf(head: RecordHead): number {
  return (
    (head.direction === 'sent' ? flagSent : 0) |
    (head.isMessage ? flagMessage : 0) |
    (head.isMark ? flagMark : 0) |
    (head.touch === undefined ? 0 : flagFaults) |
    (head.touch?.isCopy === true ? flagCopy : 0) |
    (head.version << 4)
  );
}

/** `part` is which one of the packets that the record at `offset` holds. */
export function readRecord(data: Buffer, offset: number, sequence: number, part = 0): CapturedRecord {
  const flags = data[offset + 17] ?? 0;
  const kind = kinds[data[offset + 16] ?? 0] ?? 'packet';
  const isOneOfMany = kind === 'acknowledgements';
  const bodyStart =
    offset + headerSize + data.readUInt16LE(offset + 18) + (isOneOfMany ? part * acknowledgementSize : 0);
  const isNote = kind === 'deliveries';
  return {
    sequence,
    kind: isOneOfMany ? 'packet' : isNote ? 'delivery' : kind,
    time: timeAt(data, offset),
    link: data.readUInt32LE(offset + 12),
    direction: (flags & flagSent) === 0 ? 'received' : 'sent',
    version: versionOf((flags >> 4) & 7),
    isMessage: (flags & flagMessage) !== 0,
    isMark: (flags & flagMark) !== 0,
    aliasTopic: isOneOfMany ? noBytes : data.subarray(offset + headerSize, bodyStart),
    body: isNote
      ? noteAt(data, offset, part)
      : data.subarray(bodyStart, isOneOfMany ? bodyStart + acknowledgementSize : bodyEnd(data, offset)),
    faults: faultsAt(data, offset),
    isCopy: isCopyAt(data, offset),
  };
}

/** Where the frame of the record at `offset` ends, before what faults did with it. */
export function bodyEnd(data: Buffer, offset: number): number {
  const end = offset + lengthAt(data, offset);
  if (((data[offset + 17] ?? 0) & flagFaults) === 0) return end;
  return Math.max(offset + headerSize, end - 2 - data.readUInt16LE(end - 2));
}

export function faultsAt(data: Buffer, offset: number): readonly string[] {
  if (((data[offset + 17] ?? 0) & flagFaults) === 0) return noFaults;
  const end = offset + lengthAt(data, offset) - 2;
  const told: unknown = JSON.parse(data.toString('utf8', bodyEnd(data, offset), end));
  return Array.isArray(told) ? told.map(String) : noFaults;
}

function versionOf(level: number): ProtocolVersion {
  return level === 3 || level === 5 ? level : 4;
}

/** The length of the record at `offset`: the next one begins that much later. By index, as it is asked of every record. */
export function lengthAt(data: Buffer, offset: number): number {
  return (
    ((data[offset] ?? 0) |
      ((data[offset + 1] ?? 0) << 8) |
      ((data[offset + 2] ?? 0) << 16) |
      ((data[offset + 3] ?? 0) << 24)) >>>
    0
  );
}

/** How many packets or notes the record at `offset` holds, each with a sequence number of its own. */
export function packetsAt(data: Buffer, offset: number): number {
  switch (data[offset + 16]) {
    case acknowledgementsKind:
      return Math.max(1, Math.floor((lengthAt(data, offset) - headerSize) / acknowledgementSize));
    case deliveriesKind:
      return deliveriesAt(data, offset);
    default:
      return 1;
  }
}

function deliveriesAt(data: Buffer, offset: number): number {
  const end = offset + lengthAt(data, offset);
  let count = 0;
  for (let at = offset + headerSize; at < end; at += deliverySize) count += countAt(data, at);
  return Math.max(1, count);
}

/** The note with that place in the record at `offset`. */
function noteAt(data: Buffer, offset: number, part: number): Uint8Array {
  const last = offset + lengthAt(data, offset) - deliverySize;
  let at = offset + headerSize;
  let ahead = part;
  while (at < last && ahead >= countAt(data, at)) {
    ahead -= countAt(data, at);
    at += deliverySize;
  }
  return oneDelivery(data, at, ahead);
}

/** Where the notes lie in the record at `offset`, end to end; nothing if it is of another kind. */
export function notesAt(data: Buffer, offset: number): { readonly start: number; readonly end: number } {
  if (data[offset + 16] !== deliveriesKind) return { start: 0, end: 0 };
  return { start: offset + headerSize, end: offset + lengthAt(data, offset) };
}

/** Whether the record at `offset` says what became of messages, or who they are for. */
export function isNoteAt(data: Buffer, offset: number): boolean {
  const kind = data[offset + 16];
  return kind === deliveriesKind || kind === receiversKind;
}

export function timeAt(data: Buffer, offset: number): number {
  return data.readDoubleLE(offset + 4);
}

export function isMessageAt(data: Buffer, offset: number): boolean {
  return ((data[offset + 17] ?? 0) & flagMessage) !== 0;
}

/** Whether the message at `offset` is one that did not come in as another. */
export function isCopyAt(data: Buffer, offset: number): boolean {
  return ((data[offset + 17] ?? 0) & flagCopy) !== 0;
}

export function isMarkAt(data: Buffer, offset: number): boolean {
  return ((data[offset + 17] ?? 0) & flagMark) !== 0;
}

/** Where the frame of the record at `offset` lies, and the version it is read as. */
export function headAt(
  data: Buffer,
  offset: number,
): { readonly bodyStart: number; readonly bodyEnd: number; readonly version: ProtocolVersion } {
  return {
    bodyStart: offset + headerSize + aliasLength(data, offset),
    bodyEnd: bodyEnd(data, offset),
    version: versionOf(((data[offset + 17] ?? 0) >> 4) & 7),
  };
}

/** What the record at `offset` is, as it is stored. */
export function kindAt(data: Uint8Array, offset: number): RecordHead['kind'] | undefined {
  return kinds[data[offset + 16] ?? 0];
}

/** Where the frame or text of the record at `offset` begins. */
export function bodyStartAt(data: Uint8Array, offset: number): number {
  return offset + headerSize + aliasLength(data, offset);
}

/** Where the topic begins that an alias stood for; it ends where the frame begins. */
export function aliasStartAt(offset: number): number {
  return offset + headerSize;
}

/** Whether faults touched the packet of the record at `offset`. */
export function isTouchedAt(data: Uint8Array, offset: number): boolean {
  return ((data[offset + 17] ?? 0) & flagFaults) !== 0;
}

export function versionAt(data: Uint8Array, offset: number): ProtocolVersion {
  return versionOf(((data[offset + 17] ?? 0) >> 4) & 7);
}

export function linkAt(data: Buffer, offset: number): number {
  return data.readUInt32LE(offset + 12);
}

export function isSentAt(data: Buffer, offset: number): boolean {
  return ((data[offset + 17] ?? 0) & flagSent) !== 0;
}

/** The topic of the message at `offset`, as a view; empty where it has none that could be read. */
export function topicAt(data: Buffer, offset: number): Uint8Array {
  const start = topicStart(data, offset);
  return data.subarray(start, start + topicLength(data, offset, start));
}

/**
 * Whether the message at `offset` is on that topic or, with `orBelow`, on one below it. Looks where the topic lies and
 * makes nothing: it is asked of every record of a block.
 */
export function isOnTopic(data: Buffer, offset: number, topic: Uint8Array, orBelow: boolean): boolean {
  const start = topicStart(data, offset);
  const length = topicLength(data, offset, start);
  const common = topic.byteLength;
  if (length !== common && !(orBelow && length > common && data[start + common] === 0x2f)) return false;
  // Topics of one length differ at their ends more often than at their beginnings; a call into the runtime takes longer.
  for (let at = common - 1; at >= 0; at -= 1) if (topic[at] !== data[start + at]) return false;
  return true;
}

/**
 * The frame begins with the fixed header, whose length field takes one to four bytes (clause 2.1.4), then the Topic Name
 * behind its length (clause 3.3.2.1).
 */
export function topicStart(data: Buffer, offset: number): number {
  const start = offset + headerSize;
  if (aliasLength(data, offset) > 0) return start;
  let at = start + 1;
  while (at < start + 4 && (data[at] ?? 0) > 127) at += 1;
  return at + 3;
}

/** How many bytes the topic has, which begins at `start`; 0 where it has none that could be read. */
export function topicLength(data: Buffer, offset: number, start: number): number {
  const resolved = aliasLength(data, offset);
  if (resolved > 0) return resolved;
  if ((data[offset + headerSize] ?? 0) >> 4 !== publishType) return 0;
  const length = ((data[start - 2] ?? 0) << 8) | (data[start - 1] ?? 0);
  return Math.max(0, Math.min(bodyEnd(data, offset) - start, length));
}

/** By index rather than by the Buffer's methods, as it is asked of every record of a block. */
function aliasLength(data: Uint8Array, offset: number): number {
  return (data[offset + 18] ?? 0) | ((data[offset + 19] ?? 0) << 8);
}
