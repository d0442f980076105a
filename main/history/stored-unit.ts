import type { Row } from '../database/columns.ts';
import { integer } from '../database/columns.ts';

/** Records that are stored together: a block, a row of the tail, or a span of blocks that is known by its summary only. */
export interface StoredUnit {
  readonly kind: 'block' | 'tail' | 'span';
  readonly source: number;
  readonly first: number;
  readonly last: number;
  /** Of a block. */
  readonly id: number;
  readonly size: number;
  readonly messages: number;
  readonly marks: number;
  /** Of a block: when its first and its last record were seen, in µs since 1970. */
  readonly times: { readonly first: number; readonly last: number } | undefined;
}

/** Sequence numbers, both ends of them within. */
export interface SequenceRange {
  readonly first: number;
  readonly last: number;
}

/** A row of `block`, or one of `tail` that says of itself that it is. */
export function unitOf(source: number, row: Row): StoredUnit {
  const isTail = integer(row, 'tail') === 1;
  return {
    kind: isTail ? 'tail' : 'block',
    source,
    first: integer(row, 'first'),
    last: integer(row, 'last'),
    id: integer(row, 'id'),
    size: integer(row, 'size'),
    messages: integer(row, 'messages'),
    marks: integer(row, 'marks'),
    times: isTail ? undefined : { first: integer(row, 'first_time'), last: integer(row, 'last_time') },
  };
}

/** Sequence numbers are never given twice, so these are unique. */
export function keyOf({ kind, source, first, last }: StoredUnit): string {
  return `${kind} ${source} ${first} ${last}`;
}
