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
    { kind: 'resent' as const, client: 'pr*-1', topicFilter: 'home/+' },
  ];

  const { findings, muted } = book.read('resent', rules, 0, 200);

  expect([findings.map(({ client, topic }) => [client, topic]), muted]).toEqual([
    [['press-1', 'plant/press']],
    2,
  ]);
  tables.close();
});

test('all that are kept are listed page by page, and what is seen again meanwhile moves none of them', () => {
  const { open } = setup();
  const { book, tables } = open();
  const again = (number: number, time: number) => book.add(seen({ topic: `t/${number}`, time }));
  for (let number = 1; number <= 6; number += 1) again(number, number);
  const page = (last?: { readonly id: number; readonly lastTime: number }) =>
    book.read(undefined, [], 0, 2, { before: last });

  const first = page();
  again(1, 10);
  again(7, 11);
  const second = page(first.findings.at(-1));
  // The last one of a page may be seen again itself.
  again(3, 12);
  const third = page(second.findings.at(-1));

  const topics = [first, second, third].map(({ findings }) => findings.map(({ topic }) => topic));
  expect(topics).toEqual([['t/6', 't/5'], ['t/4', 't/3'], ['t/2']]);
  expect([first, second, third].map(({ newer, cut }) => [newer, cut])).toEqual([
    [0, 4],
    [4, 1],
    [6, 0],
  ]);
  tables.close();
});

test('what a filter leaves out is counted and not shown, what it was not held against yet is neither', () => {
  const { open } = setup();
  const { book, tables } = open();
  for (const client of ['press-1', 'press-2', 'oven']) book.add(seen({ client }));
  const passes = ({ client }: { readonly client: string }) =>
    client === 'oven' ? undefined : client === 'press-1';

  const { findings, counts, filtered, counting } = book.read(undefined, [], 0, 200, { passes });

  expect(findings.map(({ client }) => client)).toEqual(['press-1']);
  expect([counts, filtered, counting]).toEqual([[{ kind: 'resent', count: 1 }], 1, true]);
  tables.close();
});

test('findings are bounded: those seen longest ago go, and those without a packet left', () => {
  const { open } = setup();
  const { book, tables } = open();
  for (let number = 0; number <= keptFindings; number += 1) {
    book.add(seen({ topic: `t/${number}`, packets: [number + 1] }));
  }

  const full = book.read(undefined, [], 0, 1);
  book.dropBefore(keptFindings);
  const { findings, bound } = book.read(undefined, [], 0, 200);

  expect(full.bound).toEqual({ kept: keptFindings, found: keptFindings + 1 });
  expect(bound).toBeUndefined();
  expect(findings.map(({ topic }) => topic)).toEqual([`t/${keptFindings}`, `t/${keptFindings - 1}`]);
  tables.close();
});

test('an exchange is told the newest findings that it or a packet of it is part of', () => {
  const { book } = setup().open();
  book.add(seen());
  book.add(seen({ kind: 'order', exchange: undefined, packets: [8, 9] }));
  book.add(seen({ kind: 'duplicate', exchange: 20, packets: [20] }));
  book.add(seen({ kind: 'topic-alias', isOwn: true }));
  const kinds = (places: readonly number[], most: number, muted?: 'order') => {
    const mutes = muted === undefined ? [] : [{ kind: muted, client: '*', topicFilter: '' }];
    return book.about(new Set(places), mutes, most).map(({ kind }) => kind);
  };

  expect(kinds([7, 9], 8)).toEqual(['order', 'resent']);
  expect(kinds([7, 9], 1)).toEqual(['order']);
  expect(kinds([7, 9], 8, 'order')).toEqual(['resent']);
  expect(kinds([8], 8)).toEqual(['order']);
  expect(kinds([30], 8)).toEqual([]);
  const rows = [[7, 9], [8], [30]].map((places) => new Set(places));
  const muted = [{ kind: 'order' as const, client: '*', topicFilter: '' }];
  expect([
    book.countAbout(rows, [], 8),
    book.countAbout(rows, [], 1),
    book.countAbout(rows, muted, 8),
  ]).toEqual([
    [2, 1, 0],
    [1, 1, 0],
    [1, 0, 0],
  ]);
});
