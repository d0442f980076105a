import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { databasePath } from '../../history/database-path.ts';
import { StoredUnits } from '../../history/stored-units.ts';
import { open } from '../../history/testing/history-bench.ts';
import { LatencyView } from '../../trace/store/latency-view.ts';
import { segmentRows } from '../../trace/store/limits.ts';
import { exchange } from '../../trace/testing/exchanges.ts';
import { tracesOnDisk } from '../../trace/testing/traces-on-disk.ts';
import { brokerSource } from '../source-list.ts';
import { measureOf } from './measure.ts';
import type { LatencyChoice } from './trace-messages.ts';

const millisecond = 1_000;

/** Traces to be filled, and what is measured of them. */
async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-measure-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const history = await open(folder);
  const units = new StoredUnits(databasePath(folder));
  onTestFinished(async () => {
    units.close();
    await history.close();
  });
  const { traces } = tracesOnDisk().open();
  const measured = (choice: Partial<LatencyChoice>) => {
    const whole = {
      source: brokerSource,
      qos: undefined,
      filter: undefined,
      of: 'handshakes',
      by: undefined,
    } as const;
    const view = new LatencyView(traces, measureOf({ ...whole, ...choice }, units, traces));
    return () => {
      for (;;) {
        const { value, groups, hasMore } = view.read({ from: undefined, to: 1, buckets: 2 });
        if (!hasMore) return { ...value, groups };
      }
    };
  };
  return { traces, measured };
}

test('a journey whose deliveries lie far apart is measured once, when the last of them is over', async () => {
  const { traces, measured } = await setup();
  const read = measured({ of: 'journeys' });
  const delivery = { kind: 'delivery', direction: 'sent', message: 1, client: 'panel' } as const;
  traces.begin(exchange(1, { firstTime: 1_000, lastTime: 1_200 }));
  traces.begin(exchange(3, { ...delivery, firstTime: 1_100, lastTime: 3_000 }));
  const waiting = { total: 2, done: 1, waiting: 1, failed: 0 };
  const journey = { id: 1, topic: 'plant/press', deliveredQos: 1, lastTime: 3_000 } as const;
  traces.setJourney({ ...journey, isOver: false, ...waiting });
  for (let id = 5; id < 5 + segmentRows; id += 1) traces.begin(exchange(id, { kind: 'ping' }));
  const first = read();

  const late = 10 + segmentRows;
  const end = 1_000 + 5 * millisecond;
  traces.begin(exchange(late, { ...delivery, firstTime: 3_000, lastTime: end }));
  const over = { total: 2, done: 2, waiting: 0, failed: 0 };
  traces.setJourney({ ...journey, isOver: true, lastTime: end, ...over });
  const second = read();

  expect([first.all.count, first.inFlight]).toEqual([0, 1]);
  expect([second.all.count, second.inFlight, second.all.max]).toEqual([1, 0, 5 * millisecond]);
});

test('those with the most are told apart by their names, and the rest together', async () => {
  const { traces, measured } = await setup();
  const read = measured({ by: { kind: 'client' } });
  for (let id = 1; id <= 2_000; id += 1) {
    // Every other exchange is that of one client, each of the others has its own, and all takes as long as its number.
    const client = id % 2 === 0 ? 'historian' : `press-${id}`;
    traces.begin(exchange(id, { client, firstTime: id, lastTime: 2 * id }));
  }

  const { groups = [], others, all } = read();

  expect(groups[0]).toEqual({
    name: 'historian',
    count: 1_000,
    p50: 1_003,
    p95: 1_903,
    p99: 1_983,
    max: 2_000,
  });
  expect([groups.length, all.count]).toEqual([50, 2_000]);
  expect(groups.reduce((sum, { count }) => sum + count, others?.count ?? 0)).toBe(2_000);
  expect(others?.max).toBe(1_999);
});
