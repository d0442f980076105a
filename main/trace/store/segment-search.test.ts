import { expect, test } from 'vitest';
import { exchange } from '../testing/exchanges.ts';
import { tracesOnDisk } from '../testing/traces-on-disk.ts';
import { segmentRows } from './limits.ts';
import { ListView } from './list-view.ts';
import { Segment } from './segment.ts';
import { sequencesAt } from './segment-order.ts';
import type { ExchangeSearch, ExchangeTest, LookedAt } from './segment-search.ts';
import { SegmentSearch } from './segment-search.ts';

type Steps = Generator<LookedAt, LookedAt, boolean>;

/** A segment of exchanges that begin at the packets from 1 on. */
function segmentOf(exchanges: number): Segment {
  const segment = new Segment();
  for (let id = 1; id <= exchanges; id += 1) segment.add(exchange(id));
  return segment;
}

test('a segment is looked through in as many steps as somebody has time for', () => {
  const resumed: boolean[] = [];
  function* search(): Steps {
    for (const looked of [
      { found: [9, 7], left: 6 },
      { found: [], left: 4 },
      { found: [3], left: 2 },
    ]) {
      resumed.push(yield looked);
    }
    return { found: [1], left: 0 };
  }
  const segment = segmentOf(9);
  const going = new SegmentSearch(segment, search(), 1);

  const steps: (readonly number[])[] = [];
  const looked: number[] = [];
  for (let isDone = false; !isDone; looked.push(going.looked)) {
    isDone = going.goOn(() => false);
    steps.push(sequencesAt(segment, going.matches.places(0, 9)));
  }

  expect(steps).toEqual([
    [7, 9],
    [7, 9],
    [3, 7, 9],
    [1, 3, 7, 9],
  ]);
  expect(looked).toEqual([3, 5, 7, 9]);
  expect(resumed).toEqual([true, true, true]);
});

/** Two segments; of the newer one the search finds something at once and then comes to no end. */
function setup() {
  const { open } = tracesOnDisk();
  const { traces, tables } = open();
  for (let id = 1; id <= segmentRows + 10; id += 1) traces.begin(exchange(id));
  let steps = 0;
  function* endless(newest: number): Steps {
    yield { found: [newest], left: 4 };
    for (;;) {
      steps += 1;
      yield { found: [], left: 3 };
    }
  }
  const find = (segment: { readonly last: number }): ExchangeSearch => endless(segment.last);
  const endlessTest: ExchangeTest = { count: () => undefined, find, looksAround: false };
  let now = 0;
  const clock = () => {
    now += 0.01;
    return now;
  };
  return { traces, tables, list: new ListView(traces, endlessTest, clock), steps: () => steps };
}

test('a filter that comes to no end keeps nobody waiting, and shows what it has found', () => {
  const { list, tables } = setup();

  const { rows, counting, looked, first, end } = list.read({ at: 'end', count: 10 });

  expect(rows.map(({ sequence }) => sequence)).toEqual([segmentRows + 10]);
  expect({ counting, looked, first, end }).toEqual({
    counting: true,
    looked: { exchanges: 7, of: segmentRows + 10 },
    first: -1,
    end: 0,
  });
  tables.close();
});

test('one that is stopped goes no further', () => {
  const { list, steps, tables } = setup();
  list.count();

  list.stop(true);
  const before = steps();
  const { counting } = list.read({ at: 'end', count: 10 });
  list.count();

  expect([counting, steps() - before]).toEqual([false, 0]);
  tables.close();
});

test('of a segment that changed the rows of before are shown until it was looked through again', () => {
  const { open } = tracesOnDisk();
  const { traces, tables } = open();
  for (let id = 1; id <= 20; id += 1) traces.begin(exchange(id));
  let isSlow = false;
  function* even(last: number): Steps {
    for (let id = last - (last % 2); id > 0; id -= 2) yield { found: [id], left: id };
    while (isSlow) yield { found: [], left: 1 };
    return { found: [], left: 0 };
  }
  const list = new ListView(traces, {
    count: () => undefined,
    looksAround: false,
    find: ({ last }) => even(last),
  });
  const ids = () => list.read({ at: 'end', count: 3 }).rows.map(({ sequence }) => sequence);

  while (list.isCounting) list.count();
  const before = ids();
  isSlow = true;
  traces.begin(exchange(21));
  traces.begin(exchange(22));
  const meanwhile = ids();
  isSlow = false;
  while (list.isCounting) list.count();
  const after = list.read({ at: 'row', from: -1, count: 3 });

  expect([before, meanwhile]).toEqual([
    [16, 18, 20],
    [16, 18, 20],
  ]);
  expect([after.rows.map(({ sequence }) => sequence), after.end]).toEqual([[20, 22], 1]);
  tables.close();
});
