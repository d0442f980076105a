import { countingSlice, fillingSlice } from './limits.ts';
import type { ReadWindow } from './reader-messages.ts';
import { RowSegments } from './row-segments.ts';
import type { Matcher } from './selection.ts';
import type { SequenceRange, StoredUnit } from './stored-unit.ts';
import type { StoredUnits } from './stored-units.ts';
import type { TimeCount } from './times/time-counts.ts';
import { TimeCounts } from './times/time-counts.ts';

/** Rows of a window by their sequence numbers. */
interface FoundRows {
  readonly first: number;
  readonly end: number;
  readonly counting: boolean;
  /** Newer records are stored than could be counted yet: worth reading again at once. */
  readonly behind: boolean;
  readonly gone: number;
  /** Of the rows from `first` to `end`; only of a filter they are counted apart. */
  readonly marks: number;
  /** Records looked at, of those that were there at the start. */
  readonly looked: { readonly records: number; readonly of: number };
  readonly from: number;
  readonly rows: readonly { readonly sequence: number; readonly unit: StoredUnit }[];
}

/** Blocks of other times that are passed over at once. */
const skippedBlocks = 256;
const always = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/**
 * Numbered rows of one selection of a source, as in `app/contract/areas/history.ts`. Counting goes on in slices, so that a
 * long history keeps no other reader waiting; it looks at summaries, and at records only where a summary ends elsewhere.
 */
export class RowView {
  readonly #units: StoredUnits;
  readonly #name: string;
  readonly #matcher: Matcher;
  readonly #segments = new RowSegments();
  /** The marks among these rows. */
  readonly #marks = new RowSegments();
  readonly #notesTimes: boolean;
  /** It has rows of certain times only. */
  readonly #keepsTimes: boolean;
  readonly #times = new TimeCounts();
  #source: number | undefined;
  /** The newest record when it began. */
  readonly #start: number;
  /** Records from here down are still to be counted as older rows, those above `#up` as newer ones. */
  #down: number;
  #up: number;
  #isStopped = false;

  /** With `notesTimes` it can say when its rows came. */
  constructor(units: StoredUnits, name: string, matcher: Matcher, notesTimes = false) {
    this.#units = units;
    this.#notesTimes = notesTimes;
    const { least, most } = matcher.within ?? always;
    this.#keepsTimes = Number.isFinite(least) || Number.isFinite(most);
    this.#name = name;
    this.#matcher = matcher;
    const bounds = units.snapshot(() => this.#bounds());
    this.#start = bounds?.last ?? 0;
    this.#down = this.#start;
    this.#up = this.#start;
  }

  /** Older rows may still be found, and are looked for. */
  get isCounting(): boolean {
    return this.#down > 0 && !this.#isStopped;
  }

  stop(isStopped: boolean): void {
    this.#isStopped = isStopped;
  }

  /** Counts for a few milliseconds. */
  count(): void {
    this.#units.snapshot(() => this.#countFor(countingSlice, () => false));
  }

  #countFor(milliseconds: number, hasEnough: () => boolean): void {
    const bounds = this.#bounds();
    this.#trim(bounds);
    if (bounds === undefined) return;
    const until = performance.now() + milliseconds;
    const mayGoOn = () => performance.now() < until;
    while (this.#up < bounds.last && mayGoOn()) this.#countUp(bounds);
    while (this.isCounting && mayGoOn() && !hasEnough()) this.#countDown(bounds);
  }

  /** The newest records first, then until the window can be filled: what else is older is not worth waiting for. */
  #countTowards(window: ReadWindow): void {
    const isFilled = () => {
      const wanted = window.at === 'end' ? this.#segments.end - window.count : window.from;
      return this.#segments.first <= wanted;
    };
    this.#countFor(fillingSlice, isFilled);
  }

  read(window: ReadWindow): FoundRows {
    return this.#units.snapshot(() => {
      this.#countTowards(window);
      const { first, end, lowest } = this.#segments;
      const asked = window.at === 'end' ? Math.max(first, end - window.count) : window.from;
      const from = Math.min(Math.max(asked, first), end);
      const gone = Math.max(0, Math.min(first, asked + window.count) - Math.max(asked, lowest));
      const rows = this.#rows(from, Math.min(end, asked + window.count));
      const behind = (this.#bounds()?.last ?? 0) > this.#up;
      const marks = this.#marks.end - this.#marks.first;
      const { isCounting: counting } = this;
      return { first, end, counting, behind, gone, marks, looked: this.#looked(), from, rows };
    });
  }

  #looked(): FoundRows['looked'] {
    const of = Math.max(0, this.#start - (this.#bounds()?.first ?? this.#start + 1) + 1);
    return { records: this.#down > 0 ? Math.min(of, this.#start - this.#down) : of, of };
  }

  #bounds(): SequenceRange | undefined {
    this.#source ??= this.#units.places.source(this.#name);
    return this.#source === undefined ? undefined : this.#units.places.bounds(this.#source);
  }

  /** When the rows that were counted so far came. */
  times(): Iterable<TimeCount> {
    return this.#times.all();
  }

  #trim(bounds: SequenceRange | undefined): void {
    const oldest = bounds?.first ?? Number.MAX_SAFE_INTEGER;
    if (this.#down < oldest) this.#down = 0;
    this.#times.trim(oldest);
    this.#segments.trim(oldest, (first, last) => {
      let sum = 0;
      for (const unit of this.#between({ first, last }))
        sum += this.#units.count(unit, { first, last }, this.#matcher);
      return sum;
    });
    this.#marks.trim(oldest, (first, last) => {
      let sum = 0;
      for (const unit of this.#between({ first, last }))
        sum += this.#units.countMarks(unit, { first, last }, this.#matcher);
      return sum;
    });
  }

  #countUp(bounds: SequenceRange): void {
    const from = this.#up + 1;
    const unit = this.#spanAt('first', from, bounds) ?? this.#units.places.unitFrom(this.#source ?? 0, from);
    if (unit === undefined) return;
    const range = { first: Math.max(from, unit.first), last: unit.last };
    const count = this.#units.count(unit, range, this.#matcher);
    const marks = this.#units.countMarks(unit, range, this.#matcher);
    this.#segments.addNewer(range.first, range.last, count);
    this.#marks.addNewer(range.first, range.last, marks);
    if (this.#notesTimes && count > marks) this.#times.addNewer(this.#timesOf(unit, count - marks));
    this.#up = unit.last;
  }

  #countDown(bounds: SequenceRange): void {
    if (this.#keepsTimes && this.#skipBlocks(bounds)) return;
    const unit =
      this.#spanAt('last', this.#down, bounds) ?? this.#units.places.unitUpTo(this.#source ?? 0, this.#down);
    if (unit === undefined) {
      this.#down = 0;
      return;
    }
    const range = { first: unit.first, last: Math.min(unit.last, this.#down) };
    const count = this.#units.count(unit, range, this.#matcher);
    const marks = this.#units.countMarks(unit, range, this.#matcher);
    this.#segments.addOlder(range.first, range.last, count);
    this.#marks.addOlder(range.first, range.last, marks);
    if (this.#notesTimes && count > marks) this.#times.addOlder(this.#timesOf(unit, count - marks));
    this.#down = unit.first <= bounds.first ? 0 : unit.first - 1;
  }

  /** Blocks of other times, a run of them at once: a range in the middle of a long history is there soon. */
  #skipBlocks(bounds: SequenceRange): boolean {
    const before = this.#down;
    for (const block of this.#units.places.blocksUpTo(this.#source ?? 0, this.#down, skippedBlocks)) {
      if (block.last < this.#down || this.#units.countBySummary(block, this.#matcher) !== 0) break;
      this.#down = block.first <= bounds.first ? 0 : block.first - 1;
    }
    return this.#down < before;
  }

  #timesOf(unit: StoredUnit, count: number): TimeCount {
    const { first, last } = this.#units.timesOf(unit);
    const { least, most } = this.#matcher.within ?? always;
    const within = (time: number) => Math.min(most, Math.max(least, time));
    return { from: within(Math.min(first, last)), to: within(Math.max(first, last)), count, last: unit.last };
  }

  /** A span whose summary says how many rows it has. */
  #spanAt(edge: 'first' | 'last', sequence: number, bounds: SequenceRange): StoredUnit | undefined {
    const span = this.#units.places.spanAt(this.#source ?? 0, edge, sequence, bounds);
    return span !== undefined && this.#units.countBySummary(span, this.#matcher) !== undefined
      ? span
      : undefined;
  }

  #rows(from: number, end: number): FoundRows['rows'] {
    const rows: FoundRows['rows'][number][] = [];
    while (from + rows.length < end) {
      const next = from + rows.length;
      const segment = this.#segments.find(next);
      if (segment === undefined) break;
      const before = rows.length;
      this.#collect(segment, next - segment.row, Math.min(end, segment.row + segment.count) - next, rows);
      if (rows.length === before) break;
    }
    return rows;
  }

  /** Adds `take` rows of the range after its first `skip`. */
  #collect(range: SequenceRange, skip: number, take: number, rows: FoundRows['rows'][number][]): void {
    let [toSkip, toTake] = [skip, take];
    for (const unit of this.#between(range)) {
      if (toTake === 0) return;
      const isAll = unit.first <= range.first && range.last <= unit.last;
      const count = isAll ? Number.POSITIVE_INFINITY : this.#units.count(unit, range, this.#matcher);
      if (toSkip >= count) {
        toSkip -= count;
        continue;
      }
      const found = this.#units.find(unit, range, this.#matcher).slice(toSkip, toSkip + toTake);
      for (const sequence of found) rows.push({ sequence, unit });
      toSkip = 0;
      toTake -= found.length;
    }
  }

  *#between(range: SequenceRange): Generator<StoredUnit> {
    let at = range.first;
    while (at <= range.last) {
      const unit = this.#source === undefined ? undefined : this.#units.places.unitFrom(this.#source, at);
      if (unit === undefined || unit.first > range.last) return;
      yield unit;
      at = unit.last + 1;
    }
  }
}
