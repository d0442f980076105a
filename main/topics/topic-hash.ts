/**
 * A seeded 64-bit hash of a topic, in two halves, that can be read at every level on the way. It only finds candidates:
 * whoever uses it compares the bytes too. The seed keeps a publisher from choosing topics that collide.
 */
export class TopicHash {
  /** The halves after `finish`, both unsigned. */
  high = 0;
  low = 0;
  readonly #seedA: number;
  readonly #seedB: number;
  #a = 0;
  #b = 0;

  /** `seed` is a safe integer, random for each index. */
  constructor(seed: number) {
    this.#seedA = Math.imul(seed >>> 0, 0x9e3779b1) ^ 0x811c9dc5;
    this.#seedB = Math.imul(Math.floor(seed / 0x1_0000_0000) >>> 0, 0x85ebca6b) ^ 0x9747b28c;
  }

  begin(): void {
    this.#a = this.#seedA;
    this.#b = this.#seedB;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    let a = this.#a;
    let b = this.#b;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ byte ^ (a >>> 15), 0x5bd1e995);
    }
    this.#a = a;
    this.#b = b;
  }

  /** Sets `high` and `low` for what was added so far; more may be added after it. */
  finish(): void {
    this.high = scatter(this.#a ^ (this.#b >>> 7));
    this.low = scatter(this.#b ^ (this.#a << 3));
  }
}

/** The finalizer of MurmurHash3: every bit of the input reaches every bit of the output. */
function scatter(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
