import type { TreeSort } from '../../app/contract/areas/tree.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { TreeArrangement } from './tree-arrangement.ts';

/** The trees on screen, for whoever goes through the rows in the order in which they stand there. */
export class ShownTrees {
  readonly #arrangements = new Map<TreeArrangement, TopicIndex>();

  /** Until the function that comes back is called. */
  add(index: TopicIndex, arrangement: TreeArrangement): () => void {
    this.#arrangements.set(arrangement, index);
    return () => this.#arrangements.delete(arrangement);
  }

  /** One that shows this index so, and whole; two windows may differ by some seconds of rates. */
  find(index: TopicIndex, filter: string, sort: TreeSort): TreeArrangement | undefined {
    for (const [arrangement, shown] of this.#arrangements) {
      if (shown === index && arrangement.shows(filter, sort)) return arrangement;
    }
    return undefined;
  }
}
