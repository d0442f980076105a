import type { FieldRecorder } from './field-recorder.ts';
import { flagPart, recordFlags } from './flag-parts.ts';
import { packetTypeName, packetTypes } from './packet-types.ts';
import type { Reader } from './reader.ts';

const publishFlags = [
  flagPart('DUP', '3.3.1.1', 3),
  flagPart('QoS', '3.3.1.2', 1, 2),
  flagPart('RETAIN', '3.3.1.3', 0),
];
const reservedFlags = [3, 2, 1, 0].map((bit) => flagPart(`Reserved (bit ${bit})`, '2.1.3', bit));

/** The fixed header (clause 2.1), with the end of the packet as it says it. */
interface FixedHeader {
  /** 0 to 15. */
  readonly type: number;
  /** The lower four bits. */
  readonly flags: number;
  /** Where the packet ends by its Remaining Length; the frame should end there too. */
  readonly end: number;
}

/** Reads the fixed header and narrows the reader to the packet, or to as much of it as is there. */
export function readFixedHeader(reader: Reader): FixedHeader {
  const first = reader.bytes[0];
  if (first === undefined)
    throw reader.malformed(reader.clause('2.2', '2.1.1'), 0, 'There is no fixed header');
  reader.position = 1;
  if (reader.recorder !== undefined) recordFirstByte(reader, reader.recorder, first);
  const end = readRemainingLength(reader);
  reader.end = Math.min(end, reader.bytes.length);
  return { type: first >> 4, flags: first & 0x0f, end };
}

/** Reserved flag bits have the value of the table, else the packet is malformed; 3.1 does not use them. */
export function checkFlags(reader: Reader, flags: number, expected: number, statement?: string): void {
  if (flags === expected || reader.version === 3) return;
  const clause = statement ?? reader.clause('MQTT-2.2.2-2', 'MQTT-2.1.3-1');
  throw reader.malformed(
    clause,
    0,
    `The flags of the fixed header are ${bits(flags)}, not ${bits(expected)}`,
  );
}

/** 5.0 wants the Remaining Length in as few bytes as can be [MQTT-1.5.5-1]; before, nothing says so. */
export function checkRemainingLength(reader: Reader): void {
  if (reader.version !== 5) return;
  let last = 1;
  while ((reader.bytes[last] ?? 0) > 0x7f) last += 1;
  if (last > 1 && reader.bytes[last] === 0) {
    throw reader.malformed('MQTT-1.5.5-1', 1, 'Remaining Length takes more bytes than it needs');
  }
}

function readRemainingLength(reader: Reader): number {
  const bytes = reader.bytes;
  let length = 0;
  let scale = 1;
  for (let index = 1; index <= 4 && index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    length += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte > 0x7f) continue;
    reader.position = index + 1;
    reader.recorder?.add('Remaining Length', reader.clause('2.2.3', '2.1.4'), 1, index + 1, String(length));
    return index + 1 + length;
  }
  const message =
    bytes.length < 5 ? 'Remaining Length is cut off' : 'Remaining Length is longer than four bytes';
  throw reader.malformed(reader.clause('2.2.3', '2.1.4'), 1, message);
}

function recordFirstByte(reader: Reader, recorder: FieldRecorder, first: number): void {
  const number = first >> 4;
  const type = packetTypes[number];
  const flags = type === 'publish' ? publishFlags : reservedFlags;
  const parts = [flagPart('Control Packet Type', reader.clause('2.2.1', '2.1.2'), 4, 4), ...flags];
  const name = type === undefined ? 'Reserved' : packetTypeName(type);
  recordFlags(recorder, 'Packet Type and Flags', reader.clause('2.2', '2.1.1'), 0, first, parts);
  recorder.describe(`${name}, flags ${bits(first & 0x0f)}`);
}

function bits(flags: number): string {
  return flags.toString(2).padStart(4, '0');
}
