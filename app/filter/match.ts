import { unreachable } from '../base/assert.ts';
import { parseShared, matches as topicMatches } from '../mqtt/topic.ts';
import type { Filter, JsonTest, NumberRange, Place, Term } from './filter.ts';
import { valuesAt } from './json-path.ts';
import { outcomeGroups, waitingOutcomes } from './trace-words.ts';

/** What is known of an exchange beside its message. */
export interface ExchangeFacts {
  readonly outcome: string;
  readonly kind: string;
  /** From its first packet to the last, µs; undefined where nothing was measured. */
  readonly took: number | undefined;
  /** 0 for none. */
  readonly id: number;
  readonly reason: { readonly code: number; readonly name: string } | undefined;
}

/** A message as a filter sees it. What costs to make is asked for only where a condition needs it. */
export interface Candidate {
  readonly topic: string;
  readonly client: string;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
  readonly direction: 'received' | 'sent';
  /** Bytes of the payload. */
  readonly size: number;
  /** µs since 1970. */
  readonly time: number;
  /** What only an exchange has: a condition on it lets no message through. */
  readonly exchange?: ExchangeFacts | undefined;
  /** Of a message that the embedded broker took: whom it was for, so far as a condition on the client means them too. */
  receivers?(): readonly string[];
  /** What became of its deliveries, where these are no rows of their own, without those that are complete. */
  deliveryOutcomes?(): readonly string[];
  /** The payload as text; what is not UTF-8 in it is replaced. */
  payloadText(): string;
  /** The payload as JSON, undefined if it is none. */
  payloadJson(): unknown;
}

/** Whether a filter lets a message through. */
export type Matcher = (message: Candidate) => boolean;

/** Makes a filter into a function; none lets everything through. */
export function matcherOf(filter: Filter | undefined): Matcher {
  if (filter === undefined) return () => true;
  switch (filter.kind) {
    case 'and': {
      const parts = cheapFirst(filter.parts).map(matcherOf);
      return (message) => parts.every((part) => part(message));
    }
    case 'or': {
      const parts = cheapFirst(filter.parts).map(matcherOf);
      return (message) => parts.some((part) => part(message));
    }
    case 'not': {
      const part = matcherOf(filter.part);
      return (message) => !part(message);
    }
    default:
      return termMatcher(filter);
  }
}

const costs: Readonly<Record<Filter['kind'], number>> = {
  flag: 0,
  direction: 0,
  range: 0,
  word: 0,
  reason: 1,
  'topic-filter': 1,
  text: 2,
  regexp: 3,
  json: 4,
  and: 5,
  or: 5,
  not: 5,
};

function cheapFirst(parts: readonly Filter[]): readonly Filter[] {
  return parts.toSorted((a, b) => costs[a.kind] - costs[b.kind]);
}

function termMatcher(term: Term): Matcher {
  switch (term.kind) {
    case 'text':
      return inPlace(term.place, textTest(term.text, term.isCaseSensitive));
    case 'regexp':
      return inPlace(term.place, term.pattern.test);
    case 'topic-filter': {
      const filter = parseShared(term.filter)?.filter ?? term.filter;
      return ({ topic }) => topicMatches(filter, topic);
    }
    case 'json':
      return (message) => {
        const json = message.payloadJson();
        return json !== undefined && valuesAt(json, term.path).some((value) => meets(value, term.test));
      };
    case 'range':
      return (message) => {
        const value = numberOf(message, term.field);
        return value !== undefined && (value >= term.least && value <= term.most) !== term.isInverted;
      };
    case 'word':
      return wordMatcher(term);
    case 'reason':
      return ({ exchange }) => exchange !== undefined && isReason(exchange.reason, term) !== term.isInverted;
    case 'flag':
      return (message) => message[term.field] === term.isSet;
    case 'direction':
      return ({ direction }) => direction === term.direction;
    default:
      return unreachable(term);
  }
}

const groups: ReadonlySet<string> = new Set(outcomeGroups);

function wordMatcher({ field, word, isInverted }: Extract<Term, { kind: 'word' }>): Matcher {
  const isWord = (became: string) =>
    became === word || (word === 'waiting' && waitingOutcomes.includes(became));
  // A group is said of the whole row, so is that it is not of it; another word is said of each part.
  const isOfRow = groups.has(word);
  const isMeant = isInverted && !isOfRow ? (became: string) => !isWord(became) : isWord;
  return (message) => {
    const { exchange } = message;
    if (exchange === undefined) return false;
    const isFound =
      isMeant(exchange[field]) ||
      (field === 'outcome' && message.deliveryOutcomes?.().some(isMeant) === true);
    return isFound !== (isInverted && isOfRow);
  };
}

function numberOf(message: Candidate, field: NumberRange['field']): number | undefined {
  if (field === 'took') return message.exchange?.took;
  return field === 'id' ? message.exchange?.id : message[field];
}

function isReason(
  reason: ExchangeFacts['reason'],
  { code, name }: Extract<Term, { kind: 'reason' }>,
): boolean {
  if (reason === undefined) return false;
  return code === undefined ? reason.name.toLowerCase().includes(name) : code === reason.code;
}

function textTest(text: string, isCaseSensitive: boolean): (within: string) => boolean {
  if (isCaseSensitive) return (within) => within.includes(text);
  return (within) => within.toLowerCase().includes(text);
}

function inPlace(place: Place, test: (text: string) => boolean): Matcher {
  switch (place) {
    case 'any':
      return (message) => test(message.topic) || test(message.payloadText());
    case 'topic':
      return ({ topic }) => test(topic);
    case 'payload':
      return (message) => test(message.payloadText());
    case 'client':
      return (message) => test(message.client) || message.receivers?.().some(test) === true;
    default:
      return unreachable(place);
  }
}

/** A value of another type is never equal, smaller or larger; it is unequal. */
export function meets(value: unknown, test: JsonTest | undefined): boolean {
  if (test === undefined) return true;
  if (test.kind === 'regexp') return typeof value === 'string' && test.pattern.test(value);
  const { operator, value: wanted } = test;
  if (operator === '=') return value === wanted;
  if (operator === '!=') return value !== wanted;
  if (typeof value === 'number' && typeof wanted === 'number') return inOrder(value, operator, wanted);
  return typeof value === 'string' && typeof wanted === 'string' && inOrder(value, operator, wanted);
}

function inOrder<T extends number | string>(value: T, operator: '<' | '<=' | '>' | '>=', wanted: T): boolean {
  switch (operator) {
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
  }
}
