/**
 * Which topics a block or a span of blocks has, and how many messages of each: sorted hashes that are searched where they
 * lie. Most topics are leaves, whose branch has as many messages as they have; only the others take room for a second count.
 *
 *     0  u32  n, topics and levels         4  u32  m, of these the ones whose branch has more
 *     8  n × u64 hash                      then n × u16 messages of exactly this topic
 *        then m × (u32 index, u16 messages of this topic and all below)
 */
interface TopicCount {
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

/** Counts messages by topic hash, in flat arrays that are used again for the next block. */
export class TopicTally {
  #capacity = 2_048;
  #high = new Uint32Array(2_048);
  #low = new Uint32Array(2_048);
  #exact = new Uint32Array(2_048);
  #branch = new Uint32Array(2_048);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(high: number, low: number, exact: number, branch: number): void {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    const slot = this.#slot(high, low);
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
    const total = entries.readUInt32LE(0);
    const wider = 8 + total * 10;
    let next = 0;
    const wide = entries.readUInt32LE(4);
    for (let index = 0; index < total; index += 1) {
      const exact = entries.readUInt16LE(8 + total * 8 + index * 2);
      let branch = exact;
      if (next < wide && entries.readUInt32LE(wider + next * 6) === index) {
        branch = entries.readUInt16LE(wider + next * 6 + 4);
        next += 1;
      }
      this.add(entries.readUInt32LE(12 + index * 8), entries.readUInt32LE(8 + index * 8), exact, branch);
    }
  }

  /** What was counted, as entries, and begins anew. */
  take(): Buffer {
    const hashes = this.#sortedHashes();
    const halves = new Uint32Array(hashes.buffer);
    const total = hashes.length;
    const wider: number[] = [];
    const exact = new Uint16Array(total);
    for (let index = 0; index < total; index += 1) {
      const slot = this.#slot(halves[index * 2 + 1] ?? 0, halves[index * 2] ?? 0);
      const branch = this.#branch[slot] ?? 0;
      exact[index] = this.#exact[slot] ?? 0;
      if (branch !== exact[index]) wider.push(index, branch);
    }
    this.#clear();
    return joinEntries(hashes, exact, wider);
  }

  /** Sorted as whole numbers, which needs no comparing function. */
  #sortedHashes(): BigUint64Array {
    const hashes = new BigUint64Array(this.#size);
    const halves = new Uint32Array(hashes.buffer);
    let at = 0;
    for (let slot = 0; slot < this.#capacity; slot += 1) {
      if (this.#branch[slot] === 0) continue;
      halves[at] = this.#low[slot] ?? 0;
      halves[at + 1] = this.#high[slot] ?? 0;
      at += 2;
    }
    return hashes.sort();
  }

  #slot(high: number, low: number): number {
    let slot = low & (this.#capacity - 1);
    while (this.#branch[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & (this.#capacity - 1);
    }
    return slot;
  }

  #grow(): void {
    const [high, low, exact, branch] = [this.#high, this.#low, this.#exact, this.#branch];
    this.#allocate(this.#capacity * 2);
    for (let slot = 0; slot < high.length; slot += 1) {
      if (branch[slot] === 0) continue;
      this.add(high[slot] ?? 0, low[slot] ?? 0, exact[slot] ?? 0, branch[slot] ?? 0);
    }
  }

  #clear(): void {
    // A table that one hostile block made large must not be cleared for each block that follows.
    if (this.#capacity > 65_536) {
      this.#allocate(2_048);
    } else {
      this.#exact.fill(0);
      this.#branch.fill(0);
      this.#size = 0;
    }
  }

  #allocate(capacity: number): void {
    this.#capacity = capacity;
    this.#high = new Uint32Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#exact = new Uint32Array(capacity);
    this.#branch = new Uint32Array(capacity);
    this.#size = 0;
  }
}

/** `wider` holds pairs of an index and the messages of its branch. */
function joinEntries(hashes: BigUint64Array, exact: Uint16Array, wider: readonly number[]): Buffer {
  const total = hashes.length;
  const entries = Buffer.allocUnsafe(8 + total * 10 + wider.length * 3);
  entries.writeUInt32LE(total, 0);
  entries.writeUInt32LE(wider.length / 2, 4);
  // The machines that Node runs on are little endian, as the format is.
  entries.set(new Uint8Array(hashes.buffer), 8);
  entries.set(new Uint8Array(exact.buffer), 8 + total * 8);
  for (let index = 0; index < wider.length; index += 2) {
    const at = 8 + total * 10 + index * 3;
    entries.writeUInt32LE(wider[index] ?? 0, at);
    entries.writeUInt16LE(wider[index + 1] ?? 0, at + 4);
  }
  return entries;
}
