import type { NodeOrder } from './child-list.ts';
import { ChildList } from './child-list.ts';
import { rootSlot } from './node-store.ts';

const chunkBits = 12;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

class OrderChunk {
  /** 0 for none, above 0 the only child, below 0 a list. */
  readonly children = new Int32Array(chunkSize);
  /** Nodes here and below; 0 for a node that is not in the tree. */
  readonly size = new Uint32Array(chunkSize);
}

/** What a tree needs to know of nodes that somebody else keeps. */
export interface Relations {
  parent(slot: number): number;
  /** Only of siblings. */
  compare(a: number, b: number): number;
}

/**
 * A sorted tree over slots: the whole index is one, what a filter lets through is another. It knows how many nodes are
 * below each, so that row 700,000 of a tree with all branches open is found in some steps.
 */
export class TopicOrder {
  /** Bytes that the lists of children take, about. */
  listBytes = 0;
  /** Rises with every node that comes or goes. */
  version = 0;
  readonly #relations: Relations;
  readonly #siblingOrder: NodeOrder;
  readonly #chunks: (OrderChunk | undefined)[] = [];
  readonly #lists: (ChildList | undefined)[] = [undefined];
  readonly #freeLists: number[] = [];

  static readonly bytesPerNode = 8;

  constructor(relations: Relations) {
    this.#relations = relations;
    this.#siblingOrder = {
      compare: (a, b) => relations.compare(a, b),
      weight: (node) => this.size(node),
    };
    this.#chunkFor(rootSlot).size[rootSlot] = 1;
  }

  /** Puts a node below its parent, which is there already. */
  insert(slot: number): void {
    const parent = this.#relations.parent(slot);
    const chunk = this.#chunkFor(slot);
    chunk.children[slot & chunkMask] = 0;
    chunk.size[slot & chunkMask] = 1;
    this.#addChild(parent, slot);
    this.#addSize(parent, 1);
    this.version += 1;
  }

  /** Takes a node without children out. */
  remove(slot: number): void {
    const parent = this.#relations.parent(slot);
    this.#removeChild(parent, slot);
    this.#chunkFor(slot).size[slot & chunkMask] = 0;
    this.#addSize(parent, -1);
    this.version += 1;
  }

  /** Nodes at the slot and below; 0 if it is not in this tree. */
  size(slot: number): number {
    return this.#chunks[slot >>> chunkBits]?.size[slot & chunkMask] ?? 0;
  }

  childCount(slot: number): number {
    const children = this.#children(slot);
    if (children >= 0) return children === 0 ? 0 : 1;
    return this.#list(children).count;
  }

  childAt(slot: number, position: number): number | undefined {
    const children = this.#children(slot);
    if (children < 0) return this.#list(children).at(position);
    return children !== 0 && position === 0 ? children : undefined;
  }

  /** Which of its siblings a node is, from 0. */
  positionOf(slot: number): number {
    const children = this.#children(this.#relations.parent(slot));
    return children < 0 ? this.#list(children).positionOf(slot) : 0;
  }

  /** Nodes in the branches of the siblings before it. */
  sizeBefore(slot: number): number {
    const children = this.#children(this.#relations.parent(slot));
    return children < 0 ? this.#list(children).weightBefore(slot) : 0;
  }

  /** The child whose branch holds node number `nth` of all that is below, and how many are before that branch. */
  findNode(slot: number, nth: number): { readonly position: number; readonly before: number } | undefined {
    const children = this.#children(slot);
    if (children < 0) return this.#list(children).findWeight(nth);
    return nth < this.size(children) && children !== 0 ? { position: 0, before: 0 } : undefined;
  }

  /** The position of the first child for which `isBefore` no longer holds. */
  firstNot(slot: number, isBefore: (child: number) => boolean): number {
    const children = this.#children(slot);
    if (children < 0) return this.#list(children).firstNot(isBefore);
    return children !== 0 && isBefore(children) ? 1 : 0;
  }

  #addChild(parent: number, child: number): void {
    const chunk = this.#chunkFor(parent);
    const children = chunk.children[parent & chunkMask] ?? 0;
    if (children === 0) {
      chunk.children[parent & chunkMask] = child;
    } else if (children < 0) {
      this.#list(children).insert(child);
      this.listBytes += 10;
    } else {
      chunk.children[parent & chunkMask] = this.#newList(children, child);
    }
  }

  #removeChild(parent: number, child: number): void {
    const chunk = this.#chunkFor(parent);
    const children = chunk.children[parent & chunkMask] ?? 0;
    if (children > 0) {
      chunk.children[parent & chunkMask] = 0;
      return;
    }
    const list = this.#list(children);
    list.remove(child);
    this.listBytes -= 10;
    if (list.count > 1) return;
    chunk.children[parent & chunkMask] = list.at(0) ?? 0;
    this.#lists[-children] = undefined;
    this.#freeLists.push(-children);
    this.listBytes -= listOverhead - 10;
  }

  #addSize(from: number, change: number): void {
    for (let slot = from; ; ) {
      const chunk = this.#chunkFor(slot);
      chunk.size[slot & chunkMask] = (chunk.size[slot & chunkMask] ?? 0) + change;
      if (slot === rootSlot) return;
      const parent = this.#relations.parent(slot);
      const siblings = this.#children(parent);
      if (siblings < 0) this.#list(siblings).addWeight(slot, change);
      slot = parent;
    }
  }

  #newList(first: number, second: number): number {
    const index = this.#freeLists.pop() ?? this.#lists.length;
    this.#lists[index] = new ChildList(this.#siblingOrder, first, second);
    this.listBytes += listOverhead;
    return -index;
  }

  #list(children: number): ChildList {
    const list = this.#lists[-children];
    if (list === undefined) throw new Error('Assertion failed: a list of children is there while it is used');
    return list;
  }

  #children(slot: number): number {
    return this.#chunks[slot >>> chunkBits]?.children[slot & chunkMask] ?? 0;
  }

  #chunkFor(slot: number): OrderChunk {
    const key = slot >>> chunkBits;
    while (this.#chunks.length <= key) this.#chunks.push(undefined);
    const chunk = this.#chunks[key] ?? new OrderChunk();
    this.#chunks[key] = chunk;
    return chunk;
  }
}

/** What a list of two children takes in V8, measured. */
const listOverhead = 330;
