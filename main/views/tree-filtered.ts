import type { Clock } from '../../app/base/clock.ts';
import { rootSlot } from '../topics/node-store.ts';
import type { TopicNodes } from '../topics/topic-nodes.ts';
import { TopicOrder } from '../topics/topic-order.ts';
import type { Timers } from './timers.ts';

/** µs that one slice of the search may take of the thread. */
const sliceMicroseconds = 8_000;
/** Between two slices of looking again: what is on screen needs the thread more. */
const restMilliseconds = 80;
/** The clock is looked at after so many nodes. */
const nodesPerLook = 128;

/** Whether the filter matches a node, its topic being the first `length` of the bytes. */
type NodeMatcher = (slot: number, topic: Uint8Array, length: number) => boolean;

/**
 * What a filter lets through of an index: the nodes that match, with those above them, as a tree of its own. Found in
 * slices; from the start it follows what comes and goes.
 */
export class FilteredTree {
  readonly order: TopicOrder;
  /** Topics that match, of those looked at so far. */
  matching = 0;
  isComplete = false;
  readonly #nodes: TopicNodes;
  readonly #matches: NodeMatcher;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #found: () => void;
  readonly #lookAgain: number | undefined;
  readonly #matched = new Map<number, Uint8Array>();
  readonly #path = new Uint8Array(65_536);
  readonly #unwatch: () => void;
  #next = 1;
  #cancel: () => void = () => undefined;

  /** Looks at as much at once as fits into a slice; `found` is called after each later one. */
  constructor(options: {
    readonly nodes: TopicNodes;
    readonly matches: NodeMatcher;
    /** Milliseconds from the end of one look at all nodes to the next; undefined where a node stays as it was found. */
    readonly lookAgain: number | undefined;
    readonly clock: Clock;
    readonly timers: Timers;
    readonly found: () => void;
  }) {
    this.#nodes = options.nodes;
    this.#matches = options.matches;
    this.#lookAgain = options.lookAgain;
    this.#clock = options.clock;
    this.#timers = options.timers;
    this.#found = options.found;
    this.order = new TopicOrder(options.nodes.relations);
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
    const goOn = () => {
      this.#slice();
      this.#found();
    };
    const end = this.#clock.now() + sliceMicroseconds;
    while (this.#next < this.#nodes.store.end) {
      const last = Math.min(this.#nodes.store.end, this.#next + nodesPerLook);
      for (; this.#next < last; this.#next += 1) {
        if (this.#nodes.isLive(this.#next)) this.#look(this.#next);
      }
      if (this.#clock.now() >= end && this.#next < this.#nodes.store.end) {
        this.#cancel = this.isComplete ? this.#timers.after(restMilliseconds, goOn) : this.#timers.soon(goOn);
        return;
      }
    }
    this.isComplete = true;
    if (this.#lookAgain === undefined) return;
    this.#cancel = this.#timers.after(this.#lookAgain, () => {
      this.#next = 1;
      goOn();
    });
  }

  #look(slot: number): void {
    const isFound = this.matches(slot);
    if (isFound && this.#lookAgain === undefined) return;
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
    this.order.insert(slot);
  }

  #removed(slot: number): void {
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
