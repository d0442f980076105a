import type { LastStore } from './last-store.ts';
import { nodeMask, rootSlot, settled } from './node-store.ts';
import type { TopicNodes } from './topic-nodes.ts';

/** So many topics go at once where there are many, each the worst of so many candidates. */
const mostAtOnce = 16;
const leastHeldForOne = 64;
const candidatesForOne = 5;
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

  /** The ids of topics that should go next, none if there are no topics at all. Of a topic with others below it, one of those. */
  choose(now: number): number[] {
    const mayTakeNewcomers = this.#newcomers.length > this.topics * newcomersShare;
    const kind = mayTakeNewcomers || this.#settled.length === 0 ? this.#newcomers : this.#settled;
    const wanted = Math.max(1, Math.min(mostAtOnce, Math.floor(this.topics / leastHeldForOne)));
    const scores = new Map<number, number>();
    for (let tries = 0; tries < wanted * candidatesForOne; tries += 1) {
      const slot = kind[this.#below(kind.length)];
      if (slot !== undefined) scores.set(slot, this.#score(slot, now));
    }
    const worst = [...scores].sort(([, a], [, b]) => b - a).slice(0, wanted);
    return worst.map(([slot]) => this.#nodes.store.idOf(slot));
  }

  /** A topic on a branch, with nothing below it. */
  leafBelow(slot: number): number {
    let leaf = slot;
    for (let child = this.#nodes.order.childAt(leaf, 0); child !== undefined; ) {
      leaf = child;
      child = this.#nodes.order.childAt(leaf, 0);
    }
    return leaf;
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
    return limit === 0 ? 0 : this.#random % limit;
  }
}
