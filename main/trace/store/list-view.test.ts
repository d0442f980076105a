import { expect, test } from 'vitest';
import { exchange } from '../testing/exchanges.ts';
import { tracesOnDisk } from '../testing/traces-on-disk.ts';
import { segmentRows } from './limits.ts';
import { ListView } from './list-view.ts';
import type { Seen } from './row-changes.ts';
import type { Segment } from './segment.ts';
import type { ExchangeSearch, ExchangeTest } from './segment-search.ts';
import { allAtOnce } from './segment-search.ts';

function isWanted(segment: Segment, row: number): boolean {
  return segment.isRun(row) ? segment.read(row).outcome === 'complete' : !segment.isOver(row);
}

/** A list of exchanges that are not over, or of a run and complete, and which packets they were looked at for. */
function setup(looksAround = false) {
  const { traces, tables, save } = tracesOnDisk().open();
  const looked: number[] = [];
  const find = (segment: Segment, oldest: number, seen?: Seen): ExchangeSearch => {
    const found: number[] = [];
    let place = segment.exchanges;
    for (let row = segment.rows - 1; row >= 0; row -= 1) {
      const [id, count] = [segment.columns.id[row] ?? 0, segment.columns.count[row] ?? 1];
      place -= count;
      for (let sequence = id + count - 1; sequence >= id + (seen?.(row, place) ?? 0); sequence -= 1) {
        looked.push(sequence);
        if (sequence >= oldest && isWanted(segment, row)) found.push(sequence);
      }
    }
    return allAtOnce(found);
  };
  const test: ExchangeTest = { count: () => undefined, find, looksAround };
  const list = () => new ListView(traces, test);
  const take = () => looked.splice(0);
  return { traces, save, tables, list, take };
}

const shown = (list: ListView) => list.read({ at: 'end', count: 9 }).rows.map(({ sequence }) => sequence);

test('of a segment that changes again only what changed and came is looked at again', () => {
  const { traces, list, take, tables } = setup();
  for (const id of [1, 2, 3, 4]) traces.begin(exchange(id, { outcome: 'in-flight' }));
  const view = list();
  const atFirst = [shown(view), take()];
  traces.change(exchange(2));
  const changed = [shown(view), take()];

  traces.change(exchange(3));
  traces.begin(exchange(5, { outcome: 'in-flight' }));
  const again = [shown(view), take()];
  traces.addRun({ first: 6, count: 3, outcome: 'complete', firstTime: 1, lastTime: 2 });
  const withRun = [shown(view), take()];
  traces.addRun({ first: 9, count: 1, outcome: 'complete', firstTime: 2, lastTime: 3 });
  const withMore = [shown(view), take()];

  expect(atFirst).toEqual([
    [1, 2, 3, 4],
    [4, 3, 2, 1],
  ]);
  // That it changes is noted from then on.
  expect(changed).toEqual([
    [1, 3, 4],
    [4, 3, 2, 1],
  ]);
  expect(again).toEqual([
    [1, 4, 5],
    [5, 3],
  ]);
  expect(withRun).toEqual([
    [1, 4, 5, 6, 7, 8],
    [8, 7, 6],
  ]);
  expect(withMore).toEqual([[1, 4, 5, 6, 7, 8, 9], [9]]);
  tables.close();
});

test('what is cut out of a run is looked at again, with all behind it', () => {
  const { traces, list, take, tables } = setup();
  traces.begin(exchange(1, { outcome: 'in-flight' }));
  traces.addRun({ first: 2, count: 4, outcome: 'complete', firstTime: 1, lastTime: 2 });
  const view = list();
  shown(view);
  traces.begin(exchange(6, { outcome: 'in-flight' }));
  shown(view);
  take();

  traces.settle({ first: 3, last: 4, outcome: 'no-subscriber', detail: '' });
  const settled = [shown(view), take()];

  expect(settled).toEqual([
    [1, 2, 5, 6],
    [6, 5, 4, 3],
  ]);
  tables.close();
});

test.each([
  ['it was written down meanwhile', false],
  ['an exchange may be one because of others', true],
])('all of a segment is looked at again where %s', (_, looksAround) => {
  const { traces, save, list, take, tables } = setup(looksAround);
  for (let id = 1; id <= segmentRows + 1; id += 1) traces.begin(exchange(id));
  for (const id of [1, 2, 3]) traces.change(exchange(id, { outcome: 'in-flight' }));
  const view = list();
  while (view.isCounting) view.count();
  traces.change(exchange(2));
  shown(view);
  if (!looksAround) save(undefined);
  take();

  traces.change(exchange(1));
  const after = shown(view);

  expect([after, take().length]).toEqual([[3], segmentRows]);
  tables.close();
});

test('of a segment that nobody had time to count again no more rows are shown than were counted', () => {
  const { traces, tables } = setup();
  const slice = (segment: Segment, _oldest: number, first: number, last: number) =>
    Array.from(segment.columns.id.subarray(first, Math.min(last, segment.rows)));
  const counts = ({ exchanges }: { readonly exchanges: number }) => exchanges;
  const all: ExchangeTest = {
    count: counts,
    plain: { count: counts, slice },
    find: () => allAtOnce([]),
    looksAround: false,
  };
  for (const id of [1, 2, 3]) traces.begin(exchange(id));
  let looks = Number.POSITIVE_INFINITY;
  const now = () => {
    looks -= 1;
    return looks < 0 ? 1e9 : 0;
  };
  const view = new ListView(traces, all, now);
  const before = shown(view);
  for (let id = 4; id <= segmentRows + 1; id += 1) traces.begin(exchange(id));
  // Time enough for the newest segment.
  looks = 2;

  const after = shown(view);

  expect([before, after]).toEqual([
    [1, 2, 3],
    [1, 2, 3, segmentRows + 1],
  ]);
  tables.close();
});

test('the row of an exchange is told wherever it is, and that another has none', () => {
  const { traces, list } = setup();
  for (const id of [1, 2, 4, 5]) traces.begin(exchange(id, { outcome: 'in-flight' }));
  traces.begin(exchange(6));
  const view = list();

  const read = (seek: number) => view.read({ at: 'end', count: 1, seek });
  expect([1, 2, 5, 3, 6].map((seek) => read(seek).sought)).toEqual([
    { exchange: 1, row: -4 },
    { exchange: 2, row: -3 },
    { exchange: 5, row: -1 },
    { exchange: 3, row: undefined },
    { exchange: 6, row: undefined },
  ]);
});
