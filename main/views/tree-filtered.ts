import type { Clock } from '../../app/base/clock.ts';
import { rootSlot } from '../topics/node-store.ts';
import type { TopicNodes } from '../topics/topic-nodes.ts';
import { TopicOrder } from '../topics/topic-order.ts';
import type { Timers } from './timers.ts';
import type { SiblingSort } from './tree-sort.ts';

/** µs that one slice of the search may take of the thread. */
const sliceMicroseconds = 8_000;
/** Between two slices of looking again: what is on screen needs the thread more. */
const restMilliseconds = 80;
/** The clock is looked at after so many nodes. */
const nodesPerLook = 128;

/** Whether the filter matches a node, its topic being the first `length` of the bytes. */
type NodeMatcher = (slot: number, topic: Uint8Array, length: number) => boolean;

interface FilteredTreeOptions {
  readonly nodes: TopicNodes;
  /** Undefined: every node is let through. */
  readonly matches: NodeMatcher | undefined;
  /** Milliseconds from the end of one look at all nodes to the next; undefined where a node stays as it was found. */
  readonly lookAgain: number | undefined;
  /** Undefined: siblings stand by their names, as in the index. */
  readonly sort: SiblingSort | undefined;
  /** Whether nobody waits for it, so that it rests between slices from the start. */
  readonly isUnhurried: boolean;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Called after each slice but the first, which is over when the tree is made. */
  readonly found: () => void;
}

/**
 * What a filter lets through of an index: the nodes that match, with those above them, as a tree of its own, in an order
 * of its own. Found in slices; from the start it follows what comes and goes.
 */
export class FilteredTree {
  readonly order: TopicOrder;
  /** Topics that match, of those looked at so far. */
  matching = 0;
  isComplete = false;
  /** µs of the thread's time that it took until it was complete. */
  cost = 0;
  readonly #nodes: TopicNodes;
  readonly #matches: NodeMatcher | undefined;
  readonly #sort: SiblingSort | undefined;
  readonly #isUnhurried: boolean;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #found: () => void;
  readonly #lookAgain: number | undefined;
  readonly #matched = new Map<number, Uint8Array>();
  readonly #path = new Uint8Array(65_536);
  readonly #unwatch: () => void;
  #next = 1;
  #cancel: () => void = () => undefined;

  /** Looks at as much at once as fits into a slice. */
  constructor(options: FilteredTreeOptions) {
    this.#nodes = options.nodes;
    this.#matches = options.matches;
    this.#lookAgain = options.lookAgain;
    this.#clock = options.clock;
    this.#timers = options.timers;
    this.#sort = options.sort;
    this.#isUnhurried = options.isUnhurried;
    this.#found = options.found;
    this.order = new TopicOrder(options.sort?.relations ?? options.nodes.relations);
    this.#unwatch = options.nodes.watch({
      created: (slot) => this.#look(slot),
      becameTopic: (slot) => {
        if (this.matches(slot)) this.matching += 1;
      },
      removed: (slot) => this.#removed(slot),
    });
    this.#slice();
  }

  /** Whether the filter matches this very node. */
  matches(slot: number): boolean {
    return this.#matched.get(slot >>> 12)?.[slot & 0xfff] === 1;
  }

  close(): void {
    this.#unwatch();
    this.#cancel();
  }

  #slice(): void {
    const began = this.#clock.now();
    const isDone = this.#lookOn(began + sliceMicroseconds);
    if (!this.isComplete) this.cost += this.#clock.now() - began;
    if (!isDone) {
      const hasTime = this.isComplete || this.#isUnhurried;
      this.#later(hasTime ? restMilliseconds : undefined);
      return;
    }
    this.isComplete = true;
    if (this.#lookAgain === undefined) return;
    this.#next = 1;
    this.#later(this.#lookAgain);
  }

  /** Until all nodes were looked at, or the time is over; says whether all were. */
  #lookOn(end: number): boolean {
    while (this.#next < this.#nodes.store.end) {
      const last = Math.min(this.#nodes.store.end, this.#next + nodesPerLook);
      for (; this.#next < last; this.#next += 1) {
        if (this.#nodes.isLive(this.#next)) this.#look(this.#next);
      }
      if (this.#clock.now() >= end) return this.#next >= this.#nodes.store.end;
    }
    return true;
  }

  #later(milliseconds: number | undefined): void {
    const goOn = () => {
      this.#slice();
      this.#found();
    };
    this.#cancel =
      milliseconds === undefined ? this.#timers.soon(goOn) : this.#timers.after(milliseconds, goOn);
  }

  #look(slot: number): void {
    const isFound = this.matches(slot);
    if (isFound && this.#lookAgain === undefined) return;
    if (this.#matches === undefined) {
      this.#show(slot);
      return;
    }
    const length = this.#nodes.writePath(slot, this.#path);
    const isMatch = this.#matches(slot, this.#path, length);
    if (isMatch === isFound) return;
    if (!isMatch) {
      this.#removed(slot);
      return;
    }
    this.#mark(slot, 1);
    if (this.#nodes.isTopic(slot)) this.matching += 1;
    this.#show(slot);
  }

  #show(slot: number): void {
    if (slot === rootSlot || this.order.size(slot) > 0) return;
    this.#show(this.#nodes.store.parent(slot));
    this.#sort?.take(slot);
    this.order.insert(slot);
  }

  #removed(slot: number): void {
    if (this.#matches === undefined) {
      if (this.order.size(slot) > 0) this.order.remove(slot);
      return;
    }
    if (this.matches(slot)) {
      this.#mark(slot, 0);
      if (this.#nodes.isTopic(slot)) this.matching -= 1;
    }
    // Whatever is shown below it stays, and so does it.
    for (let node = slot; node !== rootSlot && this.order.size(node) === 1 && !this.matches(node); ) {
      const parent = this.#nodes.store.parent(node);
      this.order.remove(node);
      node = parent;
    }
  }

  #mark(slot: number, value: 0 | 1): void {
    let chunk = this.#matched.get(slot >>> 12);
    if (chunk === undefined) {
      chunk = new Uint8Array(4096);
      this.#matched.set(slot >>> 12, chunk);
    }
    chunk[slot & 0xfff] = value;
  }
}
