import { FilterError } from './filter-error.ts';
import { foldCase } from './fold-case.ts';
import type { RegexpCost } from './regexp-cost.ts';
import { regexpCost } from './regexp-cost.ts';
import type { Token } from './tokens.ts';

/** A regular expression of a filter. */
export interface Pattern {
  /** As it was typed, between the slashes. */
  readonly source: string;
  readonly ignoresCase: boolean;
  /** What stands for it; without the flag `i`, see `foldCase`. */
  readonly regexp: RegExp;
  readonly cost: RegexpCost;
  /** Whether it is found in a text; a host may do it in another way. */
  readonly test: (text: string) => boolean;
}

/** What an expression may try at one place of a text if only going back can run it: 0.5 s for 100 KB, or 5 of 10,000. */
const mostWays = 1_000;

/** Neither `g` nor `y`: a pattern has no place where it went on. No `u`: the linear engine does not know it. */
export function patternOf({ source, flags, span }: Extract<Token, { kind: 'regexp' }>): Pattern {
  const wrong = /[^ims]/.exec(flags)?.[0];
  if (wrong !== undefined)
    throw new FilterError(`A regular expression takes i, m and s, not "${wrong}"`, span);
  const ignoresCase = flags.includes('i');
  try {
    // As it was typed first: what is wrong with it is said of that.
    const regexp = new RegExp(source, flags);
    const cost = regexpCost(source);
    if (!cost.isLinear && cost.ways > mostWays) throw new FilterError(couldRunForEver, span);
    const folded = ignoresCase ? new RegExp(foldCase(source), flags.replace('i', '')) : regexp;
    return { source, ignoresCase, regexp: folded, cost, test: (text) => folded.test(text) };
  } catch (error) {
    if (error instanceof FilterError) throw error;
    const why =
      error instanceof Error ? error.message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '') : '';
    throw new FilterError(`The regular expression is not valid: ${why}`, span);
  }
}

const couldRunForEver =
  'It could run for ever: an expression that looks ahead or behind, refers back, or counts above 16 must not have *, + or {n,} as well';
