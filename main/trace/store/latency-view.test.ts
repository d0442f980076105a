import { expect, test } from 'vitest';
import { exchange } from '../testing/exchanges.ts';
import { tracesOnDisk } from '../testing/traces-on-disk.ts';
import { LatencyView } from './latency-view.ts';
import { segmentRows } from './limits.ts';
import type { Measure } from './segment-tally.ts';

/** All that is over. */
const all: Measure = {
  count: function* (segment, into) {
    for (let row = 0; row < segment.rows; row += 1) {
      const { time, lastTime } = segment.read(row);
      if (segment.isOver(row)) into.measured(time, lastTime - time);
      else into.inFlight();
      into.began(time, 1);
      yield;
    }
  },
};

/** Counts to the end. */
function read(view: LatencyView, range: Parameters<LatencyView['read']>[0]) {
  for (;;) {
    const { value, hasMore } = view.read(range);
    if (!hasMore) return value;
  }
}

test('durations are counted by pieces of time, each once, however often it is looked', () => {
  const { traces } = tracesOnDisk().open();
  const count = 2 * segmentRows;
  for (let id = 1; id <= count; id += 1) {
    traces.begin(exchange(id, { firstTime: id, lastTime: id + (id > segmentRows ? 3_000 : 100) }));
  }
  traces.begin(
    exchange(count + 1, { outcome: 'in-flight', awaiting: 'puback', firstTime: 10, lastTime: 10 }),
  );
  const view = new LatencyView(traces, all);
  const range = { from: 0, to: count + 1, buckets: 2 };

  const first = read(view, range);
  traces.change(exchange(count + 1, { firstTime: 10, lastTime: 50_010 }));
  const second = read(view, range);

  expect([first.inFlight, first.all.count, first.all.p50, first.all.max]).toEqual([1, count, 100, 3_000]);
  expect(first.buckets.map(({ count, volume, p99 }) => [count, volume, p99])).toEqual([
    [segmentRows, segmentRows + 1, 100],
    [segmentRows, segmentRows, 3_000],
  ]);
  expect([second.inFlight, second.all.count, second.buckets[0]?.max]).toEqual([0, count + 1, 50_000]);
});

test('without a beginning it is all that there is, in pieces that stay while it grows', () => {
  const { traces } = tracesOnDisk().open();
  const view = new LatencyView(traces, all);
  for (let id = 1; id <= 100; id += 1) traces.begin(exchange(id, { firstTime: id * 10, lastTime: id * 10 }));

  const early = read(view, { from: undefined, to: 0, buckets: 11 });
  for (let id = 101; id <= 120; id += 1)
    traces.begin(exchange(id, { firstTime: id * 10, lastTime: id * 10 }));
  const late = read(view, { from: undefined, to: 0, buckets: 11 });

  expect([early.from, early.width, early.buckets.length, early.all.volume]).toEqual([0, 128, 8, 100]);
  expect([late.from, late.width, late.buckets.length, late.all.volume]).toEqual([0, 128, 10, 120]);
});

test('with a beginning and no end it grows, and its pieces have all of it', () => {
  const { traces } = tracesOnDisk().open();
  const view = new LatencyView(traces, all);
  for (let id = 1; id <= 100; id += 1) traces.begin(exchange(id, { firstTime: id, lastTime: id }));

  const early = read(view, { from: 50, to: 101, grows: true, buckets: 2 });
  for (let id = 101; id <= 110; id += 1) traces.begin(exchange(id, { firstTime: id, lastTime: id }));
  const late = read(view, { from: 50, to: 130, grows: true, buckets: 2 });

  expect([early.from, early.width, early.all.count]).toEqual([0, 64, 100]);
  expect([late.from, late.width, late.all.count]).toEqual([0, 64, 110]);
});

test('as time goes on old pieces go and what is new is counted beside them', () => {
  const { traces } = tracesOnDisk().open();
  const view = new LatencyView(traces, all);
  for (let id = 1; id <= 100; id += 1) traces.begin(exchange(id, { firstTime: id, lastTime: id + 5 }));

  const early = read(view, { from: 0, to: 100, buckets: 10 });
  for (let id = 101; id <= 150; id += 1) traces.begin(exchange(id, { firstTime: id, lastTime: id + 9 }));
  const late = read(view, { from: 50, to: 150, buckets: 10 });

  expect([early.all.count, early.all.max]).toEqual([99, 5]);
  expect([late.from, late.width, late.all.count, late.all.max]).toEqual([50, 10, 100, 9]);
});

/** One that comes to no end in segments in which `isSlow` holds, once it has counted the first row. */
function slowMeasure(isSlow: (last: number) => boolean) {
  const resumed: boolean[] = [];
  const measure: Measure = {
    count: function* (segment, into) {
      into.began(segment.read(0).time, 1);
      while (isSlow(segment.last)) resumed.push(yield);
      for (let row = 1; row < segment.rows; row += 1) into.began(segment.read(row).time, 1);
    },
  };
  return { measure, resumed };
}

test('a filter that comes to no end keeps nobody waiting, and what was counted before stands meanwhile', () => {
  const { traces } = tracesOnDisk().open();
  const range = { from: 0, to: segmentRows + 100, buckets: 1 };
  for (let id = 1; id <= segmentRows + 5; id += 1)
    traces.begin(exchange(id, { firstTime: id, lastTime: id }));
  let isSlow = true;
  const { measure, resumed } = slowMeasure((last) => isSlow && last > segmentRows);
  const view = new LatencyView(traces, measure);
  const volume = () => {
    const { value, hasMore, counting } = view.read(range);
    return [value.all.volume, hasMore, counting];
  };

  const first = volume();
  isSlow = false;
  const whole = volume();
  isSlow = true;
  traces.begin(exchange(segmentRows + 6, { firstTime: 20, lastTime: 20 }));
  const meanwhile = [volume(), volume()];
  isSlow = false;
  const after = [volume(), volume()];

  expect([first, whole]).toEqual([
    [1, true, true],
    [segmentRows + 5, false, false],
  ]);
  expect(meanwhile).toEqual([
    [segmentRows + 5, true, false],
    [segmentRows + 5, true, false],
  ]);
  expect(after.at(-1)).toEqual([segmentRows + 6, false, false]);
  expect(resumed).toContain(true);
});
