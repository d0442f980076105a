import { TopicMemory } from '../../app/mqtt/topic-memory.ts';
import { LevelBook } from './level-book.ts';
import { TopicTally } from './topic-entries.ts';
import type { HashSeed } from './topic-hash.ts';
import { hashLevels } from './topic-hash.ts';

/** Deeper topics are hashed each time. */
const deepest = 16;
/** Topics whose hashes meet are seen beside each other: by turns they would never be seen again. */
const beside = 4;

/**
 * Counts messages by topic and by each of its levels, hashed as `hashLevels` does. A topic that comes again is remembered
 * with its hashes, and each is counted once a block for all its messages: hashing and counting message by message took a
 * third of the writer's time. Topics that never come again cost what they did, and take nobody's place.
 */
export class LevelCounts {
  readonly #seed: HashSeed;
  readonly #book = new LevelBook();
  readonly #memory = new TopicMemory();
  /** By the topic's number in the memory: its number in the book. */
  readonly #numbers = new Uint32Array(TopicMemory.size);
  /** Hashes of other topics that came last, some beside each other by their other half. */
  readonly #seen = new Uint32Array(16_384);
  #nextSeen = 0;
  /** What is not in the book. */
  readonly #tally = new TopicTally();

  constructor(seed: HashSeed) {
    this.#seed = seed;
  }

  /** Topics and levels so far, those in the book left out: they are few for each topic. */
  get size(): number {
    return this.#tally.size;
  }

  /** Forgets what was counted. */
  clear(): void {
    this.#book.clear();
    this.#tally.clear();
  }

  /** Counts a message on the topic that stands there. */
  add(data: DataView, start: number, end: number): void {
    const known = this.#memory.find(data, start, end);
    if (known !== -1) this.#book.count(this.#numbers[known] ?? 0);
    else this.#addOther(data, start, end);
  }

  #addOther(data: DataView, start: number, end: number): void {
    const levels: number[] = [];
    hashLevels(new Uint8Array(data.buffer, data.byteOffset + start, end - start), this.#seed, (high, low) =>
      levels.push(high, low),
    );
    if (this.#isAgain(levels) && this.#remember(data, start, end, levels)) return;
    for (let at = 0; at < levels.length; at += 2) {
      this.#tally.add(levels[at] ?? 0, levels[at + 1] ?? 0, at === levels.length - 2 ? 1 : 0, 1);
    }
  }

  /** What was counted, as entries, and begins anew. */
  take(): Buffer {
    if (this.#tally.size > 0) this.#book.moveTo(this.#tally);
    const entries = this.#tally.size > 0 ? this.#tally.take() : this.#book.take();
    if (this.#book.isFull) {
      this.#book.forget();
      this.#memory.clear();
    }
    return entries;
  }

  /** Whether the topic with these hashes was here not long ago; from now on it was. */
  #isAgain(levels: readonly number[]): boolean {
    const [high, low] = [levels.at(-2) ?? 0, levels.at(-1) ?? 0];
    const first = low & (this.#seen.length - beside);
    for (let at = first; at < first + beside; at += 1) if (this.#seen[at] === high) return true;
    this.#nextSeen = (this.#nextSeen + 1) & (beside - 1);
    this.#seen[first + this.#nextSeen] = high;
    return false;
  }

  /** Counts it as well. False if it is too long or too deep, or the book is full. */
  #remember(data: DataView, start: number, end: number, levels: readonly number[]): boolean {
    const isTooLong = this.#memory.numberFor(data, start, end) === -1;
    const number = isTooLong || levels.length > 2 * deepest ? undefined : this.#book.add(levels);
    if (number === undefined) return false;
    this.#numbers[this.#memory.put(data, start, end)] = number;
    this.#book.count(number);
    return true;
  }
}
