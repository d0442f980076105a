import { afterEach, expect, test } from 'vitest';
import type { TimelineParams, TimelineValue } from '../../app/contract/areas/timeline.ts';
import { timelineValue } from '../../app/contract/areas/timeline.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import { lab, makeFolder, open, publish, record, stored } from '../history/testing/history-bench.ts';
import { createHistoryView } from './history-view.ts';
import { createTimelineView } from './timeline-view.ts';

const second = 1_000_000;
const start = 1_000 * second;
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A message each second, 1,500 of them: two full blocks and a tail. Each tenth is an alarm. */
async function setup(change: Partial<TimelineParams> = {}) {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, start);
  const send = async (from: number, to: number): Promise<void> => {
    for (let at = from; at < to; at += 1) {
      const topic = at % 10 === 0 ? 'plant/alarm' : 'plant/press';
      recorder.packet(link, 'received', 4, publish(topic, `number ${at}`), start + at * second);
    }
    recorder.flush();
    await stored(history, recorder.lastSequence());
  };
  await send(0, 1_500);
  const params: TimelineParams = { source: lab, branch: true, buckets: 60, ...change };
  const nodeTopic = () => Buffer.from('plant/alarm');
  let changes = 0;
  let due: (() => void) | undefined;
  const timers = {
    soon: () => () => undefined,
    after: (_: number, task: () => void) => {
      due = task;
      return () => undefined;
    },
  };
  const view = createTimelineView({ history, nodeTopic, timers }, params, () => {
    changes += 1;
  });
  const rows = createHistoryView(
    { history, nodeTopic, clock: { now: () => start }, timers },
    { ...params, window: { at: 'end', count: 0 } },
    () => undefined,
  );
  cleanUps.push(
    () => view.close(),
    () => rows.close(),
  );
  return { send, view, rows, params, changes: () => changes, endRest: () => due?.() };
}

/** Reads until nothing is left to count; each value is held to the contract. */
async function read(view: FeedSource<TimelineParams, TimelineValue>): Promise<TimelineValue> {
  for (;;) {
    const value = timelineValue.parse(await view.read());
    if (!value.counting) return value;
  }
}

function sum(counts: readonly number[] | undefined): number | undefined {
  return counts?.reduce((total, count) => total + count, 0);
}

test('the strip has all messages at their times, those of the tail too, and follows what comes', async () => {
  const { view, send, changes, endRest } = await setup();

  const before = await read(view);
  await send(1_500, 2_400);
  const during = changes();
  endRest();
  const after = await read(view);

  expect([before.from, before.width, sum(before.volume)]).toEqual([990 * second, 30 * second, 1_500]);
  // A message a second, but for the first and last piece, and what a block spreads over its edge.
  expect(before.volume.slice(1, -1).every((count) => Math.abs(count - 30) <= 1)).toBe(true);
  expect([sum(after.volume), changes() - during]).toEqual([2_400, 1]);
});

test('with a filter it says where the matches are that the history has found', async () => {
  const { view, rows } = await setup({ filter: 'topic:alarm' });
  while (!(await rows.read()).looked.records);

  const value = await read(view);

  expect([sum(value.volume), sum(value.matches)]).toEqual([1_500, 150]);
});

test('of a topic it counts that topic alone', async () => {
  const { view, params } = await setup();

  view.update({ ...params, node: 0 as TimelineParams['node'], branch: false });
  const value = await read(view);

  expect(sum(value.volume)).toBe(150);
});
