import { constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expectStored } from '../../database/damage.ts';
import { giveBack } from '../../database/give-back.ts';
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
  'findings',
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
  const { clients, details, extras } = readTexts(reader.rest().toString());
  return new Segment(columns, rows, new TextTable(clients), new TextTable(details), new Map(extras));
}

type NumberColumn = Columns[keyof Columns];

function writeRising(writer: NumberWriter, column: NumberColumn, rows: number): void {
  let before = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = at(column, row);
    writer.putSigned(value - before);
    before = value;
  }
}

function readRising(reader: NumberReader, column: NumberColumn, rows: number): void {
  let value = 0;
  for (let row = 0; row < rows; row += 1) {
    value += reader.takeSigned();
    column[row] = value;
  }
}

/** How many numbers of a column follow, then these: where all are the same the first says it. */
function writePlain(writer: NumberWriter, column: NumberColumn, rows: number): void {
  const written = isOfOneNumber(column, rows) ? 1 : rows;
  writer.put(written);
  for (let row = 0; row < written; row += 1) writer.put(at(column, row));
}

function readPlain(reader: NumberReader, column: NumberColumn, rows: number): void {
  const written = reader.take();
  expectStored(written === 1 || written === rows, 'a segment of traces has a column of a wrong length');
  for (let row = 0; row < written; row += 1) column[row] = reader.take();
  if (written < rows) column.fill(at(column, 0), 0, rows);
}

/** In a flood each exchange has the same link, client, count and so on as the one before. */
function isOfOneNumber(column: NumberColumn, rows: number): boolean {
  for (let row = 1; row < rows; row += 1) if (column[row] !== column[0]) return false;
  return true;
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

function at(column: NumberColumn, row: number): number {
  return column[row] ?? 0;
}
