import type { TreeSort } from '../../app/contract/areas/tree.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { Relations } from '../topics/topic-order.ts';

const chunkBits = 12;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/** An order of siblings by a number that each had when it was put in: what it is by now changes no place. */
export interface SiblingSort {
  readonly relations: Relations;
  /** Looks at the number of a node; before the node is put in. */
  take(slot: number): void;
}

/** The largest first, equal ones by name. Undefined for the index's own order. */
export function siblingSort(index: TopicIndex, sort: TreeSort): SiblingSort | undefined {
  switch (sort) {
    case 'name':
      return undefined;
    case 'rate':
      return byNumber(index, (slot) => index.counts.rate(index.counts.sparkline(slot, 'branch')));
    case 'messages':
      return byNumber(index, (slot) => index.counts.below(slot));
  }
}

function byNumber(index: TopicIndex, numberOf: (slot: number) => number): SiblingSort {
  const chunks: (Float64Array | undefined)[] = [];
  const taken = (slot: number): number => chunks[slot >>> chunkBits]?.[slot & chunkMask] ?? 0;
  const { parent, compare } = index.nodes.relations;
  return {
    relations: { parent, compare: (a, b) => taken(b) - taken(a) || compare(a, b) },
    take: (slot) => {
      const key = slot >>> chunkBits;
      while (chunks.length <= key) chunks.push(undefined);
      const chunk = chunks[key] ?? new Float64Array(chunkSize);
      chunks[key] = chunk;
      chunk[slot & chunkMask] = numberOf(slot);
    },
  };
}
