import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import { timeAt } from '../capture/record-layout.ts';
import type { Row } from '../database/columns.ts';
import { blob, integer, optionalInteger } from '../database/columns.ts';
import { expectStored } from '../database/damage.ts';
import { giveBack } from '../database/give-back.ts';
import { unpackBlock } from './block.ts';
import { blocksAtOnce, cachedTopicBytes, readerMemory } from './limits.ts';
import { readSeed } from './schema.ts';
import type { Matcher } from './selection.ts';
import { SpanCounts } from './span-counts.ts';
import type { TopicCount } from './topic-entries.ts';
import { findEntry } from './topic-entries.ts';
import type { HashSeed } from './topic-hash.ts';
import type { LoadedUnit } from './unit-cache.ts';
import { loadUnit, UnitCache } from './unit-cache.ts';

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

export interface SequenceRange {
  readonly first: number;
  readonly last: number;
}

/** Spares most questions about tail and spans: the tail is the newest part, blocks without a span come just before it. */
interface Edges {
  readonly tailFirst: number;
  readonly spanLast: number;
}

/** Reads the history through a connection of its own; within one `snapshot` everything belongs together. */
export class StoredUnits {
  readonly #db: DatabaseSync;
  readonly #cache: UnitCache;
  readonly #statements = new Map<string, StatementSync>();
  /** Of each source that this snapshot looked at. */
  readonly #edges = new Map<number, Edges>();
  readonly #bounds = new Map<number, SequenceRange>();
  /** Topics of the blocks looked at last, by the block's id. */
  readonly #topics = new Map<number, Buffer>();
  #topicsBytes = 0;
  readonly #spanCounts = new SpanCounts();
  /** Blocks that this snapshot will ask for if it goes on downwards, the newest last. */
  #below: StoredUnit[] = [];
  #lowest: StoredUnit | undefined;
  /** Likewise upwards, the oldest last. */
  #above: StoredUnit[] = [];
  #highest: StoredUnit | undefined;

  constructor(path: string, { blocks, pages } = readerMemory) {
    this.#cache = new UnitCache(blocks);
    this.#db = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
    this.#db.exec(`pragma cache_size = -${pages / 1_024}`);
  }

  seed(): HashSeed {
    return readSeed(this.#db);
  }

  close(): void {
    this.#db.close();
  }

  /** A short read transaction: an open one would keep the log from being emptied. */
  snapshot<T>(work: () => T): T {
    if (this.#db.isTransaction) return work();
    this.#db.exec('begin');
    this.#edges.clear();
    this.#bounds.clear();
    this.#below = [];
    this.#lowest = undefined;
    this.#above = [];
    this.#highest = undefined;
    try {
      return work();
    } finally {
      // Some errors end the transaction by themselves.
      if (this.#db.isTransaction) this.#db.exec('commit');
    }
  }

  source(name: string): number | undefined {
    const row = this.get('select id from source where name = ?', name);
    return row === undefined ? undefined : integer(row, 'id');
  }

  /** The oldest and the newest record of the source; undefined if there is none. */
  bounds(source: number): SequenceRange | undefined {
    const known = this.#bounds.get(source);
    if (known !== undefined) return known;
    const bounds = this.#findBounds(source);
    if (bounds !== undefined && this.#db.isTransaction) this.#bounds.set(source, bounds);
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
    const tail = this.get('select min(first) as edge from tail where source = ?', source);
    const span = this.get(
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
    const rows = this.iterate(
      `select id, first, last, size, messages, marks, first_time, last_time, 0 as tail from block
       where source = ? and first <= ? order by first desc limit ?`,
      ...[source, sequence, most],
    );
    return Array.from(rows, (row) => unitOf(source, row));
  }

  /** Blocks that begin after `sequence`, the oldest first. */
  blocksAfter(source: number, sequence: number, most: number): StoredUnit[] {
    const rows = this.iterate(
      `select id, first, last, size, messages, marks, first_time, last_time, 0 as tail from block
       where source = ? and first > ? order by first limit ?`,
      ...[source, sequence, most],
    );
    return Array.from(rows, (row) => unitOf(source, row));
  }

  /** The newest records, too few for a block, the oldest first. */
  tails(source: number): StoredUnit[] {
    const rows = this.iterate(
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
    const row = this.get(
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

  /** How many rows a block or span has; undefined where only records can tell. */
  countBySummary(unit: StoredUnit, matcher: Matcher): number | undefined {
    return unit.kind === 'tail'
      ? undefined
      : matcher.countIn({ ...unit, countOf: (high, low) => this.#countOf(unit, high, low) });
  }

  /** How many rows the unit, a block or tail if its records have to tell, has within the range. */
  count(unit: StoredUnit, range: SequenceRange, matcher: Matcher): number {
    const isWhole = range.first <= unit.first && unit.last <= range.last;
    const known = isWhole ? this.countBySummary(unit, matcher) : undefined;
    return known ?? this.find(unit, range, matcher).length;
  }

  /** How many of these rows are marks, where the matcher knows them apart. */
  countMarks(unit: StoredUnit, range: SequenceRange, { isMark }: Matcher): number {
    if (isMark === undefined || (unit.kind !== 'tail' && unit.marks === 0)) return 0;
    const { data, offsets, first } = this.load(unit);
    const within = offsets.subarray(Math.max(0, range.first - first), range.last - first + 1);
    return within.reduce((sum, offset) => sum + (isMark(data, offset) ? 1 : 0), 0);
  }

  /** The sequence numbers of the unit's rows within the range. */
  find(unit: StoredUnit, range: SequenceRange, matcher: Matcher): readonly number[] {
    const cached = this.#cached(unit);
    const loaded = cached ?? this.#read(unit);
    const { first, offsets } = loaded;
    const end = Math.min(offsets.length, range.last - first + 1);
    const isWhole = unit.kind === 'block' && range.first <= first && unit.last <= range.last;
    const most = isWhole ? this.countBySummary(unit, matcher) : undefined;
    const from = Math.max(0, range.first - first);
    const found = matcher.find(loaded, from, end, most).map((index) => first + index);
    // A search goes through all there is: what has nothing for it would only push out what is looked at.
    if (found.length > 0) this.#cache.keep(keyOf(unit), loaded);
    else if (cached === undefined) giveBack(loaded.data);
    return found;
  }

  load(unit: StoredUnit): LoadedUnit {
    const loaded = this.#cached(unit) ?? this.#read(unit);
    this.#cache.keep(keyOf(unit), loaded);
    return loaded;
  }

  #cached(unit: StoredUnit): LoadedUnit | undefined {
    return this.#cache.find(keyOf(unit));
  }

  #read(unit: StoredUnit): LoadedUnit {
    const { kind, first, last, marks } = unit;
    return loadUnit(first, last, this.#records(unit), kind === 'tail' || marks > 0);
  }

  /** The records of a block or a tail row, end to end, for who goes through them once: valid during the call. */
  withRecords<T>(unit: StoredUnit, work: (records: Buffer) => T): T {
    const records = this.#records(unit);
    try {
      return work(records);
    } finally {
      giveBack(records);
    }
  }

  #records({ kind, source, first, id, size }: StoredUnit): Buffer {
    if (kind === 'block') {
      const packed = blob(this.#must('select data from block_data where block = ?', id), 'data');
      const records = unpackBlock(packed, size);
      giveBack(packed);
      return records;
    }
    const row = this.#must('select data from tail where source = ? and first = ?', source, first);
    return blob(row, 'data');
  }

  /** When the first and the last record of a unit were seen, in µs since 1970. */
  timesOf(unit: StoredUnit): { readonly first: number; readonly last: number } {
    if (unit.times !== undefined) return unit.times;
    if (unit.kind === 'span') {
      const [newest] = this.blocksUpTo(unit.source, unit.last, 1);
      const [oldest] = this.blocksUpTo(unit.source, unit.first, 1);
      return { first: oldest?.times?.first ?? 0, last: newest?.times?.last ?? 0 };
    }
    const { data, offsets } = this.load(unit);
    return { first: timeAt(data, 0), last: timeAt(data, offsets.at(-1) ?? 0) };
  }

  #countOf(unit: StoredUnit, high: number, low: number): TopicCount {
    const read = () => findEntry(this.#entries(unit), high, low);
    return unit.kind === 'span' ? this.#spanCounts.of(`${high} ${low}`, keyOf(unit), read) : read();
  }

  #entries(unit: StoredUnit): Buffer {
    if (unit.kind !== 'block') {
      const sql = 'select entries from span where source = ? and first = ?';
      return blob(this.#must(sql, unit.source, unit.first), 'entries');
    }
    const known = this.#topics.get(unit.id);
    if (known !== undefined) return known;
    const entries = blob(this.#must('select entries from block_topics where block = ?', unit.id), 'entries');
    this.#topics.set(unit.id, entries);
    this.#topicsBytes += entries.byteLength;
    for (const [oldest, { byteLength }] of this.#topics) {
      if (this.#topicsBytes <= cachedTopicBytes) break;
      this.#topics.delete(oldest);
      this.#topicsBytes -= byteLength;
    }
    return entries;
  }

  #one(
    blockSql: string,
    tailSql: string | undefined,
    values: readonly [number, number],
    choose: (block: StoredUnit, tail: StoredUnit) => StoredUnit,
  ): StoredUnit | undefined {
    const block = unitOrNone(values[0], this.get(blockSql, ...values));
    const tail = tailSql === undefined ? undefined : unitOrNone(values[0], this.get(tailSql, ...values));
    return block === undefined || tail === undefined ? (block ?? tail) : choose(block, tail);
  }

  #must(sql: string, ...values: readonly number[]): Row {
    const row = this.get(sql, ...values);
    // It is read in the snapshot in which it was found.
    expectStored(row !== undefined, 'a part of a block is missing');
    return row;
  }

  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** Rows one by one: the caller ends within its snapshot. */
  iterate(sql: string, ...values: readonly SQLInputValue[]): Iterable<Row> {
    return this.#statement(sql).iterate(...values);
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Sequence numbers are never given twice, so these are unique. */
function keyOf({ kind, source, first, last }: StoredUnit): string {
  return `${kind} ${source} ${first} ${last}`;
}

function unitOrNone(source: number, row: Row | undefined): StoredUnit | undefined {
  return row === undefined ? undefined : unitOf(source, row);
}

function unitOf(source: number, row: Row): StoredUnit {
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
