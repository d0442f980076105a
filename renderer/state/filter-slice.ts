import type { Chip } from '../../app/filter/chips.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import type { FilterText } from './filter-text.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourceFilters } from './source-filters.ts';
import { filterIn, filterVerbs } from './source-filters.ts';

export interface FilterSlice {
  /** By source: for its tree, its history and its time strip. */
  readonly filters: SourceFilters;
  readonly typeFilter: (typed: string) => void;
  readonly addCondition: (condition: string) => void;
  readonly removeCondition: (chip: Chip) => void;
  /** Keeps the filter to these times, both included, in µs since 1970; undefined: to none. */
  readonly filterTimes: (range: TimeBounds | undefined) => void;
  readonly stopSearch: (isStopped: boolean) => void;
}

/** What it needs of the others: the tree, which hears of another text. */
type Uses = SelectionSlice & { readonly filterChanged: (text: string) => void };

export function filterSlice({ set, get }: SliceTools<FilterSlice & Uses>): FilterSlice {
  const change = (filter: FilterText): void => {
    const before = sourceFilter(get());
    const { source } = get().selection;
    if (source !== undefined) set({ filters: { ...get().filters, [source]: filter } });
    if (filter.text !== before.text) get().filterChanged(filter.text);
  };
  const verbs = filterVerbs(() => sourceFilter(get()), change);
  return {
    filters: {},
    typeFilter: verbs.type,
    addCondition: verbs.add,
    removeCondition: verbs.remove,
    filterTimes: verbs.keepTo,
    stopSearch: verbs.stop,
  };
}

/** The filter of the chosen source. */
export function sourceFilter(state: FilterSlice & SelectionSlice): FilterText {
  return filterIn(state.filters, state);
}
