/** A chunk is cut in two when it is full, and joined with the next when both are small. */
const chunkMax = 512;
const chunkJoined = 256;

interface Chunk {
  readonly nodes: number[];
  weight: number;
}

/** Children and weight before each chunk. */
interface Before {
  readonly counts: readonly number[];
  readonly weights: readonly number[];
}

const ofOneChunk: Before = { counts: [0], weights: [0] };

/** How siblings sort, and how many nodes each stands for with all below it. */
export interface NodeOrder {
  compare(a: number, b: number): number;
  weight(node: number): number;
}

/**
 * The children of one node in order, in chunks: the children by position and by weight, and the position of a child, in
 * a few steps out of a million. Inserting a million one by one is not quadratic.
 */
export class ChildList {
  count = 2;
  readonly #order: NodeOrder;
  readonly #chunks: Chunk[];
  /** Counted anew when asked after a change. Undefined takes no memory: most lists are short. */
  #before: Before | undefined;

  /** A list begins with two: before that there is none. */
  constructor(order: NodeOrder, first: number, second: number) {
    this.#order = order;
    const nodes = order.compare(first, second) < 0 ? [first, second] : [second, first];
    this.#chunks = [{ nodes, weight: order.weight(first) + order.weight(second) }];
  }

  insert(node: number): void {
    this.count += 1;
    this.#before = undefined;
    const at = this.#chunkIndex(node);
    const chunk = this.#chunkAt(at);
    chunk.nodes.splice(this.#lowerBound(chunk.nodes, node), 0, node);
    chunk.weight += this.#order.weight(node);
    if (chunk.nodes.length > chunkMax) this.#split(at, chunk);
  }

  /** Takes a child out that has no weight but its own. */
  remove(node: number): void {
    const at = this.#chunkIndex(node);
    const chunk = this.#chunkAt(at);
    const index = chunk.nodes.indexOf(node);
    if (index === -1) throw new Error('Assertion failed: what is removed is a child');
    chunk.nodes.splice(index, 1);
    chunk.weight -= this.#order.weight(node);
    this.count -= 1;
    this.#before = undefined;
    if (chunk.nodes.length === 0) this.#chunks.splice(at, 1);
    else this.#join(at, chunk);
  }

  /** The weight of a child changed by that much. */
  addWeight(node: number, change: number): void {
    this.#chunkAt(this.#chunkIndex(node)).weight += change;
    this.#before = undefined;
  }

  /** Undefined beyond the end. */
  at(position: number): number | undefined {
    const { counts } = this.#counted();
    const index = lastAtMost(counts, position);
    return this.#chunks[index]?.nodes[position - (counts[index] ?? 0)];
  }

  positionOf(node: number): number {
    const index = this.#chunkIndex(node);
    return (this.#counted().counts[index] ?? 0) + this.#chunkAt(index).nodes.indexOf(node);
  }

  /** The weight of all children before it. */
  weightBefore(node: number): number {
    const index = this.#chunkIndex(node);
    let weight = this.#counted().weights[index] ?? 0;
    for (const sibling of this.#chunkAt(index).nodes) {
      if (sibling === node) break;
      weight += this.#order.weight(sibling);
    }
    return weight;
  }

  /** The position of the child that reaches over `weight`, and the weight before it. Undefined beyond the end. */
  findWeight(weight: number): { readonly position: number; readonly before: number } | undefined {
    const { counts, weights } = this.#counted();
    const index = lastAtMost(weights, weight);
    let before = weights[index] ?? 0;
    let position = counts[index] ?? 0;
    for (const node of this.#chunks[index]?.nodes ?? []) {
      const own = this.#order.weight(node);
      if (weight < before + own) return { position, before };
      before += own;
      position += 1;
    }
    return undefined;
  }

  /** The position of the first child for which `isBefore` no longer holds; it holds for a beginning of them. */
  firstNot(isBefore: (node: number) => boolean): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const node = this.at(middle);
      if (node !== undefined && isBefore(node)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #counted(): Before {
    if (this.#chunks.length === 1) return ofOneChunk;
    if (this.#before !== undefined) return this.#before;
    const counts: number[] = [];
    const weights: number[] = [];
    let count = 0;
    let weight = 0;
    for (const chunk of this.#chunks) {
      counts.push(count);
      weights.push(weight);
      count += chunk.nodes.length;
      weight += chunk.weight;
    }
    this.#before = { counts, weights };
    return this.#before;
  }

  /** The chunk that the node is in, or belongs into. */
  #chunkIndex(node: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const first = this.#chunks[middle]?.nodes[0];
      if (first !== undefined && this.#order.compare(first, node) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #lowerBound(nodes: readonly number[], node: number): number {
    const last = nodes.at(-1);
    // Names often come in order: then there is nothing to search.
    if (last !== undefined && this.#order.compare(last, node) < 0) return nodes.length;
    let low = 0;
    let high = nodes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#order.compare(nodes[middle] ?? node, node) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #split(at: number, chunk: Chunk): void {
    // What comes in order fills chunks, instead of leaving each half empty.
    const isLast = at === this.#chunks.length - 1;
    const nodes = chunk.nodes.splice(isLast ? chunkMax - 32 : chunkMax / 2);
    const weight = nodes.reduce((total, node) => total + this.#order.weight(node), 0);
    chunk.weight -= weight;
    this.#chunks.splice(at + 1, 0, { nodes, weight });
  }

  #join(at: number, chunk: Chunk): void {
    const next = this.#chunks[at + 1];
    if (next === undefined || chunk.nodes.length + next.nodes.length > chunkJoined) return;
    chunk.nodes.push(...next.nodes);
    chunk.weight += next.weight;
    this.#chunks.splice(at + 1, 1);
  }

  #chunkAt(index: number): Chunk {
    const chunk = this.#chunks[index];
    if (chunk === undefined) throw new Error('Assertion failed: a child lies in a chunk');
    return chunk;
  }
}

/** The last index whose value is at most `limit`; the values rise, the first is 0. */
function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((values[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
