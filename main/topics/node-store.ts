const chunkBits = 12;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/** The slot of the node above the first level; it has no name. */
export const rootSlot = 0;

/** Bits of `NodeChunk.flags`. */
export const live = 1;
/** A message was seen on exactly this topic. */
export const topic = 2;
/** Worth more than a topic seen once: see `evictor.ts`. */
export const settled = 4;
/** Changed since the last snapshot. */
export const changed = 8;

/** The numbers of some thousand nodes, one array for each: 55 bytes a node where an object takes 200. */
class NodeChunk {
  readonly parent = new Int32Array(chunkSize);
  readonly hashHigh = new Uint32Array(chunkSize);
  readonly hashLow = new Uint32Array(chunkSize);
  readonly name = new Uint32Array(chunkSize);
  readonly nameLength = new Uint16Array(chunkSize);
  readonly depth = new Uint16Array(chunkSize);
  readonly flags = new Uint8Array(chunkSize);
  /** Messages received on this topic and below it, in the counting period `epoch`. */
  readonly below = new Float64Array(chunkSize);
  readonly epoch = new Uint32Array(chunkSize);
  /** Where its last message is kept, 0 for nowhere. */
  readonly last = new Uint32Array(chunkSize);
  /** Tells a slot's present node from those before it. */
  readonly born = new Uint32Array(chunkSize);
  /** Its place among those that may be evicted. */
  readonly place = new Uint32Array(chunkSize);
  /** Its key in the stored snapshot, 0 for none yet. */
  readonly key = new Uint32Array(chunkSize);
}

/** Nodes by slot, in chunks so that growing copies nothing. A freed slot is used again. */
export class NodeStore {
  /** Slots from 0 up to here were used at some time. */
  end = 0;
  /** How many nodes live. */
  count = 0;
  readonly #chunks: NodeChunk[] = [];
  readonly #free: number[] = [];
  #births = 0;

  static readonly bytesPerNode = 55;

  add(parent: number): number {
    const slot = this.#free.pop() ?? this.end++;
    if (slot >>> chunkBits === this.#chunks.length) this.#chunks.push(new NodeChunk());
    const chunk = this.chunkOf(slot);
    const index = slot & chunkMask;
    this.#births = (this.#births + 1) & 0x7ff_ffff;
    chunk.parent[index] = parent;
    chunk.flags[index] = live;
    chunk.born[index] = this.#births;
    this.count += 1;
    return slot;
  }

  remove(slot: number): void {
    const chunk = this.chunkOf(slot);
    const index = slot & chunkMask;
    chunk.flags[index] = 0;
    chunk.below[index] = 0;
    chunk.epoch[index] = 0;
    chunk.last[index] = 0;
    chunk.key[index] = 0;
    this.count -= 1;
    this.#free.push(slot);
  }

  /** The arrays that hold the slot, at `slot & nodeMask`. */
  chunkOf(slot: number): NodeChunk {
    const chunk = this.#chunks[slot >>> chunkBits];
    if (chunk === undefined) throw new Error(`Assertion failed: no slot ${slot}`);
    return chunk;
  }

  parent(slot: number): number {
    return this.chunkOf(slot).parent[slot & chunkMask] ?? rootSlot;
  }

  depth(slot: number): number {
    return this.chunkOf(slot).depth[slot & chunkMask] ?? 0;
  }

  has(slot: number, flag: number): boolean {
    return ((this.chunkOf(slot).flags[slot & chunkMask] ?? 0) & flag) !== 0;
  }

  set(slot: number, flag: number): void {
    const chunk = this.chunkOf(slot);
    chunk.flags[slot & chunkMask] = (chunk.flags[slot & chunkMask] ?? 0) | flag;
  }

  clear(slot: number, flag: number): void {
    const chunk = this.chunkOf(slot);
    chunk.flags[slot & chunkMask] = (chunk.flags[slot & chunkMask] ?? 0) & ~flag;
  }

  /** A number that no other node has had (2^27 births ago at the nearest), of at most 53 bits. */
  idOf(slot: number): number {
    return (this.chunkOf(slot).born[slot & chunkMask] ?? 0) * 0x400_0000 + slot;
  }

  /** The slot of a node that still lives. */
  slotOf(id: number): number | undefined {
    const slot = id % 0x400_0000;
    if (slot >= this.end || !this.has(slot, live) || this.idOf(slot) !== id) return undefined;
    return slot;
  }
}

export const nodeMask = chunkMask;
