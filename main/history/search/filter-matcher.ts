import type { Filter } from '../../../app/filter/filter.ts';
import { matcherOf as filterMatcherOf } from '../../../app/filter/match.ts';
import { timeBoundsOf } from '../../../app/filter/time-bounds.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { Matcher, RecordTest, TopicSelection } from '../selection.ts';
import { eachRecord, matcherOf, messageTest } from '../selection.ts';
import type { HashSeed } from '../topic-hash.ts';
import type { LoadedUnit } from '../unit-cache.ts';
import type { Needles } from './needles.ts';
import { needlesOf } from './needles.ts';
import { RecordCandidate } from './record-candidate.ts';

interface FilterMatcherNeeds {
  readonly selection: TopicSelection;
  readonly seed: HashSeed;
  /** The client identifier on a link; empty if it is not known. */
  readonly clientOf: (link: number) => string;
}

/** Finds the messages on some topics that a filter lets through; nothing where the filter is wrong. */
export function filterMatcher(
  { text, now }: { readonly text: string; readonly now: number },
  { selection, seed, clientOf }: FilterMatcherNeeds,
): Matcher {
  const parsed = readFilter(text, now);
  if (!parsed.ok) return { countIn: () => 0, find: () => [] };
  if (parsed.filter === undefined) return matcherOf(selection, seed);
  const { countIn } = matcherOf(selection, seed);
  const within = timeBoundsOf(parsed.filter);
  const { least, most } = within;
  return {
    within,
    // Without a message on these topics, or at that time, there is nothing to filter.
    countIn: (summary) => {
      const { first, last } = summary.times ?? { first: least, last: most };
      return last < least || first > most || countIn({ ...summary, marks: 0 }) === 0 ? 0 : undefined;
    },
    find: findWith(parsed.filter, messageTest(selection), clientOf),
  };
}

function findWith(
  filter: Filter,
  isOnTopics: RecordTest,
  clientOf: (link: number) => string,
): Matcher['find'] {
  const passes = filterMatcherOf(filter);
  const candidate = new RecordCandidate(clientOf);
  const isRow: RecordTest = (data, offset) =>
    isOnTopics(data, offset) && candidate.set(data, offset) && passes(candidate);
  const needles = needlesOf(filter);
  if (needles === undefined) return eachRecord(isRow);
  return (unit, from, end) =>
    recordsWith(needles, unit, from, end).filter((index) => isRow(unit.data, unit.offsets[index] ?? 0));
}

/** The records that have one of the texts somewhere in their bytes, in their order. */
function recordsWith(
  { texts, foldsCase }: Needles,
  { data, offsets }: LoadedUnit,
  from: number,
  end: number,
): readonly number[] {
  const start = offsets[from] ?? 0;
  const whole = data.toString('latin1', start, offsets[end] ?? data.byteLength);
  // Latin-1 stays as long in lower case, so that places are the same in both.
  const within = foldsCase ? whole.toLowerCase() : whole;
  const found = new Set<number>();
  for (const text of texts) {
    let index = from;
    for (
      let at = within.indexOf(text);
      at !== -1;
      at = within.indexOf(text, (offsets[index] ?? data.byteLength) - start)
    ) {
      index = recordAt(offsets, index, at + start);
      found.add(index);
      // On with the next record: one hit is enough.
      index += 1;
      if (index >= end) break;
    }
  }
  return texts.length > 1 ? [...found].sort((one, other) => one - other) : [...found];
}

/** The record in which a byte lies, at `low` or after it. */
function recordAt(offsets: Uint32Array, low: number, at: number): number {
  let [from, to] = [low, offsets.length - 1];
  while (from < to) {
    const middle = (from + to + 1) >>> 1;
    if ((offsets[middle] ?? 0) <= at) from = middle;
    else to = middle - 1;
  }
  return from;
}
