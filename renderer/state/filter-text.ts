import type { Chip } from '../../app/filter/chips.ts';
import { chipsOf, withCondition, withoutChip } from '../../app/filter/chips.ts';
import { longestFilter, parseFilter } from '../../app/filter/parse.ts';
import type { FilterProblem } from '../../app/filter/span.ts';

/** The filter of one source as a screen has it. */
export interface FilterText {
  /** What stands in the field. */
  readonly typed: string;
  /** What is filtered by: the latest of what was typed that can be read. */
  readonly text: string;
  /** Older records are no longer looked through; what was found stays. */
  readonly isStopped: boolean;
}

export const noFilter: FilterText = { typed: '', text: '', isStopped: false };

/** Another text in the field. */
export function withTyped(before: FilterText, typed: string): FilterText {
  const cut = typed.slice(0, longestFilter);
  const text = problemOf(cut) === undefined ? cut.trim() : before.text;
  return { typed: cut, text, isStopped: text === before.text && before.isStopped };
}

/** The text with one more condition, or as it is if the condition stands there already. */
export function textWith(filter: FilterText, condition: string): string {
  const readable = readableText(filter);
  const isThere = chipsOf(readable, now()).some((chip) => chip.text === condition);
  return isThere ? readable : withCondition(readable, condition, now());
}

/** The text without that condition. */
export function textWithout(filter: FilterText, chip: Chip): string {
  return withoutChip(readableText(filter), chip);
}

/** What cannot be read is replaced by what could: nothing could be added to it. */
export function readableText({ typed, text }: FilterText): string {
  return problemOf(typed) === undefined ? typed : text;
}

/** What is wrong with a text as a filter. */
export function problemOf(typed: string): FilterProblem | undefined {
  const parsed = parseFilter(typed, now());
  return parsed.ok ? undefined : parsed.problem;
}

function now(): number {
  return Date.now() * 1000;
}
