/** Bits that a set has room for at least, so that one that grows seldom has to move. */
const leastBits = 4_096;

/**
 * Which exchanges of a segment are rows of a list: a bit for each, by its place in the segment. So those of a long history
 * can be kept, however many they are: a hundredth of what the traces take on the disk.
 */
export class MatchSet {
  #words: Uint32Array;
  #count = 0;

  constructor(words = new Uint32Array(0)) {
    this.#words = words;
  }

  get count(): number {
    return this.#count;
  }

  copy(): MatchSet {
    const copy = new MatchSet(this.#words.slice());
    copy.#count = this.#count;
    return copy;
  }

  add(place: number): void {
    const index = place >>> 5;
    if (index >= this.#words.length) this.#grow(place + 1);
    const word = this.#words[index] ?? 0;
    const added = word | (1 << (place & 31));
    if (added === (word | 0)) return;
    this.#words[index] = added;
    this.#count += 1;
  }

  /** Takes away those from one place to before another. */
  remove(from: number, end: number): void {
    for (let place = from; place < Math.min(end, this.#words.length * 32); place += 1) {
      const word = this.#words[place >>> 5] ?? 0;
      const bit = 1 << (place & 31);
      if ((word & bit) === 0) continue;
      this.#words[place >>> 5] = word & ~bit;
      this.#count -= 1;
    }
  }

  /** The places of the matches from the `from`-th to before the `end`-th. */
  places(from: number, end: number): number[] {
    const places: number[] = [];
    let before = 0;
    for (let index = 0; index < this.#words.length && before < end; index += 1) {
      let word = this.#words[index] ?? 0;
      const here = bitsIn(word);
      if (before + here > from) {
        for (; word !== 0; word &= word - 1) {
          if (before >= from && before < end) places.push(index * 32 + 31 - Math.clz32(word & -word));
          before += 1;
        }
      } else before += here;
    }
    return places;
  }

  #grow(bits: number): void {
    const words = new Uint32Array(Math.ceil(Math.max(leastBits, bits * 1.5) / 32));
    words.set(this.#words);
    this.#words = words;
  }
}

/** How many are set in a word of 32. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
