import { expect, test } from 'vitest';
import { docTables } from '../base/testing/doc-tables.ts';
import type { Candidate, ExchangeFacts } from './match.ts';
import { matcherOf } from './match.ts';
import { parseFilter } from './parse.ts';

const tables = docTables('filter.md');
const now = Date.UTC(2026, 10, 22, 12) * 1000;

/** The rows of the table whose head begins so, cell by cell, without the marks of code. */
function rowsOf(head: string): readonly (readonly string[])[] {
  return tables(head).map((row) => row.map((cell) => cell.replace(/^`(.*)`$/, '$1')));
}

function candidateOf([, topic = '', text = '', facts = '']: readonly string[]): Candidate {
  const payload = text === '(none)' ? '' : text;
  return {
    topic: topic === '(none)' ? '' : topic,
    client: /client (\S+)/.exec(facts)?.[1] ?? '',
    qos: Number(/qos (\d)/.exec(facts)?.[1]),
    retain: facts.includes('retain'),
    dup: facts.includes('dup'),
    direction: facts.includes('sent') ? 'sent' : 'received',
    size: payload.length,
    time: now,
    receivers: () => /for (\S+),/.exec(facts)?.slice(1) ?? [],
    payloadText: () => payload,
    payloadJson: () => (payload.startsWith('{') ? JSON.parse(payload) : undefined),
    exchange: exchangeOf(facts),
    deliveryOutcomes: () => /deliveries (.+)$/.exec(facts)?.[1]?.split(' ') ?? [],
  };
}

function exchangeOf(facts: string): ExchangeFacts | undefined {
  const [, kind = '', outcome = ''] = /, (\w+) (in-flight|complete|refused)/.exec(facts) ?? [];
  if (kind === '') return undefined;
  const [, code, name = ''] = /reason (\d+) ([\w ]+)/.exec(facts) ?? [];
  const took = /took (\d+)/.exec(facts)?.[1];
  return {
    kind,
    outcome,
    took: took === undefined ? undefined : Number(took),
    id: Number(/id (\d+)/.exec(facts)?.[1] ?? 0),
    reason: code === undefined ? undefined : { code: Number(code), name },
  };
}

function named(head: string) {
  return rowsOf(head).map((row) => ({ name: row[0] ?? '', candidate: candidateOf(row) }));
}

const messages = named('message | topic');
const both = [...messages, ...named('exchange | topic')];

test('the page has its messages, examples and mistakes', () => {
  const heads = ['filter | lets through', 'filter | of both lets through', 'filter | where'];

  expect([both.length, ...heads.map((head) => rowsOf(head).length)]).toEqual([9, 46, 26, 18]);
});

test.each(rowsOf('filter | lets through'))('%s lets through: %s', (text, through = '') => {
  expect(letThrough(text, messages)).toBe(through);
});

test.each(rowsOf('filter | of both lets through'))('%s lets through of both: %s', (text, through = '') => {
  expect(letThrough(text, both)).toBe(through);
});

function letThrough(text: string, candidates: typeof messages): string {
  const parsed = parseFilter(text, now);
  if (!parsed.ok) return parsed.problem.message;
  const isLet = matcherOf(parsed.filter);
  return candidates
    .filter(({ candidate }) => isLet(candidate))
    .map(({ name }) => name)
    .join(' ');
}

test.each(rowsOf('filter | where'))('%s is wrong at %s: %s', (text, where, message) => {
  const parsed = parseFilter(text, now);

  expect(parsed).toMatchObject({ ok: false, problem: { message, span: { from: Number(where) } } });
});
