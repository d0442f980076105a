import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Candidate } from './match.ts';
import { matcherOf } from './match.ts';
import { parseFilter } from './parse.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/filter.md'), 'utf8');
const now = Date.UTC(2026, 10, 22, 12) * 1000;

/** The rows of the table whose head begins so, cell by cell, without the marks of code. */
function rowsOf(head: string): readonly (readonly string[])[] {
  const lines = page.slice(page.indexOf(`| ${head} |`)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
}

function candidateOf([, topic = '', payload = '', facts = '']: readonly string[]): Candidate {
  return {
    topic,
    client: /client (\S+)/.exec(facts)?.[1] ?? '',
    qos: Number(/qos (\d)/.exec(facts)?.[1]),
    retain: facts.includes('retain'),
    dup: facts.includes('dup'),
    direction: facts.includes('sent') ? 'sent' : 'received',
    size: payload.length,
    time: now,
    payloadText: () => payload,
    payloadJson: () => (payload.startsWith('{') ? JSON.parse(payload) : undefined),
  };
}

const messages = rowsOf('message | topic').map((row) => ({
  name: row[0] ?? '',
  candidate: candidateOf(row),
}));

test('the page has its messages, examples and mistakes', () => {
  expect([messages.length, rowsOf('filter | lets through').length, rowsOf('filter | where').length]).toEqual([
    4, 44, 14,
  ]);
});

test.each(rowsOf('filter | lets through'))('%s lets through: %s', (text, through = '') => {
  const parsed = parseFilter(text, now);

  const found = parsed.ok
    ? messages.filter(({ candidate }) => matcherOf(parsed.filter)(candidate)).map(({ name }) => name)
    : [parsed.problem.message];

  expect(found.join(' ')).toBe(through);
});

test.each(rowsOf('filter | where'))('%s is wrong at %s: %s', (text, where, message) => {
  const parsed = parseFilter(text, now);

  expect(parsed).toMatchObject({ ok: false, problem: { message, span: { from: Number(where) } } });
});
