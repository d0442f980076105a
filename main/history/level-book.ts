import type { TopicTally } from './topic-entries.ts';
import { packEntries } from './topic-entries.ts';

/** Levels that it holds. */
const capacity = 32_768;
/** Of its levels, one in so many is counted before looking through all is quicker than sorting those. */
const sparse = 8;

const none = 0xffff_ffff;

/**
 * Levels of topics by number, with their hashes and what is counted on them. They are kept in the order of their hashes, so
 * that what was counted need not be sorted for each block, which took as long as counting it.
 */
export class LevelBook {
  readonly #high = new Uint32Array(capacity);
  readonly #low = new Uint32Array(capacity);
  /** Messages on exactly this level, and on it and below; the second is known while `#counted` is being worked off. */
  readonly #exact = new Uint32Array(capacity);
  readonly #branch = new Uint32Array(capacity);
  readonly #parent = new Uint32Array(capacity);
  readonly #byHash = new Map<number, number>();
  /** Numbers in the order of their hashes, and where each number is in it. */
  #order = new Uint32Array(0);
  readonly #rank = new Uint32Array(capacity);
  #size = 0;
  /** Topics with messages, then the levels above them. */
  readonly #counted = new Uint32Array(capacity);
  #topics = 0;

  get isFull(): boolean {
    return this.#size > capacity / 2;
  }

  /** Takes in the levels of a topic, given as halves of their hashes, and returns the number of the last; undefined if it cannot. */
  add(halves: readonly number[]): number | undefined {
    let number = none;
    for (let at = 0; at < halves.length; at += 2) {
      const high = halves[at] ?? 0;
      const low = halves[at + 1] ?? 0;
      const key = high * 0x20_0000 + (low >>> 11);
      const known = this.#byHash.get(key);
      if (known !== undefined && this.#low[known] !== low) return undefined;
      if (known === undefined && this.#size === capacity) return undefined;
      number = known ?? this.#append(key, high, low, number);
    }
    return number;
  }

  #append(key: number, high: number, low: number, parent: number): number {
    const number = this.#size;
    this.#size += 1;
    this.#high[number] = high;
    this.#low[number] = low;
    this.#parent[number] = parent;
    this.#byHash.set(key, number);
    return number;
  }

  /** Counts a message on a topic by the number that `add` gave. */
  count(number: number): void {
    const before = this.#exact[number] ?? 0;
    if (before === 0) {
      this.#counted[this.#topics] = number;
      this.#topics += 1;
    }
    this.#exact[number] = before + 1;
  }

  /** What was counted, as entries, and begins anew. */
  take(): Buffer {
    this.#sort();
    const levels = this.#countBranches();
    const sorted = this.#inOrder(levels);
    const entries = packEntries(sorted, {
      high: this.#high,
      low: this.#low,
      exact: this.#exact,
      branch: this.#branch,
    });
    this.#forgetCounts(levels);
    return entries;
  }

  /** Adds what was counted to a tally, and begins anew. */
  moveTo(tally: TopicTally): void {
    const levels = this.#countBranches();
    for (const number of levels) {
      tally.add(
        this.#high[number] ?? 0,
        this.#low[number] ?? 0,
        this.#exact[number] ?? 0,
        this.#branch[number] ?? 0,
      );
    }
    this.#forgetCounts(levels);
  }

  /** Forgets what was counted. */
  clear(): void {
    this.#forgetCounts(this.#counted.subarray(0, this.#topics));
  }

  /** Forgets the levels too. */
  forget(): void {
    this.clear();
    this.#size = 0;
    this.#order = new Uint32Array(0);
    this.#byHash.clear();
  }

  #forgetCounts(levels: Uint32Array): void {
    for (const number of levels) {
      this.#exact[number] = 0;
      this.#branch[number] = 0;
    }
    this.#topics = 0;
  }

  /** The levels that have messages on them or below. */
  #countBranches(): Uint32Array {
    let end = this.#topics;
    for (let index = 0; index < this.#topics; index += 1) {
      const topic = this.#counted[index] ?? 0;
      const messages = this.#exact[topic] ?? 0;
      for (let level = topic; level !== none; level = this.#parent[level] ?? none) {
        const before = this.#branch[level] ?? 0;
        this.#branch[level] = before + messages;
        if (before > 0 || this.#exact[level] !== 0) continue;
        this.#counted[end] = level;
        end += 1;
      }
    }
    return this.#counted.subarray(0, end);
  }

  #inOrder(levels: Uint32Array): Uint32Array {
    const order = this.#order;
    if (levels.length * sparse < order.length) {
      return levels
        .map((number) => this.#rank[number] ?? 0)
        .sort()
        .map((rank) => order[rank] ?? 0);
    }
    const branch = this.#branch;
    const sorted = new Uint32Array(levels.length);
    let filled = 0;
    for (let rank = 0; rank < order.length; rank += 1) {
      const number = order[rank] ?? 0;
      sorted[filled] = number;
      if (branch[number] !== 0) filled += 1;
    }
    return sorted;
  }

  /** Puts what was added since into the order. */
  #sort(): void {
    if (this.#order.length === this.#size) return;
    const [high, low] = [this.#high, this.#low];
    const isBefore = (a: number, b: number) =>
      (high[a] ?? 0) - (high[b] ?? 0) || (low[a] ?? 0) - (low[b] ?? 0);
    const old = this.#order;
    const added = Uint32Array.from({ length: this.#size - old.length }, (_, index) => old.length + index);
    added.sort(isBefore);
    const order = new Uint32Array(this.#size);
    for (let [rank, a, b] = [0, 0, 0]; rank < order.length; rank += 1) {
      const takesOld = b === added.length || (a < old.length && isBefore(old[a] ?? 0, added[b] ?? 0) < 0);
      const number = (takesOld ? old[a] : added[b]) ?? 0;
      if (takesOld) a += 1;
      else b += 1;
      order[rank] = number;
      this.#rank[number] = rank;
    }
    this.#order = order;
  }
}
