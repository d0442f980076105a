import { jsonLine } from '../../../app/base/json-line.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { packetTypes } from '../../../app/mqtt/packet-types.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { publishedByHand } from '../../capture/observer.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { ExportedLink } from '../pcapng/exported-link.ts';
import { timeText } from '../report/step-words.ts';
import type { Uncrossed } from '../uncrossed.ts';
import type { WrittenRecord } from '../written-record.ts';

const versionNames: Readonly<Record<ProtocolVersion, string>> = { 3: '3.1', 4: '3.1.1', 5: '5.0' };

/** A record as one line of JSON, its end included; `docs/trace-files.md` says what stands in it. */
export function packetLine(
  record: WrittenRecord,
  link: ExportedLink | undefined,
  uncrossed: Uncrossed | undefined,
): string {
  return jsonLine(objectOf(record, link, uncrossed));
}

function objectOf(
  record: WrittenRecord,
  link: ExportedLink | undefined,
  uncrossed: Uncrossed | undefined,
): object {
  if (record.kind === 'packet') return ofPacket(record, link, uncrossed);
  return record.kind === 'delivery' ? ofDelivery(record) : ofNote(record, link);
}

/** What the broker did with a message for a receiver. */
function ofDelivery({ sequence, time, body }: CapturedRecord): object {
  return { type: 'delivery', sequence, time, at: timeText(time), ...readDelivery(body, 0, sequence) };
}

function ofPacket(
  record: WrittenRecord,
  link: ExportedLink | undefined,
  uncrossed: Uncrossed | undefined,
): object {
  const { body, version, aliasTopic, comment } = record;
  const faults = record.faults.filter((fault) => fault !== publishedByHand);
  return {
    type: 'packet',
    ...headOf(record, link),
    direction: record.direction,
    version: versionNames[version],
    packet: packetTypes[(body[0] ?? 0) >> 4] ?? 'reserved',
    size: body.byteLength,
    ...(aliasTopic.byteLength > 0 && { topicOfAlias: Buffer.from(aliasTopic).toString() }),
    ...(uncrossed === 'will' && { will: true }),
    ...(uncrossed === 'by hand' && { byHand: true }),
    ...(faults.length > 0 && { faults }),
    ...(comment !== undefined && { comment }),
    ...fieldsOf(body, version),
  };
}

/** The coming and going of a link, and records that were not stored. */
function ofNote(record: CapturedRecord, link: ExportedLink | undefined): object {
  const what: unknown = JSON.parse(Buffer.from(record.body).toString());
  return { type: record.kind, ...headOf(record, link), what };
}

function headOf({ sequence, time, link }: CapturedRecord, known: ExportedLink | undefined): object {
  return {
    sequence,
    time,
    at: timeText(time),
    link,
    ...(known !== undefined && { client: known.client, address: known.address }),
  };
}

/** What the standard names in the packet; of a malformed one what is wrong, and its bytes. */
function fieldsOf(frame: Uint8Array, version: ProtocolVersion): object {
  try {
    const { type: _, ...fields } = decode(frame, version, 'either');
    return { fields: shown(fields) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { message, clause, offset } = error;
    return { malformed: { message, clause, offset }, frame: Buffer.from(frame).toString('base64') };
  }
}

type Fields = Omit<Packet, 'type'>;

function shown(fields: Fields): unknown {
  return mapped(fields);
}

/** Bytes as text where they are UTF-8, else in base64: which of the two is said. */
function mapped(value: unknown): unknown {
  if (value instanceof Uint8Array) return bytesAs(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner)]));
}

function bytesAs(bytes: Uint8Array): object {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
