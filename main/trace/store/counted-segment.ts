import { MatchSet } from './match-set.ts';
import type { Seen } from './row-changes.ts';
import { RowChanges } from './row-changes.ts';
import type { Segment } from './segment.ts';
import type { SegmentEntry } from './segment-list.ts';
import { placeOf } from './segment-order.ts';
import type { ExchangeTest } from './segment-search.ts';
import { SegmentSearch } from './segment-search.ts';
import type { SourceTraces } from './source-traces.ts';

/** What a view knows of a segment. */
export interface Counted {
  readonly entry: SegmentEntry;
  /** That of the entry for which its rows were counted; -1 where that was for none. */
  version: number;
  /** How many exchanges it had then. */
  exchanges: number;
  /** Number of its first row. */
  row: number;
  count: number;
  /** Which of its exchanges are rows; undefined where that is told without a look at them. */
  matches: MatchSet | undefined;
  /** What goes on to look for its rows, at first or anew. */
  search: SegmentSearch | undefined;
}

/** One that was not looked through, the rows of which will end or begin at `row`. */
export function newCounted(entry: SegmentEntry, row: number): Counted {
  const matches = new MatchSet();
  return { entry, version: -1, exchanges: 0, row, count: 0, matches, search: undefined };
}

/** It was not looked through to its end yet. */
export function isNew({ version }: Counted): boolean {
  return version < 0;
}

/** Answers how many rows it has where that is told without a look at them. */
export function plainCount(
  entry: SegmentEntry,
  traces: SourceTraces,
  test: ExchangeTest,
): number | undefined {
  const summary = traces.summary(entry);
  if (summary.first >= traces.oldest) return test.count(summary);
  return test.plain?.count(traces.load(entry), traces.oldest);
}

/** A search for its rows; where they are known, only among what changed and was added since. */
export function searchOf(counted: Counted, traces: SourceTraces, test: ExchangeTest): SegmentSearch {
  const { entry, version, exchanges, matches } = counted;
  const segment = traces.load(entry);
  const mayKeep = matches !== undefined && !isNew(counted) && !test.looksAround;
  const seen = mayKeep ? entry.changes?.since(version, exchanges) : undefined;
  // It has changed, and may do so again.
  if (!isNew(counted)) entry.changes ??= new RowChanges(entry.version);
  const search = test.find(segment, traces.oldest, seen);
  const kept = seen === undefined ? new MatchSet() : withoutUnseen(segment, matches ?? new MatchSet(), seen);
  return new SegmentSearch(segment, search, entry.version, kept);
}

/** Without those that are looked at again. */
function withoutUnseen(segment: Segment, matches: MatchSet, seen: Seen): MatchSet {
  const kept = matches.copy();
  let place = 0;
  for (let row = 0; row < segment.rows; row += 1) {
    const count = segment.columns.count[row] ?? 1;
    kept.remove(place + seen(row, place), place + count);
    place += count;
  }
  return kept;
}

/** Takes away those of a segment that the history let go of. */
export function removeGone(matches: MatchSet, entry: SegmentEntry, traces: SourceTraces): void {
  const { oldest } = traces;
  if (entry.summary.first < oldest) matches.remove(0, placeOf(traces.load(entry), oldest));
}
