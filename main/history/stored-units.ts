import { timeAt } from '../capture/record-layout.ts';
import { blob } from '../database/columns.ts';
import { giveBack } from '../database/give-back.ts';
import { unpackBlock } from './block.ts';
import { readerMemory } from './limits.ts';
import type { Matcher } from './selection.ts';
import { SnapshotDatabase } from './snapshot-database.ts';
import type { SequenceRange, StoredUnit } from './stored-unit.ts';
import { keyOf } from './stored-unit.ts';
import type { HashSeed } from './topic-hash.ts';
import type { LoadedUnit } from './unit-cache.ts';
import { loadUnit, UnitCache } from './unit-cache.ts';
import { UnitPlaces } from './unit-places.ts';
import { UnitTopics } from './unit-topics.ts';

/** What is in the units of the history, read through a connection of its own. */
export class StoredUnits {
  readonly database: SnapshotDatabase;
  readonly places: UnitPlaces;
  readonly #cache: UnitCache;
  readonly #topics: UnitTopics;

  constructor(path: string, { blocks, pages } = readerMemory) {
    this.#cache = new UnitCache(blocks);
    this.database = new SnapshotDatabase(path, pages);
    this.places = new UnitPlaces(this.database);
    this.#topics = new UnitTopics(this.database);
  }

  seed(): HashSeed {
    return this.database.seed();
  }

  close(): void {
    this.database.close();
  }

  /** Within it everything that is read belongs together. */
  snapshot<T>(work: () => T): T {
    return this.database.snapshot(work, () => this.places.forget());
  }

  /** How many rows a block or span has; undefined where only records can tell. */
  countBySummary(unit: StoredUnit, matcher: Matcher): number | undefined {
    return unit.kind === 'tail'
      ? undefined
      : matcher.countIn({ ...unit, countOf: (high, low) => this.#topics.count(unit, high, low) });
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
      const packed = blob(this.database.must('select data from block_data where block = ?', id), 'data');
      const records = unpackBlock(packed, size);
      giveBack(packed);
      return records;
    }
    const row = this.database.must('select data from tail where source = ? and first = ?', source, first);
    return blob(row, 'data');
  }

  /** When the first and the last record of a unit were seen, in µs since 1970. */
  timesOf(unit: StoredUnit): { readonly first: number; readonly last: number } {
    if (unit.times !== undefined) return unit.times;
    if (unit.kind === 'span') {
      const [newest] = this.places.blocksUpTo(unit.source, unit.last, 1);
      const [oldest] = this.places.blocksUpTo(unit.source, unit.first, 1);
      return { first: oldest?.times?.first ?? 0, last: newest?.times?.last ?? 0 };
    }
    const { data, offsets } = this.load(unit);
    return { first: timeAt(data, 0), last: timeAt(data, offsets.at(-1) ?? 0) };
  }
}
