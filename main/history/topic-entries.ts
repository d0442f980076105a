/**
 * Which topics a block or a span of blocks has, and how many messages of each: sorted hashes that are searched where they
 * lie. Most topics are leaves, whose branch has as many messages as they have; only the others take room for a second count.
 *
 *     0  u32  n, topics and levels         4  u32  m, of these the ones whose branch has more
 *     8  n × u64 hash                      then n × u16 messages of exactly this topic
 *        then m × (u32 index, u16 messages of this topic and all below)
 */
export interface TopicCount {
  readonly exact: number;
  /** On the topic and on everything below. */
  readonly branch: number;
}

const noMessages: TopicCount = { exact: 0, branch: 0 };

/** Looks a topic up by its hash. */
export function findEntry(entries: Buffer, high: number, low: number): TopicCount {
  const total = entries.readUInt32LE(0);
  const at = searchHash(entries, total, high, low);
  return at < 0 ? noMessages : entryAt(entries, total, at);
}

function searchHash(entries: Buffer, total: number, high: number, low: number): number {
  let from = 0;
  let to = total - 1;
  while (from <= to) {
    const middle = (from + to) >>> 1;
    const offset = 8 + middle * 8;
    const order = entries.readUInt32LE(offset + 4) - high || entries.readUInt32LE(offset) - low;
    if (order === 0) return middle;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}

function entryAt(entries: Buffer, total: number, index: number): TopicCount {
  const exact = entries.readUInt16LE(8 + total * 8 + index * 2);
  const wider = 8 + total * 10;
  let from = 0;
  let to = entries.readUInt32LE(4) - 1;
  while (from <= to) {
    const middle = (from + to) >>> 1;
    const found = entries.readUInt32LE(wider + middle * 6);
    if (found === index) return { exact, branch: entries.readUInt16LE(wider + middle * 6 + 4) };
    if (found < index) from = middle + 1;
    else to = middle - 1;
  }
  return { exact, branch: exact };
}

/** What is counted, by place. */
interface CountColumns {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly exact: Uint32Array;
  readonly branch: Uint32Array;
}

/** Entries of the places that are given in the order of their hashes. */
export function packEntries(places: Uint32Array, { high, low, exact, branch }: CountColumns): Buffer {
  const total = places.length;
  const bytes = Buffer.allocUnsafeSlow(8 + total * 16);
  const view = new DataView(bytes.buffer);
  let end = 8 + total * 10;
  for (let index = 0; index < total; index += 1) {
    const place = places[index] ?? 0;
    const messages = exact[place] ?? 0;
    view.setUint32(8 + index * 8, low[place] ?? 0, true);
    view.setUint32(12 + index * 8, high[place] ?? 0, true);
    view.setUint16(8 + total * 8 + index * 2, messages, true);
    if (branch[place] === messages) continue;
    view.setUint32(end, index, true);
    view.setUint16(end + 4, branch[place] ?? 0, true);
    end += 6;
  }
  view.setUint32(0, total, true);
  view.setUint32(4, (end - 8 - total * 10) / 6, true);
  return bytes.subarray(0, end);
}

/** Places beyond the last one that a hash can ask for: what does not fit into its own moves on. */
const spill = 64;

/**
 * Counts messages by topic hash, in flat arrays that are used again for the next block. A hash's place is its highest bits,
 * so that the places in their order are almost sorted already: sorting was an eighth of what a stored message cost.
 */
export class TopicTally {
  #bits = 11;
  #high = new Uint32Array((1 << 11) + spill);
  #low = new Uint32Array((1 << 11) + spill);
  #exact = new Uint32Array((1 << 11) + spill);
  #branch = new Uint32Array((1 << 11) + spill);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(high: number, low: number, exact: number, branch: number): void {
    const slot = this.#slot(high, low);
    if (slot === this.#high.length || (this.#size + 1) * 2 > 1 << this.#bits) {
      this.#grow();
      this.add(high, low, exact, branch);
      return;
    }
    if (this.#branch[slot] === 0) {
      this.#size += 1;
      this.#high[slot] = high;
      this.#low[slot] = low;
    }
    this.#exact[slot] = (this.#exact[slot] ?? 0) + exact;
    this.#branch[slot] = (this.#branch[slot] ?? 0) + branch;
  }

  /** Adds all that other entries count. */
  merge(entries: Buffer): void {
    const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength);
    const total = view.getUint32(0, true);
    const wide = view.getUint32(4, true);
    const wider = 8 + total * 10;
    let next = 0;
    for (let index = 0; index < total; index += 1) {
      const exact = view.getUint16(8 + total * 8 + index * 2, true);
      let branch = exact;
      if (next < wide && view.getUint32(wider + next * 6, true) === index) {
        branch = view.getUint16(wider + next * 6 + 4, true);
        next += 1;
      }
      this.add(view.getUint32(12 + index * 8, true), view.getUint32(8 + index * 8, true), exact, branch);
    }
  }

  /** What was counted, as entries, and begins anew. */
  take(): Buffer {
    const entries = packEntries(this.#sortedSlots(), {
      high: this.#high,
      low: this.#low,
      exact: this.#exact,
      branch: this.#branch,
    });
    this.clear();
    return entries;
  }

  /** The places that are taken, in the order of their hashes. */
  #sortedSlots(): Uint32Array {
    const slots = new Uint32Array(this.#size);
    const branch = this.#branch;
    for (let [slot, filled] = [0, 0]; filled < slots.length; slot += 1) {
      if (branch[slot] === 0) continue;
      let at = filled;
      // Only what shares its place with others stands out of order, and not far.
      while (at > 0 && this.#isBefore(slot, slots[at - 1] ?? 0)) {
        slots[at] = slots[at - 1] ?? 0;
        at -= 1;
      }
      slots[at] = slot;
      filled += 1;
    }
    return slots;
  }

  #isBefore(slot: number, other: number): boolean {
    const order = (this.#high[slot] ?? 0) - (this.#high[other] ?? 0);
    return order < 0 || (order === 0 && (this.#low[slot] ?? 0) < (this.#low[other] ?? 0));
  }

  /** The place of the hash or the free one that it takes; the number of places where there is none. */
  #slot(high: number, low: number): number {
    let slot = high >>> (32 - this.#bits);
    while (
      slot < this.#high.length &&
      this.#branch[slot] !== 0 &&
      (this.#low[slot] !== low || this.#high[slot] !== high)
    ) {
      slot += 1;
    }
    return slot;
  }

  #grow(): void {
    const [high, low, exact, branch] = [this.#high, this.#low, this.#exact, this.#branch];
    this.#allocate(this.#bits + 1);
    for (let slot = 0; slot < high.length; slot += 1) {
      if (branch[slot] === 0) continue;
      this.add(high[slot] ?? 0, low[slot] ?? 0, exact[slot] ?? 0, branch[slot] ?? 0);
    }
  }

  clear(): void {
    // A table that one hostile block made large must not be cleared for each block that follows.
    if (this.#bits > 16) {
      this.#allocate(11);
    } else {
      this.#exact.fill(0);
      this.#branch.fill(0);
      this.#size = 0;
    }
  }

  #allocate(bits: number): void {
    const places = (1 << bits) + spill;
    this.#bits = bits;
    this.#high = new Uint32Array(places);
    this.#low = new Uint32Array(places);
    this.#exact = new Uint32Array(places);
    this.#branch = new Uint32Array(places);
    this.#size = 0;
  }
}
