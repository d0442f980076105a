const leastBits = 3;
/** 2^32 divided by the golden ratio. */
const scatter = 0x9e3779b1;

/**
 * Exchanges by Packet Identifier, or by message. Not a Map: one that fills and empties a hundred times a second makes a new
 * table each time, the old one points to it, and of such a chain nothing is garbage before the next full collection.
 */
export class ExchangeTable<Exchange extends { readonly id: number }> {
  #keys: number[] = [];
  #exchanges: (Exchange | undefined)[] = [];
  #size = 0;
  /** Of the number of places. */
  #bits = 0;

  get size(): number {
    return this.#size;
  }

  get(key: number): Exchange | undefined {
    return this.#size === 0 ? undefined : this.#exchanges[this.#placeOf(key)];
  }

  has(key: number): boolean {
    return this.get(key) !== undefined;
  }

  set(key: number, exchange: Exchange): void {
    if (this.#size * 2 >= this.#exchanges.length) this.#grow();
    const place = this.#placeOf(key);
    if (this.#exchanges[place] === undefined) this.#size += 1;
    this.#keys[place] = key;
    this.#exchanges[place] = exchange;
  }

  delete(key: number): void {
    if (this.#size === 0) return;
    let hole = this.#placeOf(key);
    if (this.#exchanges[hole] === undefined) return;
    this.#size -= 1;
    // What lies behind it moves up, where it may: a search ends at the first empty place.
    const mask = this.#exchanges.length - 1;
    for (let at = (hole + 1) & mask; this.#exchanges[at] !== undefined; at = (at + 1) & mask) {
      const home = this.#home(this.#keys[at] ?? 0);
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      this.#keys[hole] = this.#keys[at] ?? 0;
      this.#exchanges[hole] = this.#exchanges[at];
      hole = at;
    }
    this.#exchanges[hole] = undefined;
  }

  /** In no order. */
  each(take: (exchange: Exchange) => void): void {
    for (const exchange of this.#exchanges) if (exchange !== undefined) take(exchange);
  }

  /** In the order in which they began. */
  values(): Exchange[] {
    return this.#exchanges
      .filter((exchange) => exchange !== undefined)
      .sort((one, other) => one.id - other.id);
  }

  /** Numbers that follow each other lie apart, so that what is deleted has few behind it. */
  #home(key: number): number {
    return Math.imul(key, scatter) >>> (32 - this.#bits);
  }

  /** Where the key is, or would be. */
  #placeOf(key: number): number {
    const mask = this.#exchanges.length - 1;
    let place = this.#home(key);
    while (this.#exchanges[place] !== undefined && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const [keys, exchanges] = [this.#keys, this.#exchanges];
    this.#bits = Math.max(leastBits, this.#bits + 1);
    const places = 2 ** this.#bits;
    this.#keys = new Array<number>(places).fill(0);
    this.#exchanges = new Array<Exchange | undefined>(places).fill(undefined);
    this.#size = 0;
    for (const [place, exchange] of exchanges.entries()) {
      if (exchange !== undefined) this.set(keys[place] ?? 0, exchange);
    }
    exchanges.fill(undefined);
  }
}
