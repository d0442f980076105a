import type { Filter } from '../../../app/filter/filter.ts';
import { matcherOf as filterMatcherOf } from '../../../app/filter/match.ts';
import { timeBoundsOf } from '../../../app/filter/time-bounds.ts';
import { isMarkAt, timeAt } from '../../capture/record-layout.ts';
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

/**
 * Finds the messages on some topics that a filter lets through, and what explains gaps between them; nothing where the
 * filter is wrong.
 */
export function filterMatcher(
  { text, now }: { readonly text: string; readonly now: number },
  { selection, seed, clientOf }: FilterMatcherNeeds,
): Matcher {
  const parsed = readFilter(text, now);
  if (!parsed.ok) return { countIn: () => 0, find: () => [] };
  if (parsed.filter === undefined) return matcherOf(selection, seed);
  const { countIn } = matcherOf(selection, seed);
  const isOnTopics = messageTest(selection);
  const within = timeBoundsOf(parsed.filter);
  const { least, most } = within;
  const isMark: RecordTest = (data, offset) => {
    if (!isMarkAt(data, offset)) return false;
    const time = timeAt(data, offset);
    return time >= least && time <= most;
  };
  return {
    within,
    // Without a mark or a message on these topics, or at that time, there is nothing to filter.
    countIn: (summary) => {
      const { first, last } = summary.times ?? { first: least, last: most };
      return last < least || first > most || countIn(summary) === 0 ? 0 : undefined;
    },
    find: findWith(parsed.filter, isOnTopics, isMark, clientOf),
    isMark,
  };
}

function findWith(
  filter: Filter,
  isOnTopics: RecordTest,
  isMark: RecordTest,
  clientOf: (link: number) => string,
): Matcher['find'] {
  const passes = filterMatcherOf(filter);
  const candidate = new RecordCandidate(clientOf);
  const isRow: RecordTest = (data, offset) =>
    isOnTopics(data, offset) && candidate.set(data, offset) && passes(candidate);
  const needles = needlesOf(filter);
  if (needles.length === 0) return eachRecord((data, offset) => isMark(data, offset) || isRow(data, offset));
  const scan = new NeedleScan(needles);
  const marksIn = eachRecord(isMark);
  return (unit, from, end) => {
    const found = scan
      .recordsIn(unit, from, end)
      .filter((index) => isRow(unit.data, unit.offsets[index] ?? 0));
    const marks = unit.mayHaveMarks ? marksIn(unit, from, end) : [];
    return marks.length === 0 ? found : [...found, ...marks].sort((one, other) => one - other);
  };
}
