import { FilterError } from './filter-error.ts';
import type { Token } from './tokens.ts';

/** Neither `g` nor `y`: a pattern has no place where it went on. */
export function patternOf({ source, flags, span }: Extract<Token, { kind: 'regexp' }>): RegExp {
  const wrong = /[^ims]/.exec(flags)?.[0];
  if (wrong !== undefined)
    throw new FilterError(`A regular expression takes i, m and s, not "${wrong}"`, span);
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const why =
      error instanceof Error ? error.message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '') : '';
    throw new FilterError(`The regular expression is not valid: ${why}`, span);
  }
}
