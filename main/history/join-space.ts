/** Larger ones are not kept. */
const kept = 4 * 1_048_576;

/** Puts two runs of bytes end to end in memory that is used again: a new megabyte for each batch is work to clear away. */
export class JoinSpace {
  #space = Buffer.alloc(0);

  /** Valid until the next call. */
  join(a: Buffer, b: Buffer): Buffer {
    const length = a.length + b.length;
    if (length > kept) return Buffer.concat([a, b]);
    if (length > this.#space.length) this.#space = Buffer.alloc(Math.min(kept, 2 * length));
    a.copy(this.#space, 0);
    b.copy(this.#space, a.length);
    return this.#space.subarray(0, length);
  }
}
