import { maximumLevels } from './limits.ts';

// Not the hash of main/topics, which lives in memory and may change any day: what this one gives is on the disk, so that
// another hash would be another format.

/** Random, made with the database, so that nobody can choose topics that collide. */
export interface HashSeed {
  readonly high: number;
  readonly low: number;
}

const slash = 0x2f;

/**
 * Hashes a topic and each of its ancestors in one pass over the bytes: 64 bits as two halves, for every level the prefix
 * that ends there, the whole topic last. `visit` is called at most `maximumLevels` times.
 */
export function hashLevels(
  topic: Uint8Array,
  seed: HashSeed,
  visit: (high: number, low: number, isWhole: boolean) => void,
): void {
  let a = seed.high;
  let b = seed.low;
  let levels = 1;
  for (let index = 0; index < topic.byteLength; index += 1) {
    const byte = topic[index] ?? 0;
    if (byte === slash && levels < maximumLevels) {
      levels += 1;
      visit(finish(a, b), finish(b, a ^ 0x9e3779b9), false);
    }
    a = Math.imul((a ^ byte) + b, 0x85ebca6b);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b + a, 0xc2b2ae35) ^ (b >>> 15);
  }
  visit(finish(a, b), finish(b, a ^ 0x9e3779b9), true);
}

/** The finaliser of MurmurHash3, over both halves. */
function finish(half: number, other: number): number {
  let h = half ^ Math.imul(other, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The hash of the whole topic alone. */
export function hashTopic(
  topic: Uint8Array,
  seed: HashSeed,
): { readonly high: number; readonly low: number } {
  let found = { high: 0, low: 0 };
  hashLevels(topic, seed, (high, low, isWhole) => {
    if (isWhole) found = { high, low };
  });
  return found;
}
