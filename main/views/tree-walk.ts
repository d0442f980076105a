import { rootSlot } from '../topics/node-store.ts';
import type { TopicNodes } from '../topics/topic-nodes.ts';

type Towards = 'next' | 'previous';

/** Nodes, and the order in which they stand. */
type OrderedNodes = Pick<TopicNodes, 'store' | 'order'>;

/** The node after or before another as all branches stand open; undefined past either end. From the root: an end. */
export function neighbour(nodes: OrderedNodes, slot: number, towards: Towards): number | undefined {
  return towards === 'next' ? after(nodes, slot) : before(nodes, slot);
}

function after(nodes: OrderedNodes, slot: number): number | undefined {
  const first = nodes.order.childAt(slot, 0);
  if (first !== undefined) return first;
  for (let node = slot; node !== rootSlot; ) {
    const parent = nodes.store.parent(node);
    const sibling = nodes.order.childAt(parent, nodes.order.positionOf(node) + 1);
    if (sibling !== undefined) return sibling;
    node = parent;
  }
  return undefined;
}

function before(nodes: OrderedNodes, slot: number): number | undefined {
  if (slot === rootSlot) return deepest(nodes, rootSlot);
  const parent = nodes.store.parent(slot);
  const position = nodes.order.positionOf(slot);
  const sibling = position === 0 ? undefined : nodes.order.childAt(parent, position - 1);
  if (sibling !== undefined) return deepest(nodes, sibling) ?? sibling;
  return parent === rootSlot ? undefined : parent;
}

/** The last node of a branch; undefined if nothing is below. */
function deepest(nodes: OrderedNodes, slot: number): number | undefined {
  let last: number | undefined;
  for (let node = slot; ; ) {
    const child = nodes.order.childAt(node, nodes.order.childCount(node) - 1);
    if (child === undefined) return last;
    last = child;
    node = child;
  }
}
