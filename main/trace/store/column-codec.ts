import { expectStored } from '../../database/damage.ts';
import type { NumberReader, NumberWriter } from './numbers.ts';

/** Numbers by row; of those that are missing in bytes all are 0. */
export type NumberColumn = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** The number of the row. */
export function at(column: NumberColumn, row: number): number {
  return column[row] ?? 0;
}

/** Numbers that rise: as differences. */
export function writeRising(writer: NumberWriter, column: NumberColumn, rows: number): void {
  let before = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = at(column, row);
    writer.putSigned(value - before);
    before = value;
  }
}

/** Reads what `writeRising` wrote. */
export function readRising(reader: NumberReader, column: NumberColumn, rows: number): void {
  let value = 0;
  for (let row = 0; row < rows; row += 1) {
    value += reader.takeSigned();
    column[row] = value;
  }
}

/** How many numbers of a column follow, then these: where all are the same the first says it. */
export function writePlain(writer: NumberWriter, column: NumberColumn, rows: number): void {
  const written = isOfOneNumber(column, rows) ? 1 : rows;
  writer.put(written);
  for (let row = 0; row < written; row += 1) writer.put(at(column, row));
}

/** Reads what `writePlain` wrote. Throws as a damaged database does if it is none. */
export function readPlain(reader: NumberReader, column: NumberColumn, rows: number): void {
  const written = reader.take();
  expectStored(written === 1 || written === rows, 'a segment of traces has a column of a wrong length');
  for (let row = 0; row < written; row += 1) column[row] = reader.take();
  if (written < rows) column.fill(at(column, 0), 0, rows);
}

/** In a flood each exchange has the same link, client, count and so on as the one before. */
export function isOfOneNumber(column: NumberColumn, rows: number): boolean {
  for (let row = 1; row < rows; row += 1) if (column[row] !== column[0]) return false;
  return true;
}
