import type { Counted } from './counted-segment.ts';
import { isNew, newCounted, plainCount, removeGone, searchOf } from './counted-segment.ts';
import { countingSlice, fillingSlice } from './limits.ts';
import type { MatchSet } from './match-set.ts';
import type { Segment } from './segment.ts';
import type { SegmentEntry } from './segment-list.ts';
import { sequencesAt } from './segment-order.ts';
import type { ExchangeTest } from './segment-search.ts';
import type { SourceTraces } from './source-traces.ts';

/** The rows that a window shows: the newest, or `count` from a row on; and an exchange of which the row is asked for. */
export type ListWindow = { readonly count: number; readonly seek?: number | undefined } & (
  | { readonly at: 'end' }
  | { readonly at: 'row'; readonly from: number }
);

/** A row of a list: the exchange whose first packet is `sequence`, in the row of a segment that may stand for many. */
export interface FoundExchange {
  readonly segment: Segment;
  readonly row: number;
  readonly sequence: number;
}

/**
 * Rows `first` to before `end` are there, `rows` begin at `from`; `gone` of those asked for were let go. While counting
 * `looked` says how far.
 */
interface FoundExchanges {
  readonly first: number;
  readonly end: number;
  readonly counting: boolean;
  readonly looked: { readonly exchanges: number; readonly of: number };
  readonly gone: number;
  readonly from: number;
  readonly rows: readonly FoundExchange[];
  /** Of the exchange that was asked for. */
  readonly sought?: { readonly exchange: number; readonly row: number | undefined } | undefined;
}

/**
 * Numbered rows of the exchanges of one source. The newest one at the start is -1, older ones go down from there, newer
 * ones up from 0. What changes afterwards may make a row of an exchange or take it away: then only rows beyond it are
 * renumbered, seen from the start. A segment is looked through a little at a time: of one that is new what was found so far
 * is shown, of one that changed what was found before, until what changed in it was looked through.
 */
export class ListView {
  readonly #traces: SourceTraces;
  readonly #test: ExchangeTest;
  readonly #now: () => number;
  /** The oldest first; without a gap. */
  readonly #counted: Counted[] = [];
  /** The segment that was the newest at the start: what is newer grows upwards. */
  readonly #start: SegmentEntry | undefined;
  #isAllCounted = false;
  #isStopped = false;
  /** Some of what was added or changed is not looked through yet. */
  #isBehind = false;
  #lowest = 0;
  #oldest = 0;

  /** `now` in milliseconds, rising: by it a look at some segments ends. */
  constructor(traces: SourceTraces, test: ExchangeTest, now: () => number = () => performance.now()) {
    this.#traces = traces;
    this.#test = test;
    this.#now = now;
    this.#start = traces.entries.at(-1);
    this.#oldest = traces.oldest;
    if (this.#start === undefined) this.#isAllCounted = true;
    else this.#addOlder(this.#start);
  }

  get isCounting(): boolean {
    return this.#isBehind || (!this.#isAllCounted && !this.#isStopped);
  }

  stop(isStopped: boolean): void {
    this.#isStopped = isStopped;
  }

  /** Counts for a few milliseconds. */
  count(): void {
    this.#countFor(countingSlice, () => false);
  }

  read(window: ListWindow): FoundExchanges {
    this.#follow();
    this.#countTowards(window);
    const [first, end] = [this.#first, this.#end];
    const asked = window.at === 'end' ? Math.max(first, end - window.count) : window.from;
    const from = Math.min(Math.max(asked, first), end);
    const gone = Math.max(0, Math.min(first, asked + window.count) - Math.max(asked, this.#lowest));
    const rows = this.#rows(from, Math.min(end, asked + window.count));
    const { seek } = window;
    const sought = seek === undefined ? undefined : { exchange: seek, row: this.#rowOf(seek) };
    return { first, end, counting: this.isCounting, looked: this.#looked(), gone, from, rows, sought };
  }

  /** Some rows at once are worth more than all of them later: only a window without any has to wait for one. */
  #countTowards({ count, ...window }: ListWindow): void {
    const has = (rows: number) =>
      this.#first <= (window.at === 'end' ? this.#end : window.from + count) - rows;
    this.#countFor(countingSlice, () => has(count));
    if (!has(1)) this.#countFor(fillingSlice, () => has(1));
  }

  get #first(): number {
    return this.#counted[0]?.row ?? 0;
  }

  get #end(): number {
    const last = this.#counted.at(-1);
    return last === undefined ? 0 : last.row + last.count;
  }

  #looked(): FoundExchanges['looked'] {
    let [exchanges, of] = [0, 0];
    for (const entry of this.#traces.entries) of += this.#traces.summary(entry).exchanges;
    for (const counted of this.#counted) {
      exchanges += isNew(counted)
        ? (counted.search?.looked ?? 0)
        : this.#traces.summary(counted.entry).exchanges;
    }
    return { exchanges, of };
  }

  #countFor(milliseconds: number, isEnough: () => boolean): void {
    const began = this.#now();
    const isIn = (time: number) => () => this.#now() < began + time;
    // Neither keeps the other waiting: what changes may do so again and again.
    this.#renew(isIn(this.#isAllCounted || this.#isStopped ? milliseconds : milliseconds / 2));
    const hasTime = isIn(milliseconds);
    while (!this.#isAllCounted && !this.#isStopped && hasTime() && !isEnough()) this.#countDown(hasTime);
  }

  /** Looks through what changed, and what is newer than the start; what is looked at most, the newest, first. */
  #renew(hasTime: () => boolean): void {
    this.#isBehind = false;
    for (const counted of this.#counted.toReversed()) {
      const isCountedDown = isNew(counted) && this.#isOlder(counted);
      if (isCountedDown || counted.version === counted.entry.version) continue;
      if (!this.#isBehind && hasTime()) this.#look(counted, hasTime);
      this.#isBehind ||= counted.version !== counted.entry.version;
    }
  }

  #countDown(hasTime: () => boolean): void {
    const oldest = this.#counted[0];
    if (oldest !== undefined && isNew(oldest)) {
      this.#look(oldest, hasTime);
      return;
    }
    const { entries } = this.#traces;
    const index = oldest === undefined ? entries.length : entries.indexOf(oldest.entry);
    const next = entries[index - 1];
    if (next === undefined) this.#isAllCounted = true;
    else this.#addOlder(next);
  }

  #addOlder(entry: SegmentEntry): void {
    this.#counted.unshift(newCounted(entry, this.#first));
  }

  /** Takes note of what was added and let go of since the last time. */
  #follow(): void {
    this.#forgetGone();
    const { entries } = this.#traces;
    const newest = this.#counted.at(-1)?.entry;
    const from =
      newest === undefined ? (this.#start === undefined ? 0 : entries.length) : entries.indexOf(newest) + 1;
    for (const entry of entries.slice(from)) this.#counted.push(newCounted(entry, this.#end));
  }

  #forgetGone(): void {
    const first = this.#traces.entries[0];
    const oldest = this.#traces.oldest;
    while (this.#counted[0]?.entry.isGone === true) this.#counted.shift();
    if (oldest === this.#oldest) return;
    this.#oldest = oldest;
    const cut = this.#counted[0];
    // Of the oldest segment only a part may be left.
    if (cut === undefined || cut.entry !== first || cut.entry.summary.first >= oldest) return;
    const before = cut.count;
    if (cut.matches === undefined) cut.count = plainCount(cut.entry, this.#traces, this.#test) ?? 0;
    else {
      removeGone(cut.matches, cut.entry, this.#traces);
      cut.count = cut.matches.count;
    }
    cut.row += before - cut.count;
  }

  /** Goes on to look for the rows of a segment. */
  #look(counted: Counted, hasTime: () => boolean): void {
    const { entry } = counted;
    const known = plainCount(entry, this.#traces, this.#test);
    if (known !== undefined) {
      this.#set(counted, known, undefined);
      counted.version = entry.version;
      counted.search = undefined;
      return;
    }
    counted.search ??= searchOf(counted, this.#traces, this.#test);
    const { search } = counted;
    const isDone = search.goOn(hasTime);
    // Rows that are there already, or have others above them, change once it is known how.
    if (!isDone && !(isNew(counted) && this.#isOlder(counted))) return;
    removeGone(search.matches, entry, this.#traces);
    this.#set(counted, search.matches.count, search.matches);
    if (!isDone) return;
    counted.version = search.version;
    counted.exchanges = search.exchanges;
    counted.search = undefined;
  }

  /** It is the start or older. */
  #isOlder({ entry }: Counted): boolean {
    return this.#start !== undefined && entry.summary.first <= this.#start.summary.first;
  }

  /** Notes its rows. Those of older segments go down; so do those of the start when it is counted, but not what comes then. */
  #set(counted: Counted, count: number, matches: MatchSet | undefined): void {
    const more = count - counted.count;
    const index = this.#counted.indexOf(counted);
    const isDown = this.#isOlder(counted) && (isNew(counted) || counted.entry !== this.#start);
    if (more !== 0 && isDown) for (const older of this.#counted.slice(0, index + 1)) older.row -= more;
    else if (more !== 0) for (const newer of this.#counted.slice(index + 1)) newer.row += more;
    counted.count = count;
    counted.matches = matches;
    this.#lowest = Math.min(this.#lowest, this.#first);
  }

  /** The number of the row of an exchange: rows are in the order of first packets. */
  #rowOf(sequence: number): number | undefined {
    let [low, high] = [this.#first, this.#end];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = this.#rows(middle, middle + 1)[0]?.sequence;
      if (found === undefined) return undefined;
      if (found === sequence) return middle;
      if (found < sequence) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  #rows(from: number, end: number): FoundExchange[] {
    const rows: FoundExchange[] = [];
    for (const counted of this.#counted) {
      if (counted.row + counted.count <= from || counted.row >= end || counted.count === 0) continue;
      const segment = this.#traces.load(counted.entry);
      // It may have more by now than it was counted to have, and those have no numbers yet.
      const [first, last] = [Math.max(0, from - counted.row), Math.min(counted.count, end - counted.row)];
      const found =
        counted.matches === undefined
          ? (this.#test.plain?.slice(segment, this.#traces.oldest, first, last) ?? [])
          : sequencesAt(segment, counted.matches.places(first, last));
      for (const sequence of found) rows.push({ segment, row: segment.rowOf(sequence), sequence });
    }
    return rows;
  }
}
