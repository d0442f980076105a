import { useEffect } from 'react';
import type { HistoryRow } from '../../app/contract/areas/history.ts';
import type { ArrivalView } from '../arrivals/arrival-view.ts';
import { useArrivalView } from '../arrivals/use-arrival-view.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';

/** The history as the screen has it. */
export type HistoryView = ArrivalView<HistoryRow>;

/** Follows the history of what is selected, or stands still where the user is reading. */
export function useHistoryWindow(): HistoryView {
  const list = useApp((state) => state.history);
  const onMode = useApp((state) => state.setHistoryMode);
  const chosen = useApp((state) => state.selection.sequence);
  const onChoose = useApp((state) => state.selectMessage);
  const { isNewestFirst } = list;
  const view = useArrivalView({ list, isNewestFirst, onMode, idOf: sequenceOf, chosen, onChoose });
  useFollowHistory(view);
  return view;
}

function sequenceOf({ sequence }: HistoryRow): number {
  return sequence;
}

/** Asks the feed for what the screen needs. */
function useFollowHistory({ window, visible }: HistoryView): void {
  const source = useApp((state) => state.selection.source);
  const node = useApp((state) => selectedTopic(state)?.node);
  const branch = useApp((state) => selectedTopic(state)?.isBranch ?? true);
  const filter = useApp((state) => sourceFilter(state).text);
  const isStopped = useApp((state) => sourceFilter(state).isStopped);
  const followHistory = useApp((state) => state.followHistory);

  useEffect(() => {
    if (source === undefined || visible === 0) return;
    followHistory({ source, node, branch, filter, isStopped, window });
  }, [followHistory, source, node, branch, filter, isStopped, window, visible]);
  useEffect(() => () => followHistory(undefined), [followHistory]);
}
