import { checkTopicFilter } from '../mqtt/topic.ts';
import type { Moment } from './amounts.ts';
import { parseDuration, parseMoment, parseSize } from './amounts.ts';
import type { NumberRange, Place, Term } from './filter.ts';
import { FilterError } from './filter-error.ts';
import type { Span } from './span.ts';
import { exchangeKinds, outcomeGroups, outcomeNames } from './trace-words.ts';

/** What may stand before a colon or an operator. */
export const fields = [
  'topic',
  'payload',
  'client',
  'qos',
  'retain',
  'dup',
  'direction',
  'size',
  'time',
  'outcome',
  'kind',
  'took',
  'id',
  'reason',
] as const;
export type Field = (typeof fields)[number];

/** Other names of a field. */
export const fieldNames: ReadonlyMap<string, Field> = new Map<string, Field>([
  ...fields.map((field) => [field, field] as const),
  ['status', 'outcome'],
]);

/** A field with what it is held against; `operator` is `:` or one of `= != < <= > >=`. */
interface FieldValue {
  readonly field: Field;
  readonly operator: string;
  readonly value: string;
  readonly isQuoted: boolean;
  readonly span: Span;
  readonly valueSpan: Span;
}

/** The condition that a field and a value make. `now`: µs since 1970, for times without a date. */
export function termOf(given: FieldValue, now: number): Term {
  switch (given.field) {
    case 'topic':
    case 'payload':
    case 'client':
      return placeTerm(given, given.field);
    case 'qos':
      return rangeTerm(given, (text, span) => exactly(parseQos(text, span)));
    case 'size':
      return rangeTerm(given, (text, span) => exactly(parseSize(text, span)));
    case 'time':
      return rangeTerm(given, (text, span) => parseMoment(text, now, span));
    case 'took':
      return rangeTerm(given, (text, span) => exactly(parseDuration(text, span)));
    case 'id':
      return rangeTerm(given, (text, span) => exactly(parsePacketId(text, span)));
    case 'outcome':
      return wordTerm(given, 'outcome', [...outcomeNames, ...outcomeGroups]);
    case 'kind':
      return wordTerm(given, 'kind', exchangeKinds);
    case 'reason':
      return reasonTerm(given);
    case 'retain':
    case 'dup':
      return { kind: 'flag', field: given.field, isSet: yesOrNo(given), span: given.span };
    case 'direction':
      return { kind: 'direction', direction: directionOf(given), span: given.span };
  }
}

/** A text as it was typed: with wildcards in the right places it is a topic filter, else it is looked for. */
export function textTerm(text: string, isQuoted: boolean, place: Place, span: Span): Term {
  const mayBeFilter = !isQuoted && (place === 'any' || place === 'topic');
  if (mayBeFilter && /[+#]/.test(text) && checkTopicFilter(text) === undefined) {
    return { kind: 'topic-filter', filter: text, span };
  }
  return { kind: 'text', place, text, isCaseSensitive: text !== text.toLowerCase(), span };
}

function placeTerm(given: FieldValue, place: 'topic' | 'payload' | 'client'): Term {
  onlyColon(given);
  const { value, isQuoted, span, valueSpan } = given;
  if (value === '') throw new FilterError(`${place}: is followed by what to look for`, valueSpan);
  if (place === 'topic' && !isQuoted && /[+#]/.test(value)) {
    const problem = checkTopicFilter(value);
    if (problem !== undefined) {
      const from = valueSpan.from + problem.position;
      throw new FilterError(problem.message, { from, to: from + 1 });
    }
  }
  return textTerm(value, isQuoted, place, span);
}

/** `qos:1`, `size>=1kb`, `time:14:00..14:05`. */
function rangeTerm(given: FieldValue, read: (text: string, span: Span) => Moment): Term {
  const { field, operator, value, span, valueSpan } = given;
  if (!isNumber(field)) throw new FilterError('Not a number', span);
  const range = (least: number, most: number, isInverted = false): Term => {
    const bounds: NumberRange = { field, least, most, isInverted };
    return { kind: 'range', ...bounds, span };
  };
  const dots = value.indexOf('..');
  if (dots !== -1 && operator === ':') return spanned(value, dots, valueSpan, read, range);
  const { from, to } = read(value, valueSpan);
  switch (operator) {
    case '<':
      return range(Number.NEGATIVE_INFINITY, before(from));
    case '<=':
      return range(Number.NEGATIVE_INFINITY, to);
    case '>':
      return range(after(to), Number.POSITIVE_INFINITY);
    case '>=':
      return range(from, Number.POSITIVE_INFINITY);
    default:
      return range(from, to, operator === '!=');
  }
}

function isNumber(field: Field): field is NumberRange['field'] {
  return field === 'qos' || field === 'size' || field === 'time' || field === 'took' || field === 'id';
}

/** `least..most`, either of which may be missing. */
function spanned(
  value: string,
  dots: number,
  { from }: Span,
  read: (text: string, span: Span) => Moment,
  range: (least: number, most: number) => Term,
): Term {
  const [low, high] = [value.slice(0, dots), value.slice(dots + 2)];
  const least = low === '' ? Number.NEGATIVE_INFINITY : read(low, { from, to: from + dots }).from;
  const highSpan = { from: from + dots + 2, to: from + value.length };
  const most = high === '' ? Number.POSITIVE_INFINITY : read(high, highSpan).to;
  if (least > most)
    throw new FilterError('The range ends before it begins', { from, to: from + value.length });
  return range(least, most);
}

/** All values here are whole numbers, or parts of a byte or of a microsecond that nothing has. */
function before(value: number): number {
  return Math.ceil(value) - 1;
}

function after(value: number): number {
  return Math.floor(value) + 1;
}

function exactly(value: number): Moment {
  return { from: value, to: value };
}

function parseQos(text: string, span: Span): number {
  if (text === '0' || text === '1' || text === '2') return Number(text);
  throw new FilterError('QoS is 0, 1 or 2', span);
}

function parsePacketId(text: string, span: Span): number {
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 0xffff) return Number(text);
  throw new FilterError('A Packet Identifier is 1 to 65535', span);
}

/** `outcome:refused`, `kind!=ping`. */
function wordTerm(given: FieldValue, field: 'outcome' | 'kind', words: readonly string[]): Term {
  const isInverted = orUnequal(given);
  const { value, span, valueSpan } = given;
  if (!words.includes(value)) {
    throw new FilterError(`${field}: is followed by one of ${words.join(', ')}`, valueSpan);
  }
  return { kind: 'word', field, word: value, isInverted, span };
}

/** `reason:0x97`, `reason:151`, `reason:quota`. */
function reasonTerm(given: FieldValue): Term {
  const isInverted = orUnequal(given);
  const { value, isQuoted, span, valueSpan } = given;
  const isCode = !isQuoted && /^(0x[0-9a-f]+|\d+)$/i.test(value);
  const code = isCode ? Number(value) : undefined;
  if (value === '' || (code !== undefined && code > 255)) {
    throw new FilterError('A reason is a code, 0x97, or a part of its name in the standard', valueSpan);
  }
  return { kind: 'reason', code, name: value.toLowerCase(), isInverted, span };
}

function orUnequal(given: FieldValue): boolean {
  if (given.operator === '!=') return true;
  onlyColon(given);
  return false;
}

function yesOrNo(given: FieldValue): boolean {
  onlyColon(given);
  if (given.value === 'yes' || given.value === 'no') return given.value === 'yes';
  throw new FilterError(`${given.field}: is followed by yes or no`, given.valueSpan);
}

function directionOf(given: FieldValue): 'received' | 'sent' {
  onlyColon(given);
  if (given.value === 'received' || given.value === 'sent') return given.value;
  throw new FilterError('direction: is followed by received or sent', given.valueSpan);
}

function onlyColon({ field, operator, span }: FieldValue): void {
  if (operator === ':' || operator === '=') return;
  throw new FilterError(`${field} cannot be compared by ${operator}; it goes ${field}:value`, span);
}
