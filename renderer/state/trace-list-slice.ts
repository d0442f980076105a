import type { ContractError } from '../../app/contract/answer.ts';
import type { TraceListParams, TraceListValue } from '../../app/contract/areas/trace/trace.ts';
import { feedSlot } from './feed-slot.ts';
import type { HistoryMode } from './history-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface TraceListSlice {
  readonly traceList: {
    readonly value: TraceListValue | undefined;
    readonly problem: ContractError | undefined;
    readonly mode: HistoryMode;
    /** The end of the list when it began to stand still; what is beyond it is new. */
    readonly heldEnd: number;
    /** Exchanges that the budget let go since this list is shown. */
    readonly evicted: number;
    /** The broker's deliveries are rows of their own. */
    readonly hasDeliveries: boolean;
  };
  readonly followTraceList: (params: TraceListParams | undefined) => void;
  readonly setTraceMode: (mode: HistoryMode) => void;
  readonly toggleTraceHold: () => void;
  readonly toggleDeliveries: () => void;
}

export function traceListSlice({ client, set, get }: SliceTools<TraceListSlice>): TraceListSlice {
  let list = '';
  let source: string | undefined;
  // While older exchanges are looked through `first` goes down; where it rises, some went.
  let lowest: number | undefined;
  const change = (changed: Partial<TraceListSlice['traceList']>): void =>
    set({ traceList: { ...get().traceList, ...changed } });
  const slot = feedSlot(
    client,
    'trace.list',
    (value) => {
      lowest = Math.min(lowest ?? value.first, value.first);
      change({ value, problem: undefined, evicted: value.first - lowest });
    },
    (problem) => change({ problem }),
  );
  const setTraceMode = (mode: HistoryMode): void => {
    const { value, mode: before, heldEnd } = get().traceList;
    change({ mode, heldEnd: before === 'live' ? (value?.end ?? 0) : heldEnd });
  };
  return {
    traceList: {
      value: undefined,
      problem: undefined,
      mode: 'live',
      heldEnd: 0,
      evicted: 0,
      hasDeliveries: false,
    },
    followTraceList: (params) => {
      if (params?.source !== source) {
        source = params?.source;
        list = '';
        slot.follow(undefined);
        change({ value: undefined, problem: undefined });
      }
      if (params === undefined) return;
      const next = `${params.deliveries} ${params.filter}`;
      if (next === list) {
        slot.move(params);
        return;
      }
      // What is on screen stays until there is something to show in its place.
      list = next;
      lowest = undefined;
      change({ evicted: 0, mode: 'live' });
      slot.follow(params);
    },
    setTraceMode,
    toggleTraceHold: () => setTraceMode(get().traceList.mode === 'live' ? 'held' : 'live'),
    toggleDeliveries: () => change({ hasDeliveries: !get().traceList.hasDeliveries }),
  };
}
