/** A topic may have any of so many places beside each other that its hash leads to. */
const beside = 4;
/** Bytes of a place: the topic's length, then the topic, so that both are in one or two lines of the processor's cache. */
const row = 128;
const topicAt = 4;
/** Longer topics are not remembered. */
const longest = row - topicAt;

/**
 * The topics met last, each with a place of its own: who keeps something by place need not look at the topic again. It
 * reads words, not bytes, and makes nothing: it is asked of every message. Its hash is not secret; who chooses topics that
 * meet only has them forgotten sooner.
 */
export class TopicMemory {
  static readonly places = 16_384;

  readonly #hashes = new Int32Array(TopicMemory.places);
  readonly #rows = new DataView(new ArrayBuffer(TopicMemory.places * row));

  /** The place of the topic that stands there, -1 if it is empty or not remembered. */
  find(view: DataView, start: number, end: number): number {
    // An empty one would be found where nothing is.
    if (end === start) return -1;
    const hash = hashOf(view, start, end);
    const first = hash & (TopicMemory.places - beside);
    for (let place = first; place < first + beside; place += 1) {
      if (this.#hashes[place] === hash && this.#isAt(place * row, view, start, end)) return place;
    }
    return -1;
  }

  /** The place that a topic which has none would get: whoever has it now is to be forgotten. -1 if it is too long. */
  placeFor(view: DataView, start: number, end: number): number {
    if (end - start > longest || end === start) return -1;
    const hash = hashOf(view, start, end);
    const first = hash & (TopicMemory.places - beside);
    for (let place = first; place < first + beside; place += 1) {
      if (this.#rows.getUint8(place * row) === 0) return place;
    }
    return first + ((hash >>> 16) & (beside - 1));
  }

  /** Remembers the topic at the place that `placeFor` gave. */
  put(place: number, view: DataView, start: number, end: number): void {
    this.#hashes[place] = hashOf(view, start, end);
    this.#rows.setUint8(place * row, end - start);
    const to = place * row + topicAt - start;
    for (let at = start; at < end; at += 1) this.#rows.setUint8(to + at, view.getUint8(at));
  }

  /** Forgets all. */
  clear(): void {
    this.#hashes.fill(0);
    for (let place = 0; place < TopicMemory.places; place += 1) this.#rows.setUint8(place * row, 0);
  }

  #isAt(place: number, view: DataView, start: number, end: number): boolean {
    const rows = this.#rows;
    if (rows.getUint8(place) !== end - start) return false;
    const from = place + topicAt - start;
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
