import { MatchSet } from './match-set.ts';
import type { Seen } from './row-changes.ts';
import type { Segment } from './segment.ts';
import { placeOf } from './segment-order.ts';

/** Exchanges that are meant, by their first packets, and how many of the segment are still to be looked at. */
export interface LookedAt {
  readonly found: readonly number[];
  readonly left: number;
}

/**
 * Which exchanges of a segment are meant: a few at a time, perhaps none, from the newest down. Between two times it may be
 * left for a while; who goes on after that says `true`, as what it had read of the history may be gone.
 */
export type ExchangeSearch = Iterator<LookedAt, LookedAt, boolean>;

/** Looks through one segment, as much at a time as there is time for. */
export class SegmentSearch {
  /** Of the segment, when the search began; and how many exchanges it had. */
  readonly version: number;
  readonly exchanges: number;
  /** Those found so far, and those that were known before. */
  readonly matches: MatchSet;
  readonly #segment: Segment;
  readonly #search: ExchangeSearch;
  #left: number;
  #isResumed = false;

  constructor(segment: Segment, search: ExchangeSearch, version: number, known = new MatchSet()) {
    this.#segment = segment;
    this.#search = search;
    this.version = version;
    this.exchanges = segment.exchanges;
    this.matches = known;
    this.#left = segment.exchanges;
  }

  /** How many exchanges were looked at so far. */
  get looked(): number {
    return this.exchanges - this.#left;
  }

  /** Answers whether all of the segment was looked at. */
  goOn(mayGoOn: () => boolean): boolean {
    for (;;) {
      const { value, done } = this.#search.next(this.#isResumed);
      for (const sequence of value.found) this.matches.add(placeOf(this.#segment, sequence));
      this.#left = value.left;
      if (done === true) return true;
      this.#isResumed = !mayGoOn();
      if (this.#isResumed) return false;
    }
  }
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
  /** Those of a segment from `oldest` on; without those that were seen. */
  find(segment: Segment, oldest: number, seen?: Seen): ExchangeSearch;
  /** Whether it is one may change though its own row does not. */
  readonly looksAround: boolean;
  /** Lists what a summary tells the number of. */
  readonly plain?: PlainList;
}

/** Exchanges that are told without a look at what they are about. */
interface PlainList {
  /** How many from `oldest` on. */
  count(segment: Segment, oldest: number): number;
  /** Those from the `from`-th of these to before the `end`-th, rising. */
  slice(segment: Segment, oldest: number, from: number, end: number): readonly number[];
}

/** What needs no time worth speaking of. */
export function allAtOnce(found: readonly number[]): ExchangeSearch {
  return { next: () => ({ done: true, value: { found, left: 0 } }) };
}
