import type { Chip } from '../../app/filter/chips.ts';
import { chipsOf, withCondition, withoutChip } from '../../app/filter/chips.ts';
import { longestFilter, parseFilter } from '../../app/filter/parse.ts';
import type { FilterProblem } from '../../app/filter/span.ts';
import type { TimeBounds } from '../../app/filter/time-bounds.ts';
import { withTimeRange } from '../../app/filter/time-range.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

/** The filter of one source, for its tree, its history and its time strip. */
export interface SourceFilter {
  /** What stands in the field. */
  readonly typed: string;
  /** What is filtered by: the latest of what was typed that can be read. */
  readonly text: string;
  /** Older messages are no longer looked through; what was found stays. */
  readonly isStopped: boolean;
}

const none: SourceFilter = { typed: '', text: '', isStopped: false };

export interface FilterSlice {
  /** By source. */
  readonly filters: Readonly<Record<string, SourceFilter>>;
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
  const change = (changed: (filter: SourceFilter) => SourceFilter): void => {
    const { source } = get().selection;
    if (source === undefined) return;
    set({ filters: { ...get().filters, [source]: changed(sourceFilter(get())) } });
  };
  const typeFilter = (typed: string): void => {
    const cut = typed.slice(0, longestFilter);
    const before = sourceFilter(get()).text;
    const text = problemOf(cut) === undefined ? cut.trim() : before;
    change((filter) => ({ typed: cut, text, isStopped: text === before && filter.isStopped }));
    if (text !== before) get().filterChanged(text);
  };
  /** What cannot be read is replaced: nothing could be added to it. */
  const readable = (): string => {
    const { typed, text } = sourceFilter(get());
    return problemOf(typed) === undefined ? typed : text;
  };
  return {
    filters: {},
    typeFilter,
    addCondition: (condition) => {
      const isThere = chipsOf(readable(), now()).some((chip) => chip.text === condition);
      if (!isThere) typeFilter(withCondition(readable(), condition, now()));
    },
    removeCondition: (chip) => typeFilter(withoutChip(readable(), chip)),
    filterTimes: (range) => typeFilter(withTimeRange(readable(), range, now())),
    stopSearch: (isStopped) => change((filter) => ({ ...filter, isStopped })),
  };
}

/** The filter of the chosen source. */
export function sourceFilter(state: FilterSlice & SelectionSlice): SourceFilter {
  const { source } = state.selection;
  return (source === undefined ? undefined : state.filters[source]) ?? none;
}

/** What is wrong with a text as a filter. */
export function problemOf(typed: string): FilterProblem | undefined {
  const parsed = parseFilter(typed, now());
  return parsed.ok ? undefined : parsed.problem;
}

function now(): number {
  return Date.now() * 1000;
}
