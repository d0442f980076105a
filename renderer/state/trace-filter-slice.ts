import type { Chip } from '../../app/filter/chips.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { withTimeRange } from '../../app/filter/time-range.ts';
import type { FilterText } from './filter-text.ts';
import { noFilter, readableText, textWith, textWithout, withTyped } from './filter-text.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

export interface TraceFilterSlice {
  /** By source: for its exchanges, its latency and its findings. */
  readonly traceFilters: Readonly<Record<string, FilterText>>;
  readonly typeTraceFilter: (typed: string) => void;
  readonly addTraceCondition: (condition: string) => void;
  readonly removeTraceCondition: (chip: Chip) => void;
  /** Keeps the filter to these times, both included, in µs since 1970; undefined: to none. */
  readonly filterTraceTimes: (range: TimeBounds | undefined) => void;
  readonly stopTraceSearch: (isStopped: boolean) => void;
}

export function traceFilterSlice({
  set,
  get,
}: SliceTools<TraceFilterSlice & SelectionSlice>): TraceFilterSlice {
  const change = (filter: FilterText): void => {
    const { source } = get().selection;
    if (source !== undefined) set({ traceFilters: { ...get().traceFilters, [source]: filter } });
  };
  const typeTraceFilter = (typed: string): void => change(withTyped(traceFilter(get()), typed));
  return {
    traceFilters: {},
    typeTraceFilter,
    addTraceCondition: (condition) => typeTraceFilter(textWith(traceFilter(get()), condition)),
    removeTraceCondition: (chip) => typeTraceFilter(textWithout(traceFilter(get()), chip)),
    filterTraceTimes: (range) =>
      typeTraceFilter(withTimeRange(readableText(traceFilter(get())), range, Date.now() * 1000)),
    stopTraceSearch: (isStopped) => change({ ...traceFilter(get()), isStopped }),
  };
}

/** The filter of the exchanges of the chosen source. */
export function traceFilter(state: TraceFilterSlice & SelectionSlice): FilterText {
  const { source } = state.selection;
  return (source === undefined ? undefined : state.traceFilters[source]) ?? noFilter;
}
