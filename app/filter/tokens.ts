import { FilterError } from './filter-error.ts';
import type { Span } from './span.ts';

/** A piece of a filter. `text` of a quoted one is what stands between the quotes, escapes undone. */
export type Token = { readonly span: Span } & (
  | { readonly kind: 'open' | 'close' | 'end' }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
);

const spaces = /\s/;
/** What ends a word. A topic that has one of these is put in quotes. */
const wordEnd = /[\s()"<>=~]/;
const operators = ['!=', '<=', '>=', '==', '=', '<', '>'] as const;

/** Cuts a filter into its pieces; the last one is `end`. Throws FilterError. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (spaces.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.span.to;
  }
  tokens.push({ kind: 'end', span: { from: text.length, to: text.length } });
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const unit = text.charAt(at);
  if (unit === '(') return { kind: 'open', span: { from: at, to: at + 1 } };
  if (unit === ')') return { kind: 'close', span: { from: at, to: at + 1 } };
  if (unit === '"') return quotedAt(text, at);
  if (unit === '~') return regexpAt(text, at);
  const operator = operators.find((known) => text.startsWith(known, at));
  if (operator !== undefined) {
    const span = { from: at, to: at + operator.length };
    return { kind: 'operator', text: operator === '==' ? '=' : operator, span };
  }
  return wordAt(text, at);
}

function quotedAt(text: string, from: number): Token {
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (unit === '"') return { kind: 'quoted', text: value, span: { from, to: at + 1 } };
    const number = unit === '\\' ? numberAt(text, at) : undefined;
    if (number !== undefined) {
      value += number.character;
      at = number.last;
      continue;
    }
    // A backslash stands for itself but before a quote or another one.
    const isEscape = unit === '\\' && (text.charAt(at + 1) === '"' || text.charAt(at + 1) === '\\');
    if (isEscape) at += 1;
    value += isEscape ? text.charAt(at) : unit;
  }
  throw new FilterError('The quote is not closed', { from, to: text.length });
}

/** `\u{202e}`: a character by its number; `last` is where the brace stands. Undefined for anything else. */
function numberAt(
  text: string,
  at: number,
): { readonly character: string; readonly last: number } | undefined {
  const digits = /^\\u\{([0-9a-f]{1,6})\}/i.exec(text.slice(at, at + '\\u{10ffff}'.length))?.[1];
  const code = Number.parseInt(digits ?? '', 16);
  if (digits === undefined || code > 0x10ffff) return undefined;
  return { character: String.fromCodePoint(code), last: at + digits.length + '\\u{}'.length - 1 };
}

/** `~/source/flags`: with the tilde, as a topic may begin with a slash. */
function regexpAt(text: string, from: number): Token {
  if (text.charAt(from + 1) !== '/') {
    throw new FilterError('A regular expression follows "~" between slashes: ~/21\\.\\d/', {
      from,
      to: from + 1,
    });
  }
  const end = regexpEnd(text, from + 2);
  if (end === -1) throw new FilterError('The regular expression is not closed', { from, to: text.length });
  let to = end + 1;
  while (to < text.length && /[a-z]/.test(text.charAt(to))) to += 1;
  return {
    kind: 'regexp',
    source: text.slice(from + 2, end),
    flags: text.slice(end + 1, to),
    span: { from, to },
  };
}

/** Where the closing slash stands; one that is escaped or within brackets is not it. */
function regexpEnd(text: string, start: number): number {
  let isInClass = false;
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (unit === '\\') at += 1;
    else if (unit === '[') isInClass = true;
    else if (unit === ']') isInClass = false;
    else if (unit === '/' && !isInClass) return at;
  }
  return -1;
}

function wordAt(text: string, from: number): Token {
  const isPath = text.startsWith('$.', from) || text.startsWith('$[', from);
  let to = from + 1;
  let isInBrackets = false;
  while (to < text.length) {
    const unit = text.charAt(to);
    // A name in brackets may hold anything: $['a b'].
    if (isPath && unit === '[') isInBrackets = true;
    else if (isPath && unit === ']') isInBrackets = false;
    else if (!isInBrackets && (wordEnd.test(unit) || (unit === '!' && text.charAt(to + 1) === '='))) break;
    to += 1;
  }
  return { kind: 'word', text: text.slice(from, to), span: { from, to } };
}
