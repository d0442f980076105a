import type { HistoryValue } from '../../app/contract/areas/history.ts';
import { conditionsOf } from '../../app/filter/chips.ts';
import { timeRangeOf } from '../../app/filter/time-range.ts';
import { texts } from '../texts/en.ts';

const words = texts.filter.nothing;

interface EmptySearch {
  readonly filter: string;
  readonly looked: HistoryValue['looked'] | undefined;
  readonly problem: HistoryValue['problem'];
  /** Only a part of the source is looked at. */
  readonly isSelected: boolean;
  /** µs since 1970. */
  readonly now: number;
}

/** What keeps messages out, as far as it can be told: each of it could be changed. */
export function whyNothingMatches({
  filter,
  looked,
  problem,
  isSelected,
  now,
}: EmptySearch): readonly string[] {
  if (problem !== undefined) return [problem.message];
  const reasons: string[] = [];
  if (looked !== undefined && looked.records < looked.of)
    reasons.push(words.stopped(looked.records, looked.of));
  if (isSelected) reasons.push(words.topic);
  if (timeRangeOf(filter, now) !== undefined) reasons.push(words.times);
  const parts = conditionsOf(filter, now).map((one) => one.filter);
  if (parts.some((part) => part.kind === 'text' && part.isCaseSensitive)) reasons.push(words.capitals);
  return reasons;
}
