import { rootSlot } from '../topics/node-store.ts';
import type { Relations, TopicOrder } from '../topics/topic-order.ts';

/** Branches that stand otherwise than the base says, by slot. */
export interface OpenBranches {
  readonly base: 'closed' | 'open';
  readonly except: ReadonlySet<number>;
}

export interface PlacedRow {
  readonly slot: number;
  /** 0 for the first level. */
  readonly depth: number;
  /** Which of its siblings, from 0. */
  readonly position: number;
}

/** A child whose branch takes more or fewer rows than it would without exceptions. */
interface Exception {
  readonly slot: number;
  /** Rows of the siblings before it, without exceptions and with them. */
  readonly plainBefore: number;
  before: number;
  readonly plainRows: number;
  readonly rows: number;
}

/**
 * Which node stands on which row. Without exceptions that is known from the order alone: a child takes one row where all
 * is closed, and as many rows as its branch has nodes where all is open. So only the branches on the way to an exception
 * are worked out, and it does not matter how many millions of rows there are.
 */
export class TreeRows {
  readonly total: number;
  readonly #order: TopicOrder;
  readonly #relations: Relations;
  readonly #branches: OpenBranches;
  /** By the slot of the parent, in order. */
  readonly #exceptions = new Map<number, Exception[]>();

  /** Holds while the order does not change. */
  constructor(order: TopicOrder, relations: Relations, branches: OpenBranches) {
    this.#order = order;
    this.#relations = relations;
    this.#branches = branches;
    this.total = this.#rowsBelow(rootSlot, this.#exceptionsByParent());
  }

  isOpen(slot: number): boolean {
    if (slot === rootSlot) return true;
    return this.#branches.except.has(slot) !== (this.#branches.base === 'open');
  }

  at(row: number): PlacedRow | undefined {
    if (row < 0 || row >= this.total) return undefined;
    let parent = rootSlot;
    let left = row;
    for (let depth = 0; ; depth += 1) {
      const found = this.#childAt(parent, left);
      if (found === undefined) return undefined;
      if (left === found.before) return { slot: found.slot, depth, position: found.position };
      left -= found.before + 1;
      parent = found.slot;
    }
  }

  /** Undefined if the node is not in the tree, or in a closed branch. */
  rowOf(slot: number): number | undefined {
    if (slot === rootSlot || this.#order.size(slot) === 0) return undefined;
    let row = -1;
    for (let node = slot; node !== rootSlot; node = this.#relations.parent(node)) {
      const parent = this.#relations.parent(node);
      if (!this.isOpen(parent)) return undefined;
      row += 1 + this.#before(parent, node);
    }
    return row;
  }

  /** The nearest node from it upwards that has a row. */
  shownFor(slot: number): number | undefined {
    let shown = slot;
    for (let node = slot; node !== rootSlot; node = this.#relations.parent(node)) {
      if (!this.isOpen(this.#relations.parent(node))) shown = this.#relations.parent(node);
    }
    return this.#order.size(shown) === 0 || shown === rootSlot ? undefined : shown;
  }

  #exceptionsByParent(): ReadonlyMap<number, Set<number>> {
    const byParent = new Map<number, Set<number>>();
    for (const slot of this.#branches.except) {
      if (this.#order.childCount(slot) === 0) continue;
      for (let node = slot; node !== rootSlot; node = this.#relations.parent(node)) {
        const parent = this.#relations.parent(node);
        const known = byParent.get(parent);
        if (known?.has(node)) break;
        if (known === undefined) byParent.set(parent, new Set([node]));
        else known.add(node);
      }
    }
    return byParent;
  }

  #rowsBelow(slot: number, byParent: ReadonlyMap<number, ReadonlySet<number>>): number {
    const exceptions: Exception[] = [];
    for (const child of byParent.get(slot) ?? []) {
      const rows = 1 + (this.isOpen(child) ? this.#rowsBelow(child, byParent) : 0);
      exceptions.push({
        slot: child,
        plainBefore: this.#plainBefore(child),
        before: 0,
        plainRows: this.#plainRows(child),
        rows,
      });
    }
    exceptions.sort((a, b) => a.plainBefore - b.plainBefore);
    let shift = 0;
    for (const exception of exceptions) {
      exception.before = exception.plainBefore + shift;
      shift += exception.rows - exception.plainRows;
    }
    if (exceptions.length > 0) this.#exceptions.set(slot, exceptions);
    const plain =
      this.#branches.base === 'closed' ? this.#order.childCount(slot) : this.#order.size(slot) - 1;
    return plain + shift;
  }

  /** The child whose branch holds row number `row` of what is below the parent, and the rows before that branch. */
  #childAt(parent: number, row: number): { slot: number; position: number; before: number } | undefined {
    const exception = lastBefore(this.#exceptions.get(parent) ?? [], (each) => each.before <= row);
    if (exception !== undefined && row < exception.before + exception.rows) {
      return {
        slot: exception.slot,
        position: this.#order.positionOf(exception.slot),
        before: exception.before,
      };
    }
    const shift =
      exception === undefined
        ? 0
        : exception.before + exception.rows - exception.plainBefore - exception.plainRows;
    const found =
      this.#branches.base === 'closed'
        ? { position: row - shift, before: row - shift }
        : this.#order.findNode(parent, row - shift);
    if (found === undefined) return undefined;
    const slot = this.#order.childAt(parent, found.position);
    return slot === undefined ? undefined : { slot, position: found.position, before: found.before + shift };
  }

  /** Rows of the siblings before a child. */
  #before(parent: number, child: number): number {
    const plain = this.#plainBefore(child);
    const exception = lastBefore(this.#exceptions.get(parent) ?? [], (each) => each.plainBefore <= plain);
    if (exception === undefined) return plain;
    if (exception.slot === child) return exception.before;
    return plain + exception.before + exception.rows - exception.plainBefore - exception.plainRows;
  }

  #plainBefore(child: number): number {
    return this.#branches.base === 'closed' ? this.#order.positionOf(child) : this.#order.sizeBefore(child);
  }

  #plainRows(child: number): number {
    return this.#branches.base === 'closed' ? 1 : this.#order.size(child);
  }
}

/** The last of them for which `holds`, which is so for a beginning of them. */
function lastBefore(
  exceptions: readonly Exception[],
  holds: (exception: Exception) => boolean,
): Exception | undefined {
  let low = 0;
  let high = exceptions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const exception = exceptions[middle];
    if (exception !== undefined && holds(exception)) low = middle + 1;
    else high = middle;
  }
  return exceptions[low - 1];
}
