import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Outcome } from '../../../app/contract/areas/trace/states.ts';
import { exchange } from '../testing/exchanges.ts';
import { tracesOnDisk } from '../testing/traces-on-disk.ts';
import { allExchanges } from './all-exchanges.ts';
import { cachedSegments, segmentRows } from './limits.ts';
import { ListView } from './list-view.ts';
import { outcomesOf } from './unusual-deliveries.ts';

const idsOf = (list: ListView, from: number, count: number) => {
  // It counts for some milliseconds at a time.
  while (list.isCounting) list.count();
  return list.read({ at: 'row', from, count }).rows.map(({ sequence }) => sequence);
};

test('what was saved is there again: exchanges, where it was, and what the tracker knew', () => {
  const { open } = tracesOnDisk();
  const first = open();
  for (let id = 1; id <= 2 * segmentRows + 10; id += 2) first.traces.begin(exchange(id));
  first.traces.tracedTo = 2 * segmentRows + 10;
  first.save({ some: 'state' });
  first.tables.close();

  const { traces, tables } = open();
  traces.begin(exchange(100_001));

  expect(traces.tracedTo).toBe(2 * segmentRows + 10);
  expect(tables.state(traces.id)).toEqual({ some: 'state' });
  expect(traces.entries.map((entry) => traces.summary(entry).rows)).toEqual([segmentRows, 6]);
  tables.close();
});

test('what a full disk refused is written the next time', () => {
  const { open } = tracesOnDisk();
  const first = open();
  for (let id = 1; id <= segmentRows + 10; id += 1) first.traces.begin(exchange(id));
  const refused = () =>
    first.tables.transaction(() => {
      first.traces.save(undefined);
      throw new Error('the disk is full');
    });
  expect(refused).toThrow('the disk is full');
  first.save(undefined);
  first.tables.close();

  const { traces, tables } = open();

  expect(traces.entries.map((entry) => traces.load(entry).rows)).toEqual([segmentRows, 10]);
  tables.close();
});

test('what became of the deliveries of messages is known without those that are complete, and as it changes', () => {
  const { traces, tables, save } = tracesOnDisk().open();
  const delivery = (id: number, message: number, outcome: Outcome) =>
    exchange(id, { kind: 'delivery', direction: 'sent', message, outcome });
  for (const id of [1, 2, 3]) traces.begin(exchange(id));
  for (let id = 10; id < segmentRows + 10; id += 1) traces.begin(exchange(id));
  traces.begin(delivery(10_000, 1, 'queued'));
  traces.begin(delivery(10_001, 1, 'expired'));
  traces.begin(delivery(10_002, 2, 'complete'));
  traces.begin(delivery(10_003, 10_000_000, 'dropped'));
  const [entry] = traces.entries;
  if (entry === undefined) throw new Error('no segment');
  const known = () => {
    const reading = traces.unusualDeliveries(traces.load(entry));
    let read = reading.next();
    while (read.done !== true) read = reading.next();
    return Array.from(read.value, ([message, bits]) => [message, outcomesOf(bits)]);
  };

  save(undefined);
  const before = [known(), entry.version];
  traces.change(delivery(10_000, 1, 'in-flight'));

  expect(before[0]).toEqual([[1, ['queued', 'expired']]]);
  // Who looks through the segment of the message is to look at that again.
  expect([known(), entry.version > Number(before[1])]).toEqual([[[1, ['in-flight', 'expired']]], true]);
  // Nothing of its own has changed, and only the segment of the delivery is written again.
  expect([entry.isDirty, traces.unsaved]).toEqual([false, 1]);
  tables.close();
});

test('what became of deliveries is read a segment at a time, and goes on without those that are let go of', () => {
  const { traces, tables } = tracesOnDisk().open();
  for (let id = 1; id <= 3 * segmentRows; id += 1) {
    traces.begin(exchange(id, { kind: 'delivery', direction: 'sent', message: 1, outcome: 'queued' }));
  }
  const [entry] = traces.entries;
  if (entry === undefined) throw new Error('no segment');
  const reading = traces.unusualDeliveries(traces.load(entry));

  const first = reading.next();
  traces.dropOldest(2);
  const others = [reading.next(), reading.next()];

  expect([first, ...others]).toEqual([
    { done: false, value: undefined },
    { done: false, value: undefined },
    { done: true, value: new Map([[1, 4]]) },
  ]);
  tables.close();
});

test('an exchange of long ago that goes on is changed where it lies', () => {
  const { open } = tracesOnDisk();
  const first = open();
  first.traces.begin(exchange(1, { outcome: 'in-flight', awaiting: 'puback', packets: [1] }));
  for (let id = 2; id <= segmentRows + 10; id += 1) first.traces.begin(exchange(id));
  first.save(undefined);
  first.traces.change(exchange(1, { packets: [1, 9_000] }));
  first.save(undefined);
  first.tables.close();

  const { traces, tables } = open();
  const found = traces.find(9_000);

  expect(found?.segment.read(found.row)).toMatchObject({ id: 1, outcome: 'complete', packets: [9_000] });
  expect(traces.entries.map(({ summary }) => summary.inFlight)).toEqual([0, 0]);
  tables.close();
});

test('of segments that leave the memory, what somebody looks at and what is not saved yet stays', () => {
  const { open } = tracesOnDisk();
  const { traces, tables, save } = open();
  let last = 0;
  const add = (segments: number) => {
    const first = last + 1;
    last += segments * segmentRows;
    for (let id = first; id <= last; id += 1) traces.begin(exchange(id));
    save(undefined);
  };
  add(2);
  const looked = traces.entries[0] && traces.load(traces.entries[0]);
  add(1);
  traces.change(exchange(2 * segmentRows + 5, { detail: 'after it was saved' }));
  for (let count = 0; count < cachedSegments; count += 1) add(1);
  traces.change(exchange(segmentRows + 5, { detail: 'after it was let go of' }));
  // More than are kept, and none of them is saved yet.
  for (const { summary } of traces.entries) traces.change(exchange(summary.first, { detail: 'among all' }));
  save(undefined);

  const [, second, third] = traces.entries.map((entry) => traces.load(entry));

  expect(looked?.read(segmentRows - 1).id).toBe(segmentRows);
  expect([second, third].map((segment) => segment?.read(4))).toMatchObject([
    { id: segmentRows + 5, detail: 'after it was let go of' },
    { id: 2 * segmentRows + 5, detail: 'after it was saved' },
  ]);
  const rows = traces.entries.map((entry) => traces.load(entry).read(0));
  expect(rows.map(({ detail }) => detail)).toEqual(rows.map(() => 'among all'));
  expect(rows.map((row) => row.id)).toEqual(rows.map((_, index) => index * segmentRows + 1));
  tables.close();
});

test.for([
  ['a damaged file', (path: string) => writeFileSync(path, 'no database, whatever it is called'), 'one'],
  ['another history', () => undefined, 'another'],
] as const)('%s makes way for an empty one', ([, harm, history]) => {
  const { path, open } = tracesOnDisk();
  const first = open();
  first.traces.begin(exchange(1));
  first.save(undefined);
  first.tables.close();
  harm(path);

  const { traces, tables } = open(history);

  expect(traces.entries).toEqual([]);
  expect(traces.tracedTo).toBe(0);
  tables.close();
});

test('rows keep their numbers while older ones are counted, newer ones come and the oldest go', () => {
  const { open } = tracesOnDisk();
  const { traces, tables } = open();
  for (let id = 1; id <= 3 * segmentRows; id += 1) traces.begin(exchange(id));
  const list = new ListView(traces, allExchanges(true));

  const oldest = idsOf(list, -3 * segmentRows, 1);
  const before = idsOf(list, -2, 10);
  traces.addRun({ first: 20_000, count: 70_000, outcome: 'complete', firstTime: 1, lastTime: 2 });
  const after = list.read({ at: 'row', from: -2, count: 4 });
  traces.dropBefore(segmentRows + 11);
  const { first, end, gone, rows } = list.read({ at: 'row', from: -3 * segmentRows, count: 3 });

  expect(oldest).toEqual([1]);
  expect(before).toEqual([3 * segmentRows - 1, 3 * segmentRows]);
  expect(after.rows.map(({ sequence }) => sequence)).toEqual([...before, 20_000, 20_001]);
  expect([first, end, gone, rows]).toEqual([-2 * segmentRows + 10, 70_000, 3, []]);
  expect(idsOf(list, first, 2)).toEqual([segmentRows + 11, segmentRows + 12]);
  tables.close();
});

test('deliveries are rows of their own only where they are asked for', () => {
  const { open } = tracesOnDisk();
  const { traces, tables } = open();
  traces.begin(exchange(1));
  traces.begin(exchange(2, { kind: 'delivery', message: 1 }));
  traces.begin(exchange(3));

  const [all, own] = [true, false].map((deliveries) => new ListView(traces, allExchanges(deliveries)));

  expect(all && idsOf(all, -10, 20)).toEqual([1, 2, 3]);
  expect(own && idsOf(own, -10, 20)).toEqual([1, 3]);
  tables.close();
});
