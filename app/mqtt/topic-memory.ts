/** A topic may have any of so many places beside each other that its hash leads to. */
const beside = 4;
const places = 16_384;
/** Bytes of a topic's row: its length, then the topic, so that both are in one or two lines of the processor's cache. */
const row = 128;
const topicAt = 4;
/** Longer topics are not remembered. */
const longest = row - topicAt;

/**
 * The topics met last, each with a number of its own: who keeps something by number need not look at the topic again. It
 * reads words, not bytes, and makes nothing: it is asked of every message. Numbers are given from 0 on, so that what is kept
 * by them lies close together: scattered over the memory by hash it cost three times as much. The hash is not secret; who
 * chooses topics that meet only has them forgotten sooner.
 */
export class TopicMemory {
  /** Numbers are below this. */
  static readonly size = places;

  readonly #hashes = new Int32Array(places);
  /** By place: the number of the topic there and 1, 0 for nothing. */
  readonly #numbers = new Uint16Array(places);
  /** By number. */
  readonly #rows = new DataView(new ArrayBuffer(places * row));
  #count = 0;

  /** The number of the topic that stands there, -1 if it is not remembered. */
  find(view: DataView, start: number, end: number): number {
    const hash = hashOf(view, start, end);
    const first = hash & (places - beside);
    for (let place = first; place < first + beside; place += 1) {
      if (this.#hashes[place] !== hash) continue;
      const number = (this.#numbers[place] ?? 0) - 1;
      if (number >= 0 && this.#isAt(number * row, view, start, end)) return number;
    }
    return -1;
  }

  /** The number that `put` would give: whoever has it now would be forgotten. -1 if the topic is too long. */
  numberFor(view: DataView, start: number, end: number): number {
    if (end - start > longest) return -1;
    const number = this.#numbers[this.#placeFor(hashOf(view, start, end))] ?? 0;
    return number === 0 ? this.#count : number - 1;
  }

  /** Remembers a topic that is not remembered, under the number that comes back. It may not be too long. */
  put(view: DataView, start: number, end: number): number {
    const hash = hashOf(view, start, end);
    const place = this.#placeFor(hash);
    const before = this.#numbers[place] ?? 0;
    const number = before === 0 ? this.#count : before - 1;
    if (before === 0) this.#count += 1;
    this.#hashes[place] = hash;
    this.#numbers[place] = number + 1;
    this.#rows.setUint8(number * row, end - start);
    const to = number * row + topicAt - start;
    for (let at = start; at < end; at += 1) this.#rows.setUint8(to + at, view.getUint8(at));
    return number;
  }

  /** Forgets all. */
  clear(): void {
    this.#hashes.fill(0);
    this.#numbers.fill(0);
    this.#count = 0;
  }

  /** A free place, or one whose topic has to go. */
  #placeFor(hash: number): number {
    const first = hash & (places - beside);
    for (let place = first; place < first + beside; place += 1) {
      if (this.#numbers[place] === 0) return place;
    }
    return first + ((hash >>> 16) & (beside - 1));
  }

  #isAt(offset: number, view: DataView, start: number, end: number): boolean {
    const rows = this.#rows;
    if (rows.getUint8(offset) !== end - start) return false;
    const from = offset + topicAt - start;
    let at = start;
    for (; at + 4 <= end; at += 4)
      if (rows.getInt32(from + at, true) !== view.getInt32(at, true)) return false;
    for (; at < end; at += 1) if (rows.getUint8(from + at) !== view.getUint8(at)) return false;
    return true;
  }
}

/** Of what is too long it does not look at all. Two sums, as the processor multiplies twice in the time of one. */
function hashOf(view: DataView, start: number, end: number): number {
  let even = end - start;
  if (even > longest) return even;
  let odd = 0;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    even = Math.imul(even ^ view.getInt32(at, true), 0x9e37_79b1);
    odd = Math.imul(odd ^ view.getInt32(at + 4, true), 0x85eb_ca6b);
  }
  for (; at < end; at += 1) even = Math.imul(even ^ view.getUint8(at), 0x9e37_79b1);
  const hash = even ^ (odd >>> 15) ^ (odd << 17);
  const mixed = Math.imul(hash ^ (hash >>> 16), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 15);
}
