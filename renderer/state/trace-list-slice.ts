import type { TraceListParams, TraceListValue } from '../../app/contract/areas/trace/trace.ts';
import type { ArrivalList, ArrivalMode } from './arrival-list.ts';
import { heldOrLive, inMode, noArrivals } from './arrival-list.ts';
import { feedSlot } from './feed-slot.ts';
import { followArrivals } from './follow-arrivals.ts';
import type { SliceTools } from './slice-tools.ts';

interface TraceList extends ArrivalList<TraceListValue> {
  /** The broker's deliveries are rows of their own. */
  readonly hasDeliveries: boolean;
}

export interface TraceListSlice {
  readonly traceList: TraceList;
  readonly followTraceList: (params: TraceListParams | undefined) => void;
  readonly setTraceMode: (mode: ArrivalMode) => void;
  readonly toggleTraceHold: () => void;
  readonly toggleDeliveries: () => void;
}

export function traceListSlice({ client, set, get }: SliceTools<TraceListSlice>): TraceListSlice {
  const change = (changed: Partial<TraceList>): void =>
    set({ traceList: { ...get().traceList, ...changed } });
  const setMode = (mode: ArrivalMode): void => change(inMode(get().traceList, mode));
  return {
    traceList: { ...noArrivals, hasDeliveries: false },
    followTraceList: followArrivals<TraceListParams, TraceListValue>({
      slot: (onValue, onProblem) => feedSlot(client, 'trace.list', onValue, onProblem),
      subjectOf: ({ source }) => source,
      narrowingOf: ({ deliveries, filter }) => `${deliveries} ${filter}`,
      began: change,
      came: change,
      ended: change,
    }),
    setTraceMode: setMode,
    toggleTraceHold: () => setMode(heldOrLive(get().traceList)),
    toggleDeliveries: () => change({ hasDeliveries: !get().traceList.hasDeliveries }),
  };
}
