import type { Filter } from '../../app/filter/filter.ts';
import type { ParsedFilter } from '../../app/filter/parse.ts';
import { parseFilter } from '../../app/filter/parse.ts';
import type { Pattern } from '../../app/filter/pattern.ts';
import type { FilterProblem, Span } from '../../app/filter/span.ts';
import { makeRegexpsLinear } from './linear-regexps.ts';
import { linearOf, quickTest } from './quick-test.ts';

/** What an expression may try at one place of a text where nothing but going back can run it: one end left open. */
const mostWays = 100_000;

/** Reads a filter that will be run: beyond what the language takes, nothing in it can run for ever on this host. */
export function readFilter(text: string, now: number, makeLinear = makeRegexpsLinear): ParsedFilter {
  const hasLinear = makeLinear();
  const parsed = parseFilter(text, now);
  if (!parsed.ok || parsed.filter === undefined) return parsed;
  if (hasLinear) return { ...parsed, filter: quickened(parsed.filter) };
  const problem = tooCostly(parsed.filter);
  return problem === undefined ? parsed : { ok: false, problem };
}

/** The same, its expressions run by the engine that is fast for them. */
function quickened(filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, parts: filter.parts.map(quickened) };
    case 'not':
      return { ...filter, part: quickened(filter.part) };
    case 'regexp':
      return { ...filter, pattern: quickPattern(filter.pattern) };
    case 'json':
      return filter.test?.kind === 'regexp'
        ? { ...filter, test: { ...filter.test, pattern: quickPattern(filter.test.pattern) } }
        : filter;
    default:
      return filter;
  }
}

function quickPattern(pattern: Pattern): Pattern {
  const linear = linearOf(pattern);
  return linear === undefined ? pattern : { ...pattern, test: quickTest(pattern.regexp, linear) };
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
