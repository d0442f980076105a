import { quickHash } from '../../app/mqtt/quick-hash.ts';
import { LevelBook } from './level-book.ts';
import { TopicTally } from './topic-entries.ts';
import type { HashSeed } from './topic-hash.ts';
import { hashLevels } from './topic-hash.ts';

/** Places for topics that are remembered; a topic may have any of those beside each other that its hash leads to. */
const remembered = 16_384;
const beside = 4;
/** Longer or deeper ones are hashed each time. */
const longest = 128;
const deepest = 16;

/**
 * Counts messages by topic and by each of its levels, hashed as `hashLevels` does. A topic that comes again is remembered
 * with its hashes, and each is counted once a block for all its messages: hashing and counting message by message took a
 * third of the writer's time. Topics that never come again cost what they did, and take nobody's place.
 */
export class LevelCounts {
  readonly #seed: HashSeed;
  readonly #book = new LevelBook();
  /** By place: the topic, its hash, and its number in the book. */
  readonly #topics: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(remembered);
  readonly #hashes = new Int32Array(remembered);
  readonly #numbers = new Uint32Array(remembered);
  /** Hashes of others that came last, likewise by place. */
  readonly #seen = new Int32Array(remembered);
  #nextSeen = 0;
  /** What is not in the book. */
  readonly #tally = new TopicTally();

  constructor(seed: HashSeed) {
    this.#seed = seed;
    this.#topics.fill(undefined);
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
  add(data: Uint8Array, start: number, end: number): void {
    const hash = quickHash(data, start, end);
    const places = hash & (remembered - beside);
    for (let place = places; place < places + beside; place += 1) {
      const topic = this.#hashes[place] === hash ? this.#topics[place] : undefined;
      if (topic === undefined || !isEqual(topic, data, start, end)) continue;
      this.#book.count(this.#numbers[place] ?? 0);
      return;
    }
    if (this.#isAgain(hash) && this.#remember(data.slice(start, end), hash)) return;
    hashLevels(data.subarray(start, end), this.#seed, (high, low, isWhole) =>
      this.#tally.add(high, low, isWhole ? 1 : 0, 1),
    );
  }

  /** What was counted, as entries, and begins anew. */
  take(): Buffer {
    if (this.#tally.size > 0) this.#book.moveTo(this.#tally);
    const entries = this.#tally.size > 0 ? this.#tally.take() : this.#book.take();
    if (this.#book.isFull) {
      this.#book.forget();
      this.#topics.fill(undefined);
    }
    return entries;
  }

  /** Whether a topic of that hash was here not long ago; from now on one was. */
  #isAgain(hash: number): boolean {
    const places = hash & (remembered - beside);
    for (let place = places; place < places + beside; place += 1) {
      if (this.#seen[place] === hash) return true;
    }
    this.#nextSeen = (this.#nextSeen + 1) & (beside - 1);
    this.#seen[places + this.#nextSeen] = hash;
    return false;
  }

  /** Counts it as well. False if it is too long or too deep, or the book is full. */
  #remember(topic: Uint8Array, hash: number): boolean {
    if (topic.length > longest) return false;
    const halves: number[] = [];
    hashLevels(topic, this.#seed, (high, low) => halves.push(high, low));
    const number = halves.length > 2 * deepest ? undefined : this.#book.add(halves);
    if (number === undefined) return false;
    const place = this.#placeFor(hash);
    this.#topics[place] = topic;
    this.#hashes[place] = hash;
    this.#numbers[place] = number;
    this.#book.count(number);
    return true;
  }

  /** A free place, or any of those that the hash leads to. */
  #placeFor(hash: number): number {
    const places = hash & (remembered - beside);
    for (let place = places; place < places + beside; place += 1) {
      if (this.#topics[place] === undefined) return place;
    }
    return places + ((hash >>> 16) & (beside - 1));
  }
}

function isEqual(topic: Uint8Array, data: Uint8Array, start: number, end: number): boolean {
  if (topic.length !== end - start) return false;
  for (let index = 0; index < topic.length; index += 1) {
    if (topic[index] !== data[start + index]) return false;
  }
  return true;
}
