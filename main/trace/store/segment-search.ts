import type { Segment } from './segment.ts';

/**
 * Which exchanges of a segment are meant: a few sequence numbers at a time, perhaps none, from the newest down. Between two
 * times it may be left for a while; who goes on after that says `true`, as what it had read of the history may be gone. What
 * it returns in the end are the last of them.
 */
export type ExchangeSearch = Iterator<readonly number[], readonly number[], boolean>;

/** Looks through one segment, as much at a time as there is time for. */
export class SegmentSearch {
  /** Of the segment, when the search began. */
  readonly version: number;
  readonly #search: ExchangeSearch;
  readonly #found: number[] = [];
  #isResumed = false;

  constructor(search: ExchangeSearch, version: number) {
    this.#search = search;
    this.version = version;
  }

  /** Answers whether all of the segment was looked at. */
  goOn(mayGoOn: () => boolean): boolean {
    for (;;) {
      const next = this.#search.next(this.#isResumed);
      for (const sequence of next.value) this.#found.push(sequence);
      if (next.done === true) return true;
      this.#isResumed = !mayGoOn();
      if (this.#isResumed) return false;
    }
  }

  /** What was found so far, rising. */
  found(): readonly number[] {
    return this.#found.toReversed();
  }
}

/** All of a segment at once, rising. */
export function foundIn(search: ExchangeSearch): readonly number[] {
  const whole = new SegmentSearch(search, 0);
  whole.goOn(() => true);
  return whole.found();
}

/** Which exchanges are rows of a list. */
export interface ExchangeTest {
  /** How many of a segment are, where its summary tells. */
  count(summary: {
    readonly exchanges: number;
    readonly deliveries: number;
    readonly firstTime: number;
    readonly lastTime: number;
  }): number | undefined;
  /** Those of a segment from `oldest` on. */
  find(segment: Segment, oldest: number): ExchangeSearch;
}

/** What needs no time worth speaking of. */
export function allAtOnce(found: readonly number[]): ExchangeSearch {
  return { next: () => ({ done: true, value: found }) };
}

/** All exchanges; with `deliveries` those of the broker to its receivers as well. */
export function allExchanges(withDeliveries: boolean): ExchangeTest {
  return {
    count: ({ exchanges, deliveries }) => (withDeliveries ? exchanges : exchanges - deliveries),
    find: (segment, oldest) => allAtOnce(exchangesOf(segment, oldest, withDeliveries)),
  };
}

/** From the newest down. */
function exchangesOf(segment: Segment, oldest: number, withDeliveries: boolean): readonly number[] {
  const found: number[] = [];
  for (let row = segment.rows - 1; row >= 0; row -= 1) {
    if (!withDeliveries && segment.isDelivery(row)) continue;
    const first = segment.columns.id[row] ?? 0;
    const end = first + (segment.columns.count[row] ?? 1);
    for (let sequence = end - 1; sequence >= Math.max(first, oldest); sequence -= 1) found.push(sequence);
  }
  return found;
}
