import type { JsonOperator, JsonTest } from './filter.ts';
import { FilterError } from './filter-error.ts';
import type { Span } from './span.ts';

/** What a value is held against; a word that is no number, true, false or null is a text. */
export function jsonTest(operator: string, text: string, isQuoted: boolean, span: Span): JsonTest {
  const value = isQuoted ? text : literalOf(text);
  const isOrder = operator.startsWith('<') || operator.startsWith('>');
  if (isOrder && typeof value !== 'number' && typeof value !== 'string') {
    throw new FilterError(`${text} has no order: only numbers and texts can be smaller or larger`, span);
  }
  return { kind: 'compare', operator: operatorOf(operator), value };
}

function operatorOf(text: string): JsonOperator {
  switch (text) {
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return text;
    default:
      return '=';
  }
}

function literalOf(text: string): string | number | boolean | null {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}
