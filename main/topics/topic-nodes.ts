import { quickHash } from '../../app/mqtt/quick-hash.ts';
import { NameStore } from './name-store.ts';
import { changed, live, NodeStore, nodeMask, rootSlot, topic as topicFlag } from './node-store.ts';
import { TopicHash } from './topic-hash.ts';
import type { Relations } from './topic-order.ts';
import { TopicOrder } from './topic-order.ts';
import { TopicTable } from './topic-table.ts';

/** Places for topics met last: 64 KB. */
const metTopics = 16_384;

const slash = 0x2f;
const dollar = 0x24;

/** Told of every node that comes or goes, while it is there. */
interface NodeWatcher {
  created(slot: number): void;
  /** A message was seen on it for the first time. */
  becameTopic(slot: number): void;
  removed(slot: number): void;
}

/**
 * Which levels of which topics there are, found by their bytes and kept in order. Knows nothing of messages. Below
 * `maxDepth` levels the rest of a topic is one level whose name holds slashes.
 */
export class TopicNodes {
  readonly store = new NodeStore();
  readonly order: TopicOrder;
  /** For another tree over some of the nodes. */
  readonly relations: Relations;
  readonly #names = new NameStore();
  readonly #hash: TopicHash;
  readonly #table: TopicTable;
  readonly #maxDepth: number;
  readonly #watchers = new Set<NodeWatcher>();
  /**
   * Nodes of topics met last, looked at first: the seeded hash takes twice the time of all else that finds a topic. What
   * is found is compared with the bytes as it always is, so a slot that was used again does no harm.
   */
  readonly #met = new Int32Array(metTopics).fill(rootSlot);
  /** What `#isSought` compares with; fields, so that looking up allocates nothing. */
  #sought: Uint8Array = new Uint8Array(0);
  #soughtEnd = 0;
  readonly #isSought: (slot: number) => boolean;

  constructor(options: { readonly seed: number; readonly maxDepth: number }) {
    this.#hash = new TopicHash(options.seed);
    this.#maxDepth = options.maxDepth;
    this.#table = new TopicTable(this.store);
    this.store.add(rootSlot);
    this.relations = {
      parent: (slot) => this.store.parent(slot),
      compare: (a, b) => this.#compare(a, b),
    };
    this.order = new TopicOrder(this.relations);
    this.#isSought = (slot) => this.#endsAt(slot, this.#sought, this.#soughtEnd);
  }

  /** Bytes that all nodes take, about. */
  get used(): number {
    const each = NodeStore.bytesPerNode + TopicTable.bytesPerNode + TopicOrder.bytesPerNode;
    return this.store.count * each + this.#names.used + this.order.listBytes;
  }

  /** The node of a topic, or of the topic's first `end` bytes; -1 if there is none. */
  find(topic: Uint8Array, end = topic.length): number {
    const place = quickHash(topic, 0, end) & (metTopics - 1);
    const met = this.#met[place] ?? rootSlot;
    if (met !== rootSlot && this.store.has(met, live) && this.#endsAt(met, topic, end)) return met;
    this.#hash.begin();
    this.#hash.add(topic, 0, end);
    const found = this.#lookUp(topic, end);
    if (found !== -1) this.#met[place] = found;
    return found;
  }

  /** Makes what is missing of a topic and returns its node. */
  add(topic: Uint8Array): number {
    let slot = rootSlot;
    let start = 0;
    this.#hash.begin();
    for (let depth = 0; ; depth += 1) {
      const end = depth + 1 >= this.#maxDepth ? topic.length : levelEnd(topic, start);
      // The slash belongs to the path of what is below it only.
      this.#hash.add(topic, depth === 0 ? 0 : start - 1, end);
      const known = this.#lookUp(topic, end);
      slot = known === -1 ? this.#create(slot, topic, start, end, depth) : known;
      if (end === topic.length) return slot;
      start = end + 1;
    }
  }

  /** How many levels of a topic there would be, and bytes of names, if none was known. */
  levels(topic: Uint8Array): number {
    let count = 1;
    for (const byte of topic) if (byte === slash) count += 1;
    return Math.min(count, this.#maxDepth);
  }

  makeTopic(slot: number): void {
    this.store.set(slot, topicFlag | changed);
    for (const watcher of this.#watchers) watcher.becameTopic(slot);
  }

  isTopic(slot: number): boolean {
    return this.store.has(slot, topicFlag);
  }

  /** Takes out a node without children. */
  remove(slot: number): void {
    for (const watcher of this.#watchers) watcher.removed(slot);
    this.order.remove(slot);
    this.#table.remove(slot);
    const chunk = this.store.chunkOf(slot);
    this.#names.remove(chunk.name[slot & nodeMask] ?? 0, chunk.nameLength[slot & nodeMask] ?? 0);
    this.store.remove(slot);
  }

  /** Until the function that comes back is called. */
  watch(watcher: NodeWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  isLive(slot: number): boolean {
    return slot < this.store.end && this.store.has(slot, live);
  }

  nameLength(slot: number): number {
    return this.store.chunkOf(slot).nameLength[slot & nodeMask] ?? 0;
  }

  /** The bytes of one level. */
  name(slot: number): Uint8Array {
    const chunk = this.store.chunkOf(slot);
    const length = chunk.nameLength[slot & nodeMask] ?? 0;
    const bytes = new Uint8Array(length);
    this.#names.copy(chunk.name[slot & nodeMask] ?? 0, length, bytes, 0);
    return bytes;
  }

  pathLength(slot: number): number {
    let length = -1;
    for (let node = slot; node !== rootSlot; node = this.store.parent(node))
      length += 1 + this.nameLength(node);
    return Math.max(0, length);
  }

  /** Writes the topic down to this level to the beginning of `target` and returns its length. */
  writePath(slot: number, target: Uint8Array): number {
    const length = this.pathLength(slot);
    let end = length;
    for (let node = slot; node !== rootSlot; node = this.store.parent(node)) {
      const chunk = this.store.chunkOf(node);
      const nameLength = chunk.nameLength[node & nodeMask] ?? 0;
      end -= nameLength;
      this.#names.copy(chunk.name[node & nodeMask] ?? 0, nameLength, target, end);
      end -= 1;
      if (end >= 0) target[end] = slash;
    }
    return length;
  }

  /** The position of the first child whose name is not before `name` in order. */
  lowerBound(parent: number, name: Uint8Array): number {
    return this.order.firstNot(parent, (child) => {
      const rank = this.#rank(child);
      const soughtRank = parent === rootSlot && name[0] === dollar ? 0 : 1;
      if (rank !== soughtRank && parent === rootSlot) return rank < soughtRank;
      return compareBytes(this.name(child), name) < 0;
    });
  }

  #lookUp(topic: Uint8Array, end: number): number {
    this.#hash.finish();
    this.#sought = topic;
    this.#soughtEnd = end;
    return this.#table.find(this.#hash.high, this.#hash.low, this.#isSought);
  }

  #create(parent: number, topic: Uint8Array, start: number, end: number, depth: number): number {
    const slot = this.store.add(parent);
    const chunk = this.store.chunkOf(slot);
    const index = slot & nodeMask;
    chunk.hashHigh[index] = this.#hash.high;
    chunk.hashLow[index] = this.#hash.low;
    chunk.name[index] = this.#names.add(topic, start, end);
    chunk.nameLength[index] = end - start;
    chunk.depth[index] = depth;
    this.#table.add(slot);
    this.order.insert(slot);
    for (const watcher of this.#watchers) watcher.created(slot);
    return slot;
  }

  /** Whether the path of a node is the first `end` bytes of the topic: compared from the last level up. */
  #endsAt(slot: number, topic: Uint8Array, end: number): boolean {
    let from = end;
    for (let node = slot; ; ) {
      const chunk = this.store.chunkOf(node);
      const index = node & nodeMask;
      const length = chunk.nameLength[index] ?? 0;
      from -= length;
      if (from < 0 || !this.#names.equals(chunk.name[index] ?? 0, length, topic, from)) return false;
      node = chunk.parent[index] ?? rootSlot;
      if (node === rootSlot) return from === 0;
      from -= 1;
      if (from < 0 || topic[from] !== slash) return false;
    }
  }

  /** By code point; topics of the broker's own, which begin with "$", stand before all others. */
  #compare(a: number, b: number): number {
    const chunkA = this.store.chunkOf(a);
    const chunkB = this.store.chunkOf(b);
    if (chunkA.parent[a & nodeMask] === rootSlot) {
      const ranks = this.#rank(a) - this.#rank(b);
      if (ranks !== 0) return ranks;
    }
    return this.#names.compare(
      chunkA.name[a & nodeMask] ?? 0,
      chunkA.nameLength[a & nodeMask] ?? 0,
      chunkB.name[b & nodeMask] ?? 0,
      chunkB.nameLength[b & nodeMask] ?? 0,
    );
  }

  #rank(slot: number): 0 | 1 {
    const chunk = this.store.chunkOf(slot);
    const name = chunk.name[slot & nodeMask] ?? 0;
    return this.#names.firstByte(name, chunk.nameLength[slot & nodeMask] ?? 0) === dollar ? 0 : 1;
  }
}

function levelEnd(topic: Uint8Array, start: number): number {
  const end = topic.indexOf(slash, start);
  return end === -1 ? topic.length : end;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
