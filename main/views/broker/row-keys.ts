/** Numbers that name things to the page, given when a thing is first shown; a thing that is gone costs nothing. */
export class RowKeys {
  readonly #keys = new WeakMap<object, number>();
  #last = 0;

  keyOf(thing: object): number {
    const known = this.#keys.get(thing);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#keys.set(thing, this.#last);
    return this.#last;
  }

  /** Whether it has been given a number, which is one of those. */
  isAmong(thing: object, keys: ReadonlySet<number>): boolean {
    const key = this.#keys.get(thing);
    return key !== undefined && keys.has(key);
  }
}
