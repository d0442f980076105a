import type { Filter, Term } from '../../app/filter/filter.ts';
import { valuesAt } from '../../app/filter/json-path.ts';
import { meets } from '../../app/filter/match.ts';
import { reachesOf, reachOf } from '../../app/filter/topic-part.ts';
import { matches, parseShared } from '../../app/mqtt/topic.ts';
import { readFilter } from '../filter/read-filter.ts';
import type { LastMessage } from '../topics/last-store.ts';
import { NodeCandidate } from './node-candidate.ts';

/** What a filter says of the nodes of a tree. */
export interface TreeFilter {
  /** `topic`: the first `length` of the bytes; `last`: what is kept of the last message on it. */
  matches(topic: Uint8Array, length: number, last: () => LastMessage | undefined): boolean;
  /** It holds conditions against last messages: what matches changes as they come. */
  readonly asksLast: boolean;
}

type NodeTest = (node: NodeCandidate) => boolean;

/**
 * The filter of the tree: conditions on the topic hold exactly, the others against its last message. Undefined for an empty
 * filter; one that is wrong lets nothing through.
 */
export function treeFilter(text: string, now: number): TreeFilter | undefined {
  const parsed = readFilter(text, now);
  if (!parsed.ok) return { asksLast: false, matches: () => false };
  if (parsed.filter === undefined) return undefined;
  const asksLast = reachesOf(parsed.filter).has('message');
  const passes = testOf(parsed.filter, true);
  const node = new NodeCandidate();
  return {
    asksLast,
    matches: (topic, length, last) => {
      node.set(topic, length, last);
      // A level without messages is nothing that the rest could be said of.
      return (!asksLast || node.last !== undefined) && passes(node);
    },
  };
}

/** `isPlain`: under an even number of "not". What is not known of a node never keeps it out, on either side of a "not". */
function testOf(filter: Filter, isPlain: boolean): NodeTest {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.parts.map((part) => testOf(part, isPlain));
      return (node) => parts.every((part) => part(node));
    }
    case 'or': {
      const parts = filter.parts.map((part) => testOf(part, isPlain));
      return (node) => parts.some((part) => part(node));
    }
    case 'not': {
      const part = testOf(filter.part, !isPlain);
      return (node) => !part(node);
    }
    default:
      return termTest(filter, isPlain);
  }
}

function termTest(term: Term, isPlain: boolean): NodeTest {
  if (reachOf(term) === 'record') return () => isPlain;
  switch (term.kind) {
    case 'text':
      return term.place === 'payload' ? payloadText(term) : topicText(term);
    case 'regexp': {
      const { regexp } = term.pattern;
      return term.place === 'payload'
        ? (node) => regexp.test(node.payload)
        : (node) => regexp.test(node.topic);
    }
    case 'topic-filter': {
      const filter = parseShared(term.filter)?.filter ?? term.filter;
      return ({ topic }) => matches(filter, topic);
    }
    case 'json':
      return (node) => {
        const { json } = node;
        return json !== undefined && valuesAt(json, term.path).some((value) => meets(value, term.test));
      };
    case 'flag':
      return ({ last }) => last?.retain === term.isSet;
    case 'range':
      return term.field === 'time' ? timeTest(term, isPlain) : numberTest(term);
    case 'direction':
    case 'word':
    case 'reason':
      return () => isPlain;
  }
}

type Range = Extract<Term, { kind: 'range' }>;

function numberTest({ field, least, most, isInverted }: Range): NodeTest {
  return ({ last }) => {
    const value = (field === 'qos' ? last?.qos : last?.size) ?? 0;
    return (value >= least && value <= most) !== isInverted;
  };
}

/** A topic whose last message came after the range may well have messages in it; before it, none. */
function timeTest({ least, isInverted }: Range, isPlain: boolean): NodeTest {
  return isInverted || !isPlain ? () => isPlain : ({ last }) => (last?.time ?? 0) >= least;
}

type Text = Extract<Term, { kind: 'text' }>;

function payloadText({ text, isCaseSensitive }: Text): NodeTest {
  return isCaseSensitive
    ? ({ payload }) => payload.includes(text)
    : ({ payload }) => payload.toLowerCase().includes(text);
}

/** Bytes above 0x7F are parts of characters: those are compared as text. */
function topicText({ text, isCaseSensitive }: Text): NodeTest {
  if (isAscii(text)) return asciiTest(Buffer.from(text, 'latin1'), isCaseSensitive);
  return isCaseSensitive
    ? ({ topic }) => topic.includes(text)
    : ({ topic }) => topic.toLowerCase().includes(text);
}

/** Without making a text of the topic: a million of them are looked at as one types. */
function asciiTest(sought: Uint8Array, isCaseSensitive: boolean): NodeTest {
  const first = sought[0] ?? 0;
  const same = isCaseSensitive ? (byte: number) => byte : lower;
  return ({ bytes, length }) => {
    for (let at = 0; at + sought.length <= length; at += 1) {
      if (same(bytes[at] ?? 0) !== first) continue;
      let index = 1;
      while (index < sought.length && same(bytes[at + index] ?? 0) === sought[index]) index += 1;
      if (index === sought.length) return true;
    }
    return false;
  };
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
