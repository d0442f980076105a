import { countingSlice, fillingSlice, keptMatches } from './limits.ts';
import type { Segment } from './segment.ts';
import type { SegmentEntry, SourceTraces } from './source-traces.ts';

/** The rows that a window shows: the newest, or `count` from a row on. */
export type ListWindow =
  | { readonly at: 'end'; readonly count: number }
  | { readonly at: 'row'; readonly from: number; readonly count: number };

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
export interface FoundExchanges {
  readonly first: number;
  readonly end: number;
  readonly counting: boolean;
  readonly looked: { readonly exchanges: number; readonly of: number };
  readonly gone: number;
  readonly from: number;
  readonly rows: readonly FoundExchange[];
}

/** Which exchanges are rows. */
export interface ExchangeTest {
  /** How many of a segment are, where its summary tells. */
  count(summary: {
    readonly exchanges: number;
    readonly deliveries: number;
    readonly firstTime: number;
    readonly lastTime: number;
  }): number | undefined;
  /** The sequence numbers of those that are, rising, from `oldest` on. */
  find(segment: Segment, oldest: number): readonly number[];
}

/** What a view knows of a segment. */
interface Counted {
  readonly entry: SegmentEntry;
  version: number;
  /** Number of its first row. */
  row: number;
  count: number;
  /** Its rows, where they are few enough to be kept. */
  found: readonly number[] | undefined;
}

/**
 * Numbered rows of the exchanges of one source. The newest one at the start is -1, older ones go down from there, newer
 * ones up from 0. What changes afterwards may make a row of an exchange or take it away: then only rows beyond it are
 * renumbered, seen from the start.
 */
export class ListView {
  readonly #traces: SourceTraces;
  readonly #test: ExchangeTest;
  /** The oldest first; without a gap. */
  readonly #counted: Counted[] = [];
  /** The segment that was the newest at the start: what is newer grows upwards. */
  readonly #start: SegmentEntry | undefined;
  #isAllCounted = false;
  #isStopped = false;
  #lowest = 0;
  #kept = 0;
  #oldest = 0;

  constructor(traces: SourceTraces, test: ExchangeTest) {
    this.#traces = traces;
    this.#test = test;
    this.#start = traces.entries.at(-1);
    this.#oldest = traces.oldest;
    if (this.#start === undefined) this.#isAllCounted = true;
    else this.#addOlder(this.#start);
  }

  get isCounting(): boolean {
    return !this.#isAllCounted && !this.#isStopped;
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
    if (this.isCounting) {
      const wanted = window.at === 'end' ? this.#end - window.count : window.from;
      this.#countFor(fillingSlice, () => this.#first <= wanted);
    }
    const [first, end] = [this.#first, this.#end];
    const asked = window.at === 'end' ? Math.max(first, end - window.count) : window.from;
    const from = Math.min(Math.max(asked, first), end);
    const gone = Math.max(0, Math.min(first, asked + window.count) - Math.max(asked, this.#lowest));
    const rows = this.#rows(from, Math.min(end, asked + window.count));
    return { first, end, counting: this.isCounting, looked: this.#looked(), gone, from, rows };
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
    const oldest = this.#counted[0]?.entry;
    let isLooked = false;
    for (const entry of this.#traces.entries) {
      isLooked ||= entry === oldest;
      const count = this.#traces.summary(entry).exchanges;
      of += count;
      if (isLooked) exchanges += count;
    }
    return { exchanges, of };
  }

  #countFor(milliseconds: number, isEnough: () => boolean): void {
    const until = performance.now() + milliseconds;
    while (this.isCounting && performance.now() < until && !isEnough()) this.#countDown();
  }

  #countDown(): void {
    const { entries } = this.#traces;
    const oldest = this.#counted[0]?.entry;
    const index = oldest === undefined ? entries.length : entries.indexOf(oldest);
    const next = entries[index - 1];
    if (next === undefined) this.#isAllCounted = true;
    else this.#addOlder(next);
  }

  #addOlder(entry: SegmentEntry): void {
    const { count, found } = this.#look(entry);
    this.#counted.unshift({ entry, version: entry.version, row: this.#first - count, count, found });
    this.#lowest = Math.min(this.#lowest, this.#first);
  }

  /** Takes note of what was added, changed and let go of since the last time. */
  #follow(): void {
    this.#forgetGone();
    const { entries } = this.#traces;
    const newest = this.#counted.at(-1)?.entry;
    const from =
      newest === undefined ? (this.#start === undefined ? 0 : entries.length) : entries.indexOf(newest) + 1;
    for (const counted of this.#counted)
      if (counted.version !== counted.entry.version) this.#recount(counted);
    for (const entry of entries.slice(from)) {
      const { count, found } = this.#look(entry);
      this.#counted.push({ entry, version: entry.version, row: this.#end, count, found });
    }
  }

  #forgetGone(): void {
    const first = this.#traces.entries[0];
    const oldest = this.#traces.oldest;
    while (this.#counted.length > 0 && this.#counted[0]?.entry.isGone === true) {
      this.#kept -= this.#counted.shift()?.found?.length ?? 0;
    }
    if (oldest === this.#oldest) return;
    this.#oldest = oldest;
    // Of the oldest segment only a part may be left.
    const cut = this.#counted[0];
    if (cut === undefined || cut.entry !== first || cut.entry.summary.first >= oldest) return;
    const { count, found } = this.#look(cut.entry);
    cut.row += Math.max(0, cut.count - count);
    Object.assign(cut, { count, found, version: cut.entry.version });
  }

  #recount(counted: Counted): void {
    this.#kept -= counted.found?.length ?? 0;
    const { count, found } = this.#look(counted.entry);
    const more = count - counted.count;
    Object.assign(counted, { version: counted.entry.version, count, found });
    if (more === 0) return;
    const index = this.#counted.indexOf(counted);
    const isOlder = this.#counted.slice(index + 1).some(({ entry }) => entry === this.#start);
    if (isOlder) for (const older of this.#counted.slice(0, index + 1)) older.row -= more;
    else for (const newer of this.#counted.slice(index + 1)) newer.row += more;
    this.#lowest = Math.min(this.#lowest, this.#first);
  }

  #look(entry: SegmentEntry): Pick<Counted, 'count' | 'found'> {
    const summary = this.#traces.summary(entry);
    const isWhole = summary.first >= this.#traces.oldest;
    const known = isWhole ? this.#test.count(summary) : undefined;
    if (known !== undefined) return { count: known, found: undefined };
    const found = this.#test.find(this.#traces.load(entry), this.#traces.oldest);
    if (this.#kept + found.length > keptMatches) return { count: found.length, found: undefined };
    this.#kept += found.length;
    return { count: found.length, found };
  }

  #rows(from: number, end: number): FoundExchange[] {
    const rows: FoundExchange[] = [];
    for (const counted of this.#counted) {
      if (counted.row + counted.count <= from || counted.row >= end || counted.count === 0) continue;
      const segment = this.#traces.load(counted.entry);
      const found = counted.found ?? this.#test.find(segment, this.#traces.oldest);
      for (const sequence of found.slice(Math.max(0, from - counted.row), end - counted.row)) {
        rows.push({ segment, row: segment.rowOf(sequence), sequence });
      }
    }
    return rows;
  }
}

/** All exchanges; with `deliveries` those of the broker to its receivers as well. */
export function allExchanges(withDeliveries: boolean): ExchangeTest {
  return {
    count: ({ exchanges, deliveries }) => (withDeliveries ? exchanges : exchanges - deliveries),
    find: (segment, oldest) => {
      const found: number[] = [];
      for (let row = 0; row < segment.rows; row += 1) {
        if (!withDeliveries && segment.isDelivery(row)) continue;
        const first = segment.columns.id[row] ?? 0;
        const end = first + (segment.columns.count[row] ?? 1);
        for (let sequence = Math.max(first, oldest); sequence < end; sequence += 1) found.push(sequence);
      }
      return found;
    },
  };
}
