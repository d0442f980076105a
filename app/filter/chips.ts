import type { Filter } from './filter.ts';
import { parseFilter } from './parse.ts';
import type { Span } from './span.ts';

/** A condition of a filter that can be taken away by itself. */
export interface Chip {
  readonly text: string;
  readonly span: Span;
}

/** The conditions that all must hold, each with its text; one chip where `or` binds them. None for a wrong filter. */
export function chipsOf(text: string, now: number): readonly Chip[] {
  return conditionsOf(text, now).map(({ chip }) => chip);
}

/** The same, each with what it says. */
export function conditionsOf(
  text: string,
  now: number,
): readonly { readonly chip: Chip; readonly filter: Filter }[] {
  const parsed = parseFilter(text, now);
  if (!parsed.ok || parsed.filter === undefined) return [];
  return partsOf(parsed.filter).map((filter) => {
    const { span } = filter;
    return { filter, chip: { span, text: text.slice(span.from, span.to) } };
  });
}

function partsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'and' && !isBracketed(filter) ? filter.parts : [filter];
}

/** Whether a bracket stands before the first of what it joins. */
function isBracketed(filter: Filter): boolean {
  return 'parts' in filter && filter.parts[0]?.span.from !== filter.span.from;
}

/** The filter without one of its chips. */
export function withoutChip(text: string, { span }: Chip): string {
  const before = text.slice(0, span.from).replace(/\s*\band\s*$|\s+$/i, '');
  const after = text.slice(span.to).replace(/^\s*and\b\s*|^\s+/i, '');
  return before === '' || after === '' ? before + after : `${before} ${after}`;
}

/** The filter with one more condition; `or` at its top is put into brackets first. */
export function withCondition(text: string, condition: string, now: number): string {
  const trimmed = text.trim();
  if (trimmed === '') return condition;
  const parsed = parseFilter(trimmed, now);
  const isOr = parsed.ok && parsed.filter?.kind === 'or' && !isBracketed(parsed.filter);
  return isOr ? `(${trimmed}) ${condition}` : `${trimmed} ${condition}`;
}

/** A text as a filter that finds it whatever it holds. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
