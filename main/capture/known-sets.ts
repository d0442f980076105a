/** What was read of records that name receivers, by their sequence numbers; bounded in how many names they have together. */
export class KnownSets<T> {
  readonly #most: number;
  readonly #sets = new Map<number, { readonly value: T; readonly names: number }>();
  #names = 0;

  /** Beyond `most` names the sets that were put first go, but never the last one. */
  constructor(most: number) {
    this.#most = most;
  }

  get(sequence: number): T | undefined {
    return this.#sets.get(sequence)?.value;
  }

  put(sequence: number, value: T, names: number): T {
    this.#remove(sequence);
    // One without names takes room too.
    this.#sets.set(sequence, { value, names: names + 1 });
    this.#names += names + 1;
    for (const oldest of this.#sets.keys()) {
      if (this.#names <= this.#most || oldest === sequence) break;
      this.#remove(oldest);
    }
    return value;
  }

  #remove(sequence: number): void {
    this.#names -= this.#sets.get(sequence)?.names ?? 0;
    this.#sets.delete(sequence);
  }
}
