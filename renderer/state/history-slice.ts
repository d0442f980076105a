import type { ContractError } from '../../app/contract/answer.ts';
import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import { feedSlot } from './feed-slot.ts';
import type { SliceTools } from './slice-tools.ts';

/** Why the history stands still: the user scrolled away from the newest row, or asked for it. */
export type HistoryMode = 'live' | 'scrolled' | 'held';

export interface HistorySlice {
  readonly history: {
    readonly value: HistoryValue | undefined;
    readonly problem: ContractError | undefined;
    readonly mode: HistoryMode;
    /** The end of the history when it began to stand still; what is beyond it is new. */
    readonly heldEnd: number;
    /** The sequence of the newest message seen while live, in the selection it was seen in. */
    readonly newest: number | undefined;
    /** Rows that the budget let go since this selection is shown. */
    readonly evicted: number;
    /** The newest row stands first. */
    readonly isNewestFirst: boolean;
  };
  readonly followHistory: (params: HistoryParams | undefined) => void;
  readonly setHistoryMode: (mode: HistoryMode) => void;
  readonly toggleHold: () => void;
  readonly toggleHistoryOrder: () => void;
}

export function historySlice({ client, set, get }: SliceTools<HistorySlice>): HistorySlice {
  let selection = '';
  let filter: string | undefined;
  // While older blocks are counted `first` goes down; where it rises, rows went.
  let lowest: number | undefined;
  const change = (changed: Partial<HistorySlice['history']>): void =>
    set({ history: { ...get().history, ...changed } });
  const slot = feedSlot(
    client,
    'history',
    (value) => {
      const { mode, newest } = get().history;
      lowest = Math.min(lowest ?? value.first, value.first);
      const isStill = mode !== 'live' && newest !== undefined;
      change({
        value,
        problem: undefined,
        evicted: value.first - lowest,
        newest: isStill ? newest : (newestMessage(value) ?? newest),
      });
    },
    (problem) => change({ problem }),
  );
  const setHistoryMode = (mode: HistoryMode): void => {
    const { value, mode: before, heldEnd } = get().history;
    change({ mode, heldEnd: before === 'live' ? (value?.end ?? 0) : heldEnd });
  };
  return {
    history: {
      value: undefined,
      problem: undefined,
      mode: 'live',
      heldEnd: 0,
      newest: undefined,
      evicted: 0,
      isNewestFirst: true,
    },
    followHistory: (params) => {
      const next = params === undefined ? '' : `${params.source} ${params.node} ${params.branch}`;
      // Rows of another selection have other numbers.
      if (next !== selection) {
        selection = next;
        lowest = undefined;
        change({ value: undefined, newest: undefined, evicted: 0, mode: 'live' });
        slot.follow(undefined);
      }
      if (params === undefined) return;
      const isFiltered = params.filter !== filter;
      filter = params.filter;
      if (!isFiltered) {
        slot.move(params);
        return;
      }
      // What is on screen stays until there is something to show in its place: one types, and it does not flicker.
      lowest = undefined;
      change({ newest: undefined, evicted: 0, mode: 'live' });
      slot.follow(params);
    },
    setHistoryMode,
    toggleHold: () => setHistoryMode(get().history.mode === 'live' ? 'held' : 'live'),
    toggleHistoryOrder: () => change({ isNewestFirst: !get().history.isNewestFirst, mode: 'live' }),
  };
}

/** How many rows are there beside marks. */
export function messagesIn(value: HistoryValue | undefined): number {
  return value === undefined ? 0 : value.end - value.first - value.marks;
}

/** The sequence of the newest message in the window, if the window reaches the end. */
function newestMessage(value: HistoryValue): number | undefined {
  if (value.from + value.rows.length < value.end) return undefined;
  return value.rows.findLast((row) => row.kind === 'message')?.sequence;
}
