import type { Chip } from '../../app/filter/chips.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { withTimeRange } from '../../app/filter/time-range.ts';
import type { FilterText } from './filter-text.ts';
import { noFilter, readableText, textWith, textWithout, withTyped } from './filter-text.ts';
import type { SelectionSlice } from './selection-state.ts';

/** The filters of one screen, by source. */
export type SourceFilters = Readonly<Record<string, FilterText>>;

/** The filter of the chosen source. */
export function filterIn(filters: SourceFilters, { selection: { source } }: SelectionSlice): FilterText {
  return (source === undefined ? undefined : filters[source]) ?? noFilter;
}

interface FilterVerbs {
  readonly type: (typed: string) => void;
  readonly add: (condition: string) => void;
  readonly remove: (chip: Chip) => void;
  /** Keeps the filter to these times, both included, in µs since 1970; undefined: to none. */
  readonly keepTo: (range: TimeBounds | undefined) => void;
  readonly stop: (isStopped: boolean) => void;
}

/** What can be done with the filter that `now` answers. */
export function filterVerbs(now: () => FilterText, change: (filter: FilterText) => void): FilterVerbs {
  const type = (typed: string): void => change(withTyped(now(), typed));
  return {
    type,
    add: (condition) => type(textWith(now(), condition)),
    remove: (chip) => type(textWithout(now(), chip)),
    keepTo: (range) => type(withTimeRange(readableText(now()), range, Date.now() * 1000)),
    stop: (isStopped) => change({ ...now(), isStopped }),
  };
}
