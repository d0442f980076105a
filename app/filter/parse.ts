import type { Filter, JsonTest, Place, Term } from './filter.ts';
import { FilterError } from './filter-error.ts';
import { parseJsonPath } from './json-path.ts';
import { patternOf } from './pattern.ts';
import { jsonTest } from './read-json-test.ts';
import type { Field } from './read-term.ts';
import { fieldNames, fields, termOf, textTerm } from './read-term.ts';
import type { FilterProblem, Span } from './span.ts';
import type { Token } from './tokens.ts';
import { tokensOf } from './tokens.ts';

/** The longest text of a filter, in UTF-16 units, and the deepest nesting. */
export const longestFilter = 4096;
const deepest = 64;

export type ParsedFilter =
  /** No filter at all for an empty text: everything is let through. */
  | { readonly ok: true; readonly filter: Filter | undefined }
  | { readonly ok: false; readonly problem: FilterProblem };

/** Reads a filter (`docs/filter.md`). `now` in µs since 1970: what times without a date are counted from. */
export function parseFilter(text: string, now: number): ParsedFilter {
  try {
    if (text.length > longestFilter) {
      const span = { from: longestFilter, to: text.length };
      throw new FilterError(`A filter has at most ${longestFilter} characters`, span);
    }
    return { ok: true, filter: new Parser(tokensOf(text), now).whole() };
  } catch (error) {
    if (error instanceof FilterError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/**
 * By descent: `or` binds least, then `and` and what stands side by side, then `not`.
 *
 *     filter = and { "or" and }
 *     and    = not { [ "and" ] not }
 *     not    = [ "not" | "-" ] ( "(" filter ")" | term )
 */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #now: number;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], now: number) {
    this.#tokens = tokens;
    this.#now = now;
  }

  whole(): Filter | undefined {
    if (this.#next.kind === 'end') return undefined;
    const filter = this.#or();
    // It ends where the text does, or at a bracket too many.
    const { kind, span } = this.#peek(0);
    if (kind !== 'end') throw new FilterError('There is no "(" for this ")"', span);
    return filter;
  }

  get #next(): Token {
    return this.#peek(0);
  }

  #peek(ahead: number): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', span: { from: 0, to: 0 } };
  }

  #or(): Filter {
    const parts = [this.#and()];
    while (this.#takeWord('or')) parts.push(this.#and());
    return joined('or', parts);
  }

  #and(): Filter {
    const parts = [this.#not()];
    for (;;) {
      if (this.#takeWord('and')) parts.push(this.#not());
      else if (this.#isEnd()) return joined('and', parts);
      else parts.push(this.#not());
    }
  }

  #isEnd(): boolean {
    return this.#next.kind === 'end' || this.#next.kind === 'close' || isWord(this.#next, 'or');
  }

  #not(): Filter {
    const { span } = this.#next;
    if (!this.#takeWord('not')) return this.#primary();
    const part = this.#deeper(span, () => this.#not());
    return { kind: 'not', part, span: { from: span.from, to: part.span.to } };
  }

  #primary(): Filter {
    const token = this.#next;
    this.#at += 1;
    switch (token.kind) {
      case 'open':
        return this.#group(token.span);
      case 'quoted':
        return textTerm(token.text, true, 'any', token.span);
      case 'regexp':
        return { kind: 'regexp', place: 'any', pattern: patternOf(token), span: token.span };
      case 'word':
        return this.#word(token.text, token.span);
      case 'operator':
        throw new FilterError('A field stands before it: size>1kb, $.temp>70', token.span);
      case 'close':
      case 'end':
        throw new FilterError('Something to look for is missing here', token.span);
    }
  }

  #group(open: Span): Filter {
    const inner = this.#deeper(open, () => this.#or());
    if (this.#next.kind !== 'close') throw new FilterError('The bracket is not closed', open);
    const span = { from: open.from, to: this.#next.span.to };
    this.#at += 1;
    return { ...inner, span };
  }

  #word(text: string, span: Span): Filter {
    if (/^-./.test(text) && !/^-\d/.test(text)) return this.#minus(text, span);
    if (text.startsWith('$.') || text.startsWith('$[')) return this.#json(text, span);
    const colon = text.indexOf(':');
    const name = colon === -1 ? text : text.slice(0, colon);
    const field = fieldNames.get(name);
    if (field !== undefined && colon !== -1) return this.#colon(field, text.slice(colon + 1), span);
    if (field !== undefined && this.#isCompared()) return this.#compared(field, span);
    if (colon > 0 && /^[a-z]+$/i.test(name) && !text.startsWith('//', colon + 1)) {
      const message = `"${name}" is no field. Fields are ${fields.join(', ')}; put a text with a colon in quotes`;
      throw new FilterError(message, { from: span.from, to: span.from + colon });
    }
    return textTerm(text, false, 'any', span);
  }

  /** `-press`, `-qos:0`: not what follows. */
  #minus(text: string, span: Span): Filter {
    const rest = { from: span.from + 1, to: span.to };
    const part = this.#deeper(span, () => this.#word(text.slice(1), rest));
    return { kind: 'not', part, span: { from: span.from, to: part.span.to } };
  }

  #isCompared(): boolean {
    return this.#next.kind === 'operator' || this.#next.kind === 'regexp';
  }

  /** After `field:`; the value may be a quoted text or a regular expression of its own. */
  #colon(field: Field, rest: string, span: Span): Term {
    const next = this.#next;
    const isNear = next.span.from === span.to;
    if (rest === '' && isNear && next.kind === 'quoted') return this.#valued(field, ':', span);
    if (rest === '' && isNear && next.kind === 'regexp') return this.#matched(field, span);
    const valueSpan = { from: span.to - rest.length, to: span.to };
    return termOf({ field, operator: ':', value: rest, isQuoted: false, span, valueSpan }, this.#now);
  }

  #compared(field: Field, span: Span): Term {
    const next = this.#next;
    if (next.kind === 'regexp') return this.#matched(field, span);
    this.#at += 1;
    return this.#valued(field, next.kind === 'operator' ? next.text : ':', span);
  }

  #valued(field: Field, operator: string, { from }: Span): Term {
    const { text: value, isQuoted, span: valueSpan } = this.#value();
    const span = { from, to: valueSpan.to };
    return termOf({ field, operator, value, isQuoted, span, valueSpan }, this.#now);
  }

  #matched(field: Field, { from }: Span): Term {
    const token = this.#next;
    if (!isPlace(field) || token.kind !== 'regexp') {
      throw new FilterError('Only topic, payload and client can match a regular expression', token.span);
    }
    this.#at += 1;
    return { kind: 'regexp', place: field, pattern: patternOf(token), span: { from, to: token.span.to } };
  }

  #json(text: string, span: Span): Term {
    const path = parseJsonPath(text, span.from);
    const next = this.#next;
    if (next.kind === 'regexp') {
      this.#at += 1;
      const test: JsonTest = { kind: 'regexp', pattern: patternOf(next) };
      return { kind: 'json', path, test, span: { from: span.from, to: next.span.to } };
    }
    if (next.kind !== 'operator') return { kind: 'json', path, test: undefined, span };
    this.#at += 1;
    const value = this.#value();
    const test = jsonTest(next.text, value.text, value.isQuoted, value.span);
    return { kind: 'json', path, test, span: { from: span.from, to: value.span.to } };
  }

  #value(): { readonly text: string; readonly isQuoted: boolean; readonly span: Span } {
    const token = this.#next;
    if (token.kind !== 'word' && token.kind !== 'quoted') {
      throw new FilterError('A value is missing here', token.span);
    }
    this.#at += 1;
    return { text: token.text, isQuoted: token.kind === 'quoted', span: token.span };
  }

  #takeWord(word: string): boolean {
    if (!isWord(this.#next, word)) return false;
    this.#at += 1;
    return true;
  }

  #deeper(span: Span, read: () => Filter): Filter {
    if (this.#depth === deepest) throw new FilterError('The filter is nested too deep', span);
    this.#depth += 1;
    const filter = read();
    this.#depth -= 1;
    return filter;
  }
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

function isPlace(field: Field): field is Exclude<Place, 'any'> {
  return field === 'topic' || field === 'payload' || field === 'client';
}

function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [first, ...others] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined || others.length === 0)
    return first ?? { kind, parts, span: nowhere };
  return { kind, parts, span: { from: first.span.from, to: last.span.to } };
}

const nowhere: Span = { from: 0, to: 0 };
