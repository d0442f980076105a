import type { NodeStore } from './node-store.ts';
import { nodeMask } from './node-store.ts';

const shards = 64;
const empty = -1;

/**
 * From a topic's hash to its node: open addressing, with the hashes kept by the nodes. Cut into shards that grow one at
 * a time, because one table of a million entries takes tens of milliseconds to grow.
 */
export class TopicTable {
  readonly #nodes: NodeStore;
  readonly #slots: Int32Array[] = [];
  readonly #counts = new Uint32Array(shards);

  static readonly bytesPerNode = 9;

  constructor(nodes: NodeStore) {
    this.#nodes = nodes;
    for (let shard = 0; shard < shards; shard += 1) this.#slots.push(new Int32Array(8).fill(empty));
  }

  /** The first node with the hash that `matches`, or -1. */
  find(high: number, low: number, matches: (slot: number) => boolean): number {
    const table = this.#shard(high >>> 26);
    const mask = table.length - 1;
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const slot = table[at] ?? empty;
      if (slot === empty) return -1;
      const chunk = this.#nodes.chunkOf(slot);
      const index = slot & nodeMask;
      if (chunk.hashLow[index] === low && chunk.hashHigh[index] === high && matches(slot)) return slot;
    }
  }

  /** Takes in a node whose hash is set. */
  add(slot: number): void {
    const shard = this.#shardOf(slot);
    let table = this.#shard(shard);
    const count = (this.#counts[shard] ?? 0) + 1;
    if (count * 3 > table.length * 2) table = this.#grow(shard);
    this.#counts[shard] = count;
    this.#put(table, slot);
  }

  remove(slot: number): void {
    const shard = this.#shardOf(slot);
    const table = this.#shard(shard);
    const mask = table.length - 1;
    let hole = this.#lowOf(slot) & mask;
    while (table[hole] !== slot) hole = (hole + 1) & mask;
    this.#counts[shard] = (this.#counts[shard] ?? 1) - 1;
    // Moves back what had to step over the hole, so that no tombstones remain.
    for (let at = (hole + 1) & mask; table[at] !== empty; at = (at + 1) & mask) {
      const moved = table[at] ?? empty;
      const home = this.#lowOf(moved) & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      table[hole] = moved;
      hole = at;
    }
    table[hole] = empty;
  }

  #grow(shard: number): Int32Array {
    const old = this.#shard(shard);
    const table = new Int32Array(old.length * 2).fill(empty);
    for (const slot of old) if (slot !== empty) this.#put(table, slot);
    this.#slots[shard] = table;
    return table;
  }

  #put(table: Int32Array, slot: number): void {
    const mask = table.length - 1;
    let at = this.#lowOf(slot) & mask;
    while (table[at] !== empty) at = (at + 1) & mask;
    table[at] = slot;
  }

  #lowOf(slot: number): number {
    return this.#nodes.chunkOf(slot).hashLow[slot & nodeMask] ?? 0;
  }

  #shardOf(slot: number): number {
    return (this.#nodes.chunkOf(slot).hashHigh[slot & nodeMask] ?? 0) >>> 26;
  }

  #shard(shard: number): Int32Array {
    const table = this.#slots[shard];
    if (table === undefined) throw new Error(`Assertion failed: no shard ${shard}`);
    return table;
  }
}
