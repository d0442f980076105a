import type { Expansion, NodeId } from '../../app/contract/areas/tree.ts';

/** The contract's bound; opening yet another branch forgets the one opened longest ago. */
const mostExceptions = 10_000;

export const allClosed: Expansion = { base: 'closed', except: [] };
export const allOpen: Expansion = { base: 'open', except: [] };

export function isOpen(expansion: Expansion, node: NodeId): boolean {
  return expansion.except.includes(node) !== (expansion.base === 'open');
}

/** The expansion with these nodes open or closed; the same one when they are already. */
export function withNodes(expansion: Expansion, nodes: readonly NodeId[], open: boolean): Expansion {
  const isException = open !== (expansion.base === 'open');
  const named = new Set(expansion.except);
  const before = named.size;
  for (const node of nodes) {
    if (isException) named.add(node);
    else named.delete(node);
  }
  if (named.size === before) return expansion;
  return { ...expansion, except: [...named].slice(-mostExceptions) };
}
