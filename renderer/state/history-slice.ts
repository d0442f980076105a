import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import type { ArrivalList, ArrivalMode } from './arrival-list.ts';
import { heldOrLive, inMode, noArrivals } from './arrival-list.ts';
import { feedSlot } from './feed-slot.ts';
import { followArrivals } from './follow-arrivals.ts';
import type { SliceTools } from './slice-tools.ts';

interface HistoryList extends ArrivalList<HistoryValue> {
  /** The sequence of the newest message seen while live, in the selection it was seen in. */
  readonly newest: number | undefined;
  /** The newest row stands first. */
  readonly isNewestFirst: boolean;
}

export interface HistorySlice {
  readonly history: HistoryList;
  readonly followHistory: (params: HistoryParams | undefined) => void;
  readonly setHistoryMode: (mode: ArrivalMode) => void;
  readonly toggleHold: () => void;
  readonly toggleHistoryOrder: () => void;
}

export function historySlice({ client, set, get }: SliceTools<HistorySlice>): HistorySlice {
  const change = (changed: Partial<HistoryList>): void => set({ history: { ...get().history, ...changed } });
  const setMode = (mode: ArrivalMode): void => change(inMode(get().history, mode));
  return {
    history: { ...noArrivals, newest: undefined, isNewestFirst: true },
    followHistory: followArrivals<HistoryParams, HistoryValue>({
      slot: (onValue, onProblem) => feedSlot(client, 'history', onValue, onProblem),
      subjectOf: ({ source, node, branch }) => `${source} ${node} ${branch}`,
      narrowingOf: ({ filter }) => `${filter}`,
      began: (changed) => change({ ...changed, newest: undefined }),
      came: (changed) => change({ ...changed, newest: newestAfter(get().history, changed.value) }),
      ended: change,
    }),
    setHistoryMode: setMode,
    toggleHold: () => setMode(heldOrLive(get().history)),
    toggleHistoryOrder: () => change({ isNewestFirst: !get().history.isNewestFirst, mode: 'live' }),
  };
}

/** How many rows are there beside marks. */
export function messagesIn(value: HistoryValue | undefined): number {
  return value === undefined ? 0 : value.end - value.first - value.marks;
}

/** Where the history stands still, so does what is the newest. */
function newestAfter({ mode, newest }: HistoryList, value: HistoryValue): number | undefined {
  return mode !== 'live' && newest !== undefined ? newest : (newestMessage(value) ?? newest);
}

/** The sequence of the newest message in the window, if the window reaches the end. */
function newestMessage(value: HistoryValue): number | undefined {
  if (value.from + value.rows.length < value.end) return undefined;
  return value.rows.findLast((row) => row.kind === 'message')?.sequence;
}
