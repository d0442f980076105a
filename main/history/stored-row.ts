import { copyOf } from '../../app/base/copy-of.ts';
import { decode } from '../../app/mqtt/decode.ts';
import { packetTypes } from '../../app/mqtt/packet-types.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';
import { createPublishScan, scanPublish } from '../../app/mqtt/publish-scan.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import { textIn, toldIn } from '../capture/record-text.ts';
import type { Head, StoredRow } from './reader-messages.ts';

/** Bytes of a topic and of a payload that a row may need: 256 characters of up to four bytes, as text or as hex. */
const headBytes = 1_024;
/** How far the characters of a payload are counted. */
const countedBytes = 65_536;

/** The row of a record that a view found. */
export function rowOf(row: number, client: string, record: CapturedRecord): StoredRow {
  const { sequence, time } = record;
  if (record.isMessage) {
    const shown = isPublish(record) ? messageOf(record) : packetOf(record);
    return { row, sequence, time, client, ...shown };
  }
  return { row, sequence, time, client, ...markOf(record) };
}

function isPublish({ body }: CapturedRecord): boolean {
  return (body[0] ?? 0) >> 4 === 3;
}

/** A packet without a message of its own, which is a row because faults touched it. */
function packetOf({ body, direction, faults }: CapturedRecord) {
  const type = packetTypes[(body[0] ?? 0) >> 4] ?? 'reserved';
  return { kind: 'packet' as const, direction, type, size: body.byteLength, faults };
}

function messageOf(record: CapturedRecord) {
  const { body, version, direction, aliasTopic } = record;
  const scan = createPublishScan();
  const isRead = scanPublish(body, version, scan);
  const topic = aliasTopic.byteLength > 0 ? aliasTopic : body.subarray(scan.topicStart, scan.topicEnd);
  return {
    kind: 'message' as const,
    direction,
    topic: headOf(topic),
    payload: headOf(isRead ? body.subarray(scan.payloadStart) : body.subarray(body.byteLength)),
    qos: scan.qos === 0 ? (0 as const) : scan.qos === 1 ? (1 as const) : (2 as const),
    retain: scan.retain,
    dup: scan.dup,
    malformed: whatBroke(record),
    faults: record.faults,
  };
}

function whatBroke({ body, version }: CapturedRecord): string | undefined {
  try {
    decode(body, version, 'either');
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return error.message;
    throw error;
  }
}

/** A copy of the beginning, cut where a character begins. */
function headOf(bytes: Uint8Array): Head {
  let cut = Math.min(bytes.byteLength, headBytes);
  while (cut > headBytes - 4 && cut < bytes.byteLength && isContinuation(bytes[cut])) cut -= 1;
  return {
    bytes: copyOf(bytes.subarray(0, cut)),
    size: bytes.byteLength,
    charactersLeft: charactersFrom(bytes, cut),
  };
}

/** Characters of UTF-8 after `start`; of a very long payload bytes beyond the first. */
function charactersFrom(bytes: Uint8Array, start: number): number {
  const end = Math.min(bytes.byteLength, countedBytes);
  let characters = bytes.byteLength - end;
  for (let index = start; index < end; index += 1) {
    if (!isContinuation(bytes[index])) characters += 1;
  }
  return characters;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function markOf({ kind, body }: CapturedRecord) {
  if (kind === 'dropped') {
    return {
      kind: 'dropped' as const,
      reason: textIn(body, 'reason'),
      records: Number(toldIn(body, 'records') ?? 0),
      messages: Number(toldIn(body, 'messages') ?? 0),
    };
  }
  if (kind === 'closed') return { kind: 'lost' as const, text: textIn(body, 'why') };
  return { kind: 'connected' as const, text: textIn(body, 'address') };
}
