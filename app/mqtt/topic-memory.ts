/** A topic may have any of so many places beside each other that its hash leads to. */
const beside = 4;
/** Longer topics are not remembered. */
const longest = 128;

/**
 * The topics met last, each with a place of its own: who keeps something by place need not look at the topic again. It
 * reads words, not bytes, and makes nothing: it is asked of every message. Its hash is not secret; who chooses topics that
 * meet only has them forgotten sooner.
 */
export class TopicMemory {
  static readonly places = 16_384;

  readonly #hashes = new Int32Array(TopicMemory.places);
  /** 0 where nothing is. */
  readonly #lengths = new Uint8Array(TopicMemory.places);
  readonly #topics = new DataView(new ArrayBuffer(TopicMemory.places * longest));

  /** The place of the topic that stands there, -1 if it is not remembered. */
  find(view: DataView, start: number, end: number): number {
    const length = end - start;
    if (length > longest) return -1;
    const hash = hashOf(view, start, end);
    const first = hash & (TopicMemory.places - beside);
    for (let place = first; place < first + beside; place += 1) {
      if (
        this.#hashes[place] === hash &&
        this.#lengths[place] === length &&
        this.#isAt(place, view, start, length)
      ) {
        return place;
      }
    }
    return -1;
  }

  /** The place that a topic which has none would get: whoever has it now is to be forgotten. -1 if it is too long. */
  placeFor(view: DataView, start: number, end: number): number {
    if (end - start > longest || end === start) return -1;
    const hash = hashOf(view, start, end);
    const first = hash & (TopicMemory.places - beside);
    for (let place = first; place < first + beside; place += 1) {
      if (this.#lengths[place] === 0) return place;
    }
    return first + ((hash >>> 16) & (beside - 1));
  }

  /** Remembers the topic at the place that `placeFor` gave. */
  put(place: number, view: DataView, start: number, end: number): void {
    this.#hashes[place] = hashOf(view, start, end);
    this.#lengths[place] = end - start;
    for (let at = start; at < end; at += 1)
      this.#topics.setUint8(place * longest + at - start, view.getUint8(at));
  }

  /** Forgets all. */
  clear(): void {
    this.#hashes.fill(0);
    this.#lengths.fill(0);
  }

  #isAt(place: number, view: DataView, start: number, length: number): boolean {
    const from = place * longest;
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      if (this.#topics.getInt32(from + at) !== view.getInt32(start + at)) return false;
    }
    for (; at < length; at += 1) {
      if (this.#topics.getUint8(from + at) !== view.getUint8(start + at)) return false;
    }
    return true;
  }
}

function hashOf(view: DataView, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at), 0x9e37_79b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at += 1) hash = Math.imul(hash ^ view.getUint8(at), 0x0100_0193);
  return hash ^ (hash >>> 13);
}
