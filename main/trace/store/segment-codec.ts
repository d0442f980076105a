import { constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expectStored } from '../../database/damage.ts';
import { giveBack } from '../../database/give-back.ts';
import { at, isOfOneNumber, readPlain, readRising, writePlain, writeRising } from './column-codec.ts';
import { JourneyTable } from './journey-table.ts';
import { segmentRows } from './limits.ts';
import { NumberReader, NumberWriter } from './numbers.ts';
import { Segment } from './segment.ts';
import type { Columns } from './segment-columns.ts';
import { makeColumns } from './segment-columns.ts';
import { readTexts, writeTexts } from './segment-texts.ts';
import { TextTable } from './text-table.ts';

const level = { params: { [zlib.ZSTD_c_compressionLevel]: 1 } };
/** What a segment may unfold to: hostile or broken data is to end there. */
const mostBytes = 64 * 1_048_576;

const bytes = ['kind', 'outcome', 'flags', 'awaiting', 'reasonPacket'] as const;
const plain = [
  'count',
  'second',
  'third',
  'fourth',
  'packetId',
  'reason',
  'resends',
  'client',
  'detail',
] as const;

/** A segment as bytes: column after column, each as differences or one number where that is shorter, then the texts. */
export function packSegment(segment: Segment): Buffer {
  const { columns, rows } = segment;
  const writer = new NumberWriter(rows * 48 + 64);
  writer.put(rows);
  writeRising(writer, columns.id, rows);
  writeRising(writer, columns.time, rows);
  for (let row = 0; row < rows; row += 1) writer.putSigned(at(columns.lastTime, row) - at(columns.time, row));
  writePlain(writer, columns.link, rows);
  writeMessages(writer, columns, rows);
  for (const name of plain) writePlain(writer, columns[name], rows);
  for (const name of bytes) writer.putBytes(columns[name].subarray(0, rows));
  segment.journeys.write(writer, columns.time, rows);
  writer.putBytes(Buffer.from(writeTexts(segment)));
  const packed = zstdCompressSync(writer.bytes(), level);
  giveBack(writer.bytes());
  return packed;
}

/** The segment of these bytes, with room for no more rows. Throws as a damaged database does if they are none. */
export function unpackSegment(data: Buffer): Segment {
  const all = zstdDecompressSync(data, { maxOutputLength: mostBytes });
  const reader = new NumberReader(all);
  const rows = reader.take();
  expectStored(rows > 0 && rows <= segmentRows, 'a segment of traces has a wrong length');
  const columns = makeColumns(rows);
  readRising(reader, columns.id, rows);
  readRising(reader, columns.time, rows);
  for (let row = 0; row < rows; row += 1) columns.lastTime[row] = at(columns.time, row) + reader.takeSigned();
  readPlain(reader, columns.link, rows);
  readMessages(reader, columns, rows);
  for (const name of plain) readPlain(reader, columns[name], rows);
  for (const name of bytes) columns[name].set(reader.takeBytes(rows));
  const journeys = new JourneyTable();
  journeys.read(reader, columns.time, rows);
  const { clients, details, packets } = readTexts(reader.rest().toString());
  const texts = { clients: new TextTable(clients), details: new TextTable(details) };
  return new Segment({ columns, journeys, ...texts, packets: new Map(packets) }, rows);
}

/** How far before the delivery its message came; one number where nothing is a delivery of one that is known. */
function writeMessages(writer: NumberWriter, { id, message }: Columns, rows: number): void {
  const written = at(message, 0) === 0 && isOfOneNumber(message, rows) ? 1 : rows;
  writer.put(written);
  for (let row = 0; row < written; row += 1) {
    writer.put(at(message, row) === 0 ? 0 : 1 + at(id, row) - at(message, row));
  }
}

function readMessages(reader: NumberReader, { id, message }: Columns, rows: number): void {
  readPlain(reader, message, rows);
  for (let row = 0; row < rows; row += 1) {
    const distance = at(message, row);
    message[row] = distance === 0 ? 0 : 1 + at(id, row) - distance;
  }
}
