import type { Chip } from '../../app/filter/chips.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import type { FilterText } from './filter-text.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourceFilters } from './source-filters.ts';
import { filterIn, filterVerbs } from './source-filters.ts';

export interface TraceFilterSlice {
  /** By source: for its exchanges, its latency and its findings. */
  readonly traceFilters: SourceFilters;
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
  const verbs = filterVerbs(() => traceFilter(get()), change);
  return {
    traceFilters: {},
    typeTraceFilter: verbs.type,
    addTraceCondition: verbs.add,
    removeTraceCondition: verbs.remove,
    filterTraceTimes: verbs.keepTo,
    stopTraceSearch: verbs.stop,
  };
}

/** The filter of the exchanges of the chosen source. */
export function traceFilter(state: TraceFilterSlice & SelectionSlice): FilterText {
  return filterIn(state.traceFilters, state);
}
