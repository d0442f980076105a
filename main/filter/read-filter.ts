import type { Filter } from '../../app/filter/filter.ts';
import type { ParsedFilter } from '../../app/filter/parse.ts';
import { parseFilter } from '../../app/filter/parse.ts';
import type { Pattern } from '../../app/filter/pattern.ts';
import type { FilterProblem, Span } from '../../app/filter/span.ts';
import { makeRegexpsLinear } from './linear-regexps.ts';

/** What an expression may try at one place of a text where nothing but going back can run it: one end left open. */
const mostWays = 100_000;

/** Reads a filter that will be run: beyond what the language takes, nothing in it can run for ever on this host. */
export function readFilter(text: string, now: number, makeLinear = makeRegexpsLinear): ParsedFilter {
  const hasLinear = makeLinear();
  const parsed = parseFilter(text, now);
  if (!parsed.ok || parsed.filter === undefined || hasLinear) return parsed;
  const problem = tooCostly(parsed.filter);
  return problem === undefined ? parsed : { ok: false, problem };
}

function tooCostly(filter: Filter): FilterProblem | undefined {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.map(tooCostly).find((problem) => problem !== undefined);
    case 'not':
      return tooCostly(filter.part);
    case 'regexp':
      return problemOf(filter.pattern, filter.span);
    case 'json':
      return filter.test?.kind === 'regexp' ? problemOf(filter.test.pattern, filter.span) : undefined;
    default:
      return undefined;
  }
}

function problemOf({ cost }: Pattern, span: Span): FilterProblem | undefined {
  if (cost.ways <= mostWays) return undefined;
  const message =
    'It could run for ever here: an expression may have one *, + or {n,}, and no choice within it';
  return { message, span };
}
