import type { Clock } from '../../../app/base/clock.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { TreeParams, TreeValue } from '../../../app/contract/areas/tree.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import type { TopicIndex } from '../../topics/topic-index.ts';
import type { ShownTrees } from '../../views/shown-trees.ts';
import { nodeTimers } from '../../views/timers.ts';
import { completeTopic, findTopic, readBranches, readNode, stepToMatch } from '../../views/tree-answers.ts';
import { createTreeView } from '../../views/tree-view.ts';
import type { SourceSpace } from '../source-space.ts';
import type { SpaceBook } from '../space-book.ts';
import { spaceFeed } from '../space-feed.ts';

type TreeCall = 'tree.node' | 'tree.branches' | 'tree.find' | 'tree.step' | 'tree.complete';

export function treeCallHandlers(
  spaces: SpaceBook,
  clock: Clock,
  shown: ShownTrees,
): Pick<CallHandlers, TreeCall> {
  const indexOf = async (source: SourceId): Promise<TopicIndex> => (await spaces.open(source)).index;
  return {
    'tree.node': async ({ source, node }) => readNode(await indexOf(source), node),
    'tree.branches': async ({ source, node }) => readBranches(await indexOf(source), node),
    'tree.find': async ({ source, topic }) => findTopic(await indexOf(source), topic),
    'tree.complete': async ({ source, text }) => completeTopic(await indexOf(source), text),
    'tree.step': async (input, { signal }) =>
      stepToMatch(await indexOf(input.source), input, { signal, clock, timers: nodeTimers, shown }),
  };
}

export function treeFeedHandlers(
  spaces: SpaceBook,
  clock: Clock,
  shown: ShownTrees,
): Pick<FeedHandlers, 'tree'> {
  const viewOf = (
    space: SourceSpace,
    params: TreeParams,
    changed: () => void,
  ): FeedSource<TreeParams, TreeValue> =>
    createTreeView(space.index, params, changed, { clock, timers: nodeTimers, shown });
  return {
    tree: (params, changed) => spaceFeed(spaces, params, changed, viewOf),
  };
}
