import { expect, test } from 'vitest';
import { tracesOnDisk } from '../testing/traces-on-disk.ts';
import type { SeenFinding } from './finding-book.ts';
import { FindingBook } from './finding-book.ts';
import { keptFindings } from './limits.ts';

function seen(change: Partial<SeenFinding> = {}): SeenFinding {
  return {
    kind: 'resent',
    weight: 'warning',
    time: 1_000,
    client: 'press-1',
    topic: 'plant/press',
    what: 'sent again after 5 s',
    packets: [7, 9],
    exchange: 7,
    ...change,
  };
}

function setup() {
  const disk = tracesOnDisk();
  const open = () => {
    const { tables, traces } = disk.open();
    return { tables, book: new FindingBook(traces.id, tables) };
  };
  return { open };
}

test('the same of one client and topic is one finding with a count, and is there after a restart', () => {
  const { open } = setup();
  const first = open();
  first.book.add(seen());
  first.book.add(seen({ kind: 'order', weight: 'error' }));
  first.book.add(seen({ time: 2_000, what: 'sent again after 6 s', packets: [20] }));
  first.tables.transaction(() => first.book.save());
  first.book.saved();
  first.tables.close();

  const { book, tables } = open();
  const { counts, findings, muted, cut } = book.read(undefined, [], 0, 200);

  expect(findings).toEqual([
    { ...seen(), id: 1, count: 2, lastTime: 2_000, what: 'sent again after 6 s', packets: [20] },
    { ...seen({ kind: 'order', weight: 'error' }), id: 2, count: 1, lastTime: 1_000 },
  ]);
  expect([counts, muted, cut]).toEqual([
    [
      { kind: 'resent', count: 1 },
      { kind: 'order', count: 1 },
    ],
    0,
    0,
  ]);
  tables.close();
});

test('what the app itself did is counted by itself, and is there after a restart', () => {
  const { open } = setup();
  const first = open();
  for (const time of [1, 2]) first.book.add(seen({ time, isOwn: true }));
  first.book.add(seen());
  first.tables.transaction(() => first.book.save());
  first.book.saved();
  first.tables.close();

  const { book, tables } = open();
  const { counts, findings, own } = book.read(undefined, [], 0, 200);

  expect([counts, findings.map(({ count }) => count), own]).toEqual([[{ kind: 'resent', count: 1 }], [1], 2]);
  tables.close();
});

test('what a rule mutes is counted and not shown', () => {
  const { open } = setup();
  const { book, tables } = open();
  book.add(seen());
  book.add(seen({ client: 'press-2' }));
  book.add(seen({ topic: 'home/lamp' }));
  const rules = [
    { client: 'press-2', topicFilter: '' },
    { kind: 'resent' as const, client: '*', topicFilter: 'home/#' },
  ];

  const { findings, muted } = book.read('resent', rules, 0, 200);

  expect([findings.map(({ client, topic }) => [client, topic]), muted]).toEqual([
    [['press-1', 'plant/press']],
    2,
  ]);
  tables.close();
});

test('findings are bounded: those seen longest ago go, and those without a packet left', () => {
  const { open } = setup();
  const { book, tables } = open();
  for (let number = 0; number <= keptFindings; number += 1) {
    book.add(seen({ topic: `t/${number}`, packets: [number + 1] }));
  }

  book.dropBefore(keptFindings);
  const { findings } = book.read(undefined, [], 0, 200);

  expect(findings.map(({ topic }) => topic)).toEqual([`t/${keptFindings}`, `t/${keptFindings - 1}`]);
  tables.close();
});
