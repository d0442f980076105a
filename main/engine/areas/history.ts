import type { Clock } from '../../../app/base/clock.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { HistoryParams, HistoryValue } from '../../../app/contract/areas/history.ts';
import type { TimelineParams, TimelineValue } from '../../../app/contract/areas/timeline.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import type { History } from '../../history/history.ts';
import { createHistoryView } from '../../views/history-view.ts';
import { historyHandlers } from '../../views/packet-detail.ts';
import { createTimelineView } from '../../views/timeline-view.ts';
import { nodeTimers } from '../../views/timers.ts';
import type { SourceSpace } from '../source-space.ts';
import type { SpaceBook } from '../space-book.ts';
import { spaceFeed } from '../space-feed.ts';

type HistoryCall = 'packet.read' | 'packet.names' | 'packet.bytes' | 'history.latest';

export function historyCallHandlers(history: History, spaces: SpaceBook): Pick<CallHandlers, HistoryCall> {
  return historyHandlers(history, (source, node) => spaces.find(source)?.index.nodeTopic(node));
}

export function historyFeedHandlers(
  history: History,
  spaces: SpaceBook,
  clock: Clock,
): Pick<FeedHandlers, 'history' | 'timeline'> {
  const viewOf = (
    space: SourceSpace,
    params: HistoryParams,
    changed: () => void,
  ): FeedSource<HistoryParams, HistoryValue> =>
    createHistoryView(
      { history, nodeTopic: (node) => space.index.nodeTopic(node), clock, timers: nodeTimers },
      params,
      changed,
    );
  const timelineOf = (
    space: SourceSpace,
    params: TimelineParams,
    changed: () => void,
  ): FeedSource<TimelineParams, TimelineValue> =>
    createTimelineView(
      { history, nodeTopic: (node) => space.index.nodeTopic(node), timers: nodeTimers },
      params,
      changed,
    );
  const looked = { open: (source: SourceId) => spaces.look(source) };
  return {
    history: (params, changed) => spaceFeed(looked, params, changed, viewOf),
    timeline: (params, changed) => spaceFeed(looked, params, changed, timelineOf),
  };
}
