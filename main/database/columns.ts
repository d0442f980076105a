import type { SQLOutputValue } from 'node:sqlite';
import { expectStored } from './damage.ts';

/** A row as `node:sqlite` gives it. */
export type Row = Record<string, SQLOutputValue>;

/** Throws `DamagedFile` if there is none. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  expectStored(typeof value === 'number', `the number "${column}" is missing`);
  return value;
}

/** A number that may be missing: `min` of no rows, a column that is null. */
export function optionalInteger(row: Row | undefined, column: string): number | undefined {
  const value = row?.[column];
  return typeof value === 'number' ? value : undefined;
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

/** A view of the bytes; SQLite gives each blob a buffer of its own. */
export function blob(row: Row, column: string): Buffer {
  const value = row[column];
  expectStored(value instanceof Uint8Array, `the bytes "${column}" are missing`);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
