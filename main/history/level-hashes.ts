import { quickHash } from '../../app/mqtt/quick-hash.ts';
import type { HashSeed } from './topic-hash.ts';
import { hashLevels } from './topic-hash.ts';

/** Topics that are remembered: at most 8 MB, a place for each hash, so that a thousand topics seldom meet. */
const remembered = 16_384;
/** Longer or deeper ones are hashed each time. */
const longest = 128;
const deepest = 16;

interface Levels {
  readonly topic: Uint8Array;
  /** High and low half of each level's hash, the whole topic last. */
  readonly halves: Uint32Array;
}

/** Takes the hash of one level of a topic. */
type Visit = (high: number, low: number, isWhole: boolean) => void;

/**
 * Hashes of topics and their levels as `hashLevels` makes them, those met last remembered: a third of the writer's time
 * went into hashing the same thousand topics for each block.
 */
export class LevelHashes {
  readonly #seed: HashSeed;
  readonly #met: (Levels | undefined)[] = new Array<Levels | undefined>(remembered).fill(undefined);

  constructor(seed: HashSeed) {
    this.#seed = seed;
  }

  /** Visits the levels of the topic that stands there. */
  visit(data: Uint8Array, start: number, end: number, visit: Visit): void {
    const place = quickHash(data, start, end) & (remembered - 1);
    const met = this.#met[place];
    if (met !== undefined && isEqual(met.topic, data, start, end)) {
      const { halves } = met;
      for (let at = 0; at < halves.length; at += 2) {
        visit(halves[at] ?? 0, halves[at + 1] ?? 0, at === halves.length - 2);
      }
    } else this.#hash(data.subarray(start, end), place, visit);
  }

  #hash(topic: Uint8Array, place: number, visit: Visit): void {
    const halves: number[] = [];
    hashLevels(topic, this.#seed, (high, low, isWhole) => {
      if (halves.length <= 2 * deepest) halves.push(high, low);
      visit(high, low, isWhole);
    });
    if (topic.byteLength > longest || halves.length > 2 * deepest) return;
    this.#met[place] = { topic: Uint8Array.from(topic), halves: Uint32Array.from(halves) };
  }
}

function isEqual(topic: Uint8Array, data: Uint8Array, start: number, end: number): boolean {
  if (topic.length !== end - start) return false;
  for (let index = 0; index < topic.length; index += 1) {
    if (topic[index] !== data[start + index]) return false;
  }
  return true;
}
