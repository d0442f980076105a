import type { Chip } from '../../app/filter/chips.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { withTimeRange } from '../../app/filter/time-range.ts';
import type { FilterText } from './filter-text.ts';
import { noFilter, readableText, textWith, textWithout, withTyped } from './filter-text.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

export interface FilterSlice {
  /** By source: for its tree, its history and its time strip. */
  readonly filters: Readonly<Record<string, FilterText>>;
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
    const { source } = get().selection;
    if (source !== undefined) set({ filters: { ...get().filters, [source]: filter } });
  };
  const typeFilter = (typed: string): void => {
    const before = sourceFilter(get());
    const filter = withTyped(before, typed);
    change(filter);
    if (filter.text !== before.text) get().filterChanged(filter.text);
  };
  return {
    filters: {},
    typeFilter,
    addCondition: (condition) => typeFilter(textWith(sourceFilter(get()), condition)),
    removeCondition: (chip) => typeFilter(textWithout(sourceFilter(get()), chip)),
    filterTimes: (range) =>
      typeFilter(withTimeRange(readableText(sourceFilter(get())), range, Date.now() * 1000)),
    stopSearch: (isStopped) => change({ ...sourceFilter(get()), isStopped }),
  };
}

/** The filter of the chosen source. */
export function sourceFilter(state: FilterSlice & SelectionSlice): FilterText {
  const { source } = state.selection;
  return (source === undefined ? undefined : state.filters[source]) ?? noFilter;
}
