import type { LastStore } from './last-store.ts';
import { nodeMask, rootSlot, settled } from './node-store.ts';
import type { TopicNodes } from './topic-nodes.ts';

/** So many candidates are compared for each topic that has to go. */
const candidates = 16;
/** Topics seen once may keep at least this share of all, so that a new one gets the time for its second message. */
const newcomersShare = 0.1;

/**
 * Chooses which topic goes when memory is full. Two kinds of topics: newcomers, seen once, and settled ones, which came
 * again or are retained. Newcomers go first, so a flood of topics that never repeat mostly evicts itself. Within a kind
 * it is the one out of some at random that has the most siblings and was silent for longest for how little it said.
 */
export class Evictor {
  readonly #nodes: TopicNodes;
  readonly #lasts: LastStore;
  readonly #newcomers: number[] = [];
  readonly #settled: number[] = [];
  #random: number;

  constructor(nodes: TopicNodes, lasts: LastStore, seed: number) {
    this.#nodes = nodes;
    this.#lasts = lasts;
    this.#random = seed >>> 0 || 1;
  }

  get topics(): number {
    return this.#newcomers.length + this.#settled.length;
  }

  /** A topic was seen for the first time. */
  add(slot: number): void {
    this.#enter(this.#newcomers, slot);
  }

  settle(slot: number): void {
    if (this.#nodes.store.has(slot, settled)) return;
    this.#leave(this.#newcomers, slot);
    this.#nodes.store.set(slot, settled);
    this.#enter(this.#settled, slot);
  }

  remove(slot: number): void {
    this.#leave(this.#nodes.store.has(slot, settled) ? this.#settled : this.#newcomers, slot);
  }

  /** The slot of a topic without anything below it; undefined if there is no topic at all. */
  choose(now: number): number | undefined {
    const mayTakeNewcomers = this.#newcomers.length > this.topics * newcomersShare;
    const kind = mayTakeNewcomers || this.#settled.length === 0 ? this.#newcomers : this.#settled;
    let chosen: number | undefined;
    let best = -1;
    for (let tries = 0; tries < candidates && kind.length > 0; tries += 1) {
      const slot = kind[this.#below(kind.length)];
      if (slot === undefined) continue;
      const score = this.#score(slot, now);
      if (score <= best) continue;
      best = score;
      chosen = slot;
    }
    return chosen === undefined ? undefined : this.#leafBelow(chosen);
  }

  #score(slot: number, now: number): number {
    const entry = this.#nodes.store.chunkOf(slot).last[slot & nodeMask] ?? 0;
    const idle = Math.max(1, now - this.#lasts.time(entry)) / 1e6;
    return (idle * (1 + Math.log2(1 + this.#crowd(slot)))) / (1 + Math.log2(1 + this.#lasts.own(entry)));
  }

  /**
   * The most siblings on any level of a topic. The first level counts only where the topic is all that hangs on it:
   * `<random>/state` is one of a crowd there, `plant/line/press` is not.
   */
  #crowd(slot: number): number {
    let crowd = 0;
    let isAlone = true;
    for (let node = slot; node !== rootSlot; ) {
      const parent = this.#nodes.store.parent(node);
      const siblings = this.#nodes.order.childCount(parent);
      if (parent !== rootSlot || isAlone) crowd = Math.max(crowd, siblings);
      isAlone &&= siblings === 1;
      node = parent;
    }
    return crowd;
  }

  #leafBelow(slot: number): number {
    let leaf = slot;
    for (let child = this.#nodes.order.childAt(leaf, 0); child !== undefined; ) {
      leaf = child;
      child = this.#nodes.order.childAt(leaf, 0);
    }
    return leaf;
  }

  #enter(kind: number[], slot: number): void {
    this.#setPlace(slot, kind.length);
    kind.push(slot);
  }

  #leave(kind: number[], slot: number): void {
    const place = this.#nodes.store.chunkOf(slot).place[slot & nodeMask] ?? 0;
    const moved = kind.pop();
    if (moved === undefined || moved === slot) return;
    kind[place] = moved;
    this.#setPlace(moved, place);
  }

  #setPlace(slot: number, place: number): void {
    this.#nodes.store.chunkOf(slot).place[slot & nodeMask] = place;
  }

  /** A number from 0 up to `limit`: xorshift, because it must only be spread, not secret. */
  #below(limit: number): number {
    let value = this.#random;
    value ^= value << 13;
    value ^= value >>> 17;
    value ^= value << 5;
    this.#random = value >>> 0;
    return this.#random % limit;
  }
}
