/**
 * The keys of a map from the oldest on, for who lets go of them: one who begins at the front each time passes over all that
 * were deleted there before, which in a map of a hundred thousand takes longer than all the rest.
 */
export class OldestKeys<K> {
  readonly #map: ReadonlyMap<K, unknown>;
  #keys: Iterator<K>;

  constructor(map: ReadonlyMap<K, unknown>) {
    this.#map = map;
    this.#keys = map.keys();
  }

  /** The oldest that was not told of; it is to be deleted. Undefined if there is none. */
  next(): K | undefined {
    const next = this.#keys.next();
    if (next.done !== true) return next.value;
    // It had come to the end before others were added.
    this.#keys = this.#map.keys();
    const first = this.#keys.next();
    return first.done === true ? undefined : first.value;
  }
}
