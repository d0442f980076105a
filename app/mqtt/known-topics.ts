import { quickHash } from './quick-hash.ts';

/** Topics that are remembered, in sets of four, and the longest of them in bytes: less than 1 MB in all. */
const sets = 1024;
const ways = 4;
const longest = 128;

/**
 * Topic names of ASCII met last, found by their bytes, each checked once when it came first. To find one again costs a
 * hash and a comparison, where checking it, making a text of it and hashing that text took a third of the time in which
 * the broker passes on a message at QoS 0. Sets are small, so that who sends bad topics on purpose only makes us forget.
 */
export class KnownTopics {
  readonly #hashes = new Int32Array(sets * ways);
  readonly #texts: string[] = new Array<string>(sets * ways).fill('');
  #nextWay = 0;

  /** The topic whose bytes stand there, if it is known. */
  find(frame: Uint8Array, start: number, end: number): string | undefined {
    const hash = quickHash(frame, start, end);
    const first = (hash & (sets - 1)) * ways;
    for (let place = first; place < first + ways; place += 1) {
      if (this.#hashes[place] !== hash) continue;
      const text = this.#texts[place] ?? '';
      if (isEqual(text, frame, start, end)) return text;
    }
    return undefined;
  }

  /** Takes down a topic name that has been found good. One that is not ASCII has fewer characters than bytes. */
  remember(frame: Uint8Array, start: number, end: number, topic: string): void {
    if (end - start > longest || topic.length !== end - start) return;
    const hash = quickHash(frame, start, end);
    const place = this.#placeIn((hash & (sets - 1)) * ways);
    this.#hashes[place] = hash;
    this.#texts[place] = topic;
  }

  /** A free place of the set, or else one of a topic that makes way. */
  #placeIn(first: number): number {
    for (let place = first; place < first + ways; place += 1) if (this.#texts[place] === '') return place;
    this.#nextWay = (this.#nextWay + 1) % ways;
    return first + this.#nextWay;
  }
}

function isEqual(text: string, frame: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start || text.length === 0) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) !== frame[start + index]) return false;
  }
  return true;
}
