import { FilterError } from './filter-error.ts';
import type { Span } from './span.ts';

/** One step into a JSON value: a member, an element (from the end if negative), all of them, or a member at any depth. */
type JsonStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep'; readonly name: string };

/** Where in a JSON payload: the part of JSONPath (RFC 9535) without filters and slices. */
export interface JsonPath {
  readonly steps: readonly JsonStep[];
}

const step =
  /\.\.([^.[\]*]+)|\.\*|\.([^.[\]*]+)|\[\*\]|\[(-?\d{1,9})\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** Reads `$.motor.temp`, `$['a b'][0]`, `$.list[*].x`, `$..temp`. `from` is where the text stands in the filter. */
export function parseJsonPath(text: string, from = 0): JsonPath {
  const steps: JsonStep[] = [];
  let at = 1;
  while (at < text.length) {
    step.lastIndex = at;
    const found = step.exec(text);
    if (found === null)
      throw new FilterError("A JSON path goes on with .name, [0], [*] or ['name']", spanOf(from, at));
    steps.push(stepOf(found));
    at = step.lastIndex;
  }
  return { steps };
}

function spanOf(from: number, at: number): Span {
  return { from: from + at, to: from + at + 1 };
}

function stepOf([whole, deep, member, index, single, double]: RegExpExecArray): JsonStep {
  if (deep !== undefined) return { kind: 'deep', name: deep };
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  const quoted = single ?? double;
  if (quoted !== undefined) return { kind: 'member', name: quoted.replaceAll(/\\(.)/g, '$1') };
  return whole === '.*' || whole === '[*]' || member === undefined
    ? { kind: 'all' }
    : { kind: 'member', name: member };
}

/** The values that a path leads to; hostile depth is the parser's to bound. */
export function valuesAt(value: unknown, { steps }: JsonPath): readonly unknown[] {
  let values: readonly unknown[] = [value];
  for (const next of steps) {
    values = next.kind === 'deep' ? deep(values, next.name) : values.flatMap((one) => follow(one, next));
    if (values.length === 0) return values;
  }
  return values;
}

function follow(value: unknown, next: Exclude<JsonStep, { kind: 'deep' }>): readonly unknown[] {
  switch (next.kind) {
    case 'member':
      return member(value, next.name);
    case 'index':
      return Array.isArray(value) && value.at(next.index) !== undefined ? [value.at(next.index)] : [];
    case 'all':
      return childrenOf(value);
  }
}

function member(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.hasOwn(value, name) ? [Reflect.get(value, name)] : [];
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/**
 * Without recursion: a payload may be nested as deep as it is long. Each value is looked at once, however many of those
 * before lead to it: else `$..a..a..a` takes for ever where `a` stands in `a` in `a`.
 */
function deep(values: readonly unknown[], name: string): readonly unknown[] {
  const found: unknown[] = [];
  const seen = new Set<object>();
  const left = values.toReversed();
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    found.push(...member(next, name));
    // One by one: an array may have more elements than a call takes arguments.
    for (const child of childrenOf(next).toReversed()) left.push(child);
  }
  return found;
}
