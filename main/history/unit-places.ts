import type { Row } from '../database/columns.ts';
import { integer, optionalInteger } from '../database/columns.ts';
import { blocksAtOnce } from './limits.ts';
import type { SnapshotDatabase } from './snapshot-database.ts';
import type { SequenceRange, StoredUnit } from './stored-unit.ts';
import { unitOf } from './stored-unit.ts';

/** Spares most questions about tail and spans: the tail is the newest part, blocks without a span come just before it. */
interface Edges {
  readonly tailFirst: number;
  readonly spanLast: number;
}

/** Which units there are, and which comes next to whom. What it remembers holds within one snapshot. */
export class UnitPlaces {
  readonly #database: SnapshotDatabase;
  /** Of each source that was looked at. */
  readonly #edges = new Map<number, Edges>();
  readonly #bounds = new Map<number, SequenceRange>();
  /** Blocks that will be asked for if it goes on downwards, the newest last. */
  #below: StoredUnit[] = [];
  #lowest: StoredUnit | undefined;
  /** Likewise upwards, the oldest last. */
  #above: StoredUnit[] = [];
  #highest: StoredUnit | undefined;

  constructor(database: SnapshotDatabase) {
    this.#database = database;
  }

  /** Another snapshot begins. */
  forget(): void {
    this.#edges.clear();
    this.#bounds.clear();
    this.#below = [];
    this.#lowest = undefined;
    this.#above = [];
    this.#highest = undefined;
  }

  source(name: string): number | undefined {
    const row = this.#database.get('select id from source where name = ?', name);
    return row === undefined ? undefined : integer(row, 'id');
  }

  /** The oldest and the newest record of the source; undefined if there is none. */
  bounds(source: number): SequenceRange | undefined {
    const known = this.#bounds.get(source);
    if (known !== undefined) return known;
    const bounds = this.#findBounds(source);
    if (bounds !== undefined && this.#database.isInSnapshot) this.#bounds.set(source, bounds);
    return bounds;
  }

  #findBounds(source: number): SequenceRange | undefined {
    const oldest = this.unitFrom(source, 0);
    const newest = this.unitUpTo(source, Number.MAX_SAFE_INTEGER);
    if (oldest === undefined || newest === undefined) return undefined;
    return { first: oldest.first, last: newest.last };
  }

  #edgesOf(source: number): Edges {
    const known = this.#edges.get(source);
    if (known !== undefined) return known;
    const tail = this.#database.get('select min(first) as edge from tail where source = ?', source);
    const span = this.#database.get(
      'select last as edge from span where source = ? order by first desc limit 1',
      source,
    );
    const edges = {
      tailFirst: optionalInteger(tail, 'edge') ?? Number.POSITIVE_INFINITY,
      spanLast: optionalInteger(span, 'edge') ?? 0,
    };
    this.#edges.set(source, edges);
    return edges;
  }

  /** The newest unit that begins at `sequence` or before. */
  unitUpTo(source: number, sequence: number): StoredUnit | undefined {
    const isBeforeTail = sequence < this.#edgesOf(source).tailFirst;
    const unit = isBeforeTail ? this.#blockBelow(source, sequence) : undefined;
    this.#lowest = unit ?? this.#unitUpTo(source, sequence, isBeforeTail);
    return this.#lowest;
  }

  /** The block that ends at `sequence`, for who goes from block to block: some are read at once. */
  #blockBelow(source: number, sequence: number): StoredUnit | undefined {
    const { first, source: lastSource } = this.#lowest ?? { first: 0, source: 0 };
    if (lastSource !== source || first !== sequence + 1) return undefined;
    if (this.#below.at(-1)?.last !== sequence) {
      this.#below = this.blocksUpTo(source, sequence, blocksAtOnce).reverse();
    }
    return this.#below.at(-1)?.last === sequence ? this.#below.pop() : undefined;
  }

  #unitUpTo(source: number, sequence: number, isBeforeTail: boolean): StoredUnit | undefined {
    return this.#one(
      `select id, first, last, size, messages, marks, first_time, last_time, 0 as tail from block
       where source = ?1 and first <= ?2 order by first desc limit 1`,
      isBeforeTail
        ? undefined
        : `select 0 as id, first, last, 0 as size, 0 as messages, 0 as marks, 1 as tail from tail
       where source = ?1 and first <= ?2 order by first desc limit 1`,
      [source, sequence],
      (block, tail) => (tail.first > block.first ? tail : block),
    );
  }

  /** The oldest unit that ends at `sequence` or after. */
  unitFrom(source: number, sequence: number): StoredUnit | undefined {
    this.#highest = this.#blockAbove(source, sequence) ?? this.#unitFrom(source, sequence);
    return this.#highest;
  }

  /** The block after the last one, for who goes from block to block: some are read at once. */
  #blockAbove(source: number, sequence: number): StoredUnit | undefined {
    const { last, source: lastSource } = this.#highest ?? { last: 0, source: 0 };
    if (lastSource !== source || last + 1 !== sequence) return undefined;
    if (this.#above.at(-1)?.first !== sequence) {
      this.#above = this.blocksAfter(source, sequence - 1, blocksAtOnce).reverse();
    }
    return this.#above.at(-1)?.first === sequence ? this.#above.pop() : undefined;
  }

  #unitFrom(source: number, sequence: number): StoredUnit | undefined {
    const covering = this.unitUpTo(source, sequence);
    if (covering !== undefined && covering.last >= sequence) return covering;
    return this.#one(
      `select id, first, last, size, messages, marks, first_time, last_time, 0 as tail from block
       where source = ?1 and first > ?2 order by first limit 1`,
      `select 0 as id, first, last, 0 as size, 0 as messages, 0 as marks, 1 as tail from tail
       where source = ?1 and first > ?2 order by first limit 1`,
      [source, sequence],
      (block, tail) => (tail.first < block.first ? tail : block),
    );
  }

  /** Blocks that begin at `sequence` or before, the newest first. */
  blocksUpTo(source: number, sequence: number, most: number): StoredUnit[] {
    const rows = this.#database.iterate(
      `select id, first, last, size, messages, marks, first_time, last_time, 0 as tail from block
       where source = ? and first <= ? order by first desc limit ?`,
      ...[source, sequence, most],
    );
    return Array.from(rows, (row) => unitOf(source, row));
  }

  /** Blocks that begin after `sequence`, the oldest first. */
  blocksAfter(source: number, sequence: number, most: number): StoredUnit[] {
    const rows = this.#database.iterate(
      `select id, first, last, size, messages, marks, first_time, last_time, 0 as tail from block
       where source = ? and first > ? order by first limit ?`,
      ...[source, sequence, most],
    );
    return Array.from(rows, (row) => unitOf(source, row));
  }

  /** The newest records, too few for a block, the oldest first. */
  tails(source: number): StoredUnit[] {
    const rows = this.#database.iterate(
      `select 0 as id, first, last, 0 as size, 0 as messages, 0 as marks, 1 as tail from tail
       where source = ? order by first`,
      source,
    );
    return Array.from(rows, (row) => unitOf(source, row));
  }

  /** The span of blocks that ends or begins just there, if there is one and all its blocks are. */
  spanAt(
    source: number,
    edge: 'first' | 'last',
    sequence: number,
    bounds: SequenceRange,
  ): StoredUnit | undefined {
    if (sequence > this.#edgesOf(source).spanLast) return undefined;
    const row = this.#database.get(
      `select first, last, messages, marks from span
       where source = ? and first <= ? order by first desc limit 1`,
      source,
      sequence,
    );
    if (row === undefined || integer(row, edge) !== sequence || integer(row, 'first') < bounds.first) {
      return undefined;
    }
    return {
      kind: 'span',
      source,
      first: integer(row, 'first'),
      last: integer(row, 'last'),
      id: 0,
      size: 0,
      messages: integer(row, 'messages'),
      marks: integer(row, 'marks'),
      times: undefined,
    };
  }

  #one(
    blockSql: string,
    tailSql: string | undefined,
    values: readonly [number, number],
    choose: (block: StoredUnit, tail: StoredUnit) => StoredUnit,
  ): StoredUnit | undefined {
    const block = unitOrNone(values[0], this.#database.get(blockSql, ...values));
    const tail =
      tailSql === undefined ? undefined : unitOrNone(values[0], this.#database.get(tailSql, ...values));
    return block === undefined || tail === undefined ? (block ?? tail) : choose(block, tail);
  }
}

function unitOrNone(source: number, row: Row | undefined): StoredUnit | undefined {
  return row === undefined ? undefined : unitOf(source, row);
}
