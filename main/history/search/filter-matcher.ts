import type { Filter } from '../../../app/filter/filter.ts';
import { matcherOf as filterMatcherOf } from '../../../app/filter/match.ts';
import { timeBoundsOf } from '../../../app/filter/time-bounds.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { Matcher, RecordTest, TopicSelection } from '../selection.ts';
import { eachRecord, matcherOf, messageTest } from '../selection.ts';
import type { HashSeed } from '../topic-hash.ts';
import { NeedleScan } from './needle-scan.ts';
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
  if (needles.length === 0) return eachRecord(isRow);
  const scan = new NeedleScan(needles);
  return (unit, from, end) =>
    scan.recordsIn(unit, from, end).filter((index) => isRow(unit.data, unit.offsets[index] ?? 0));
}
