// The list of retained messages over a million topics: how long until it is sorted or filtered, what processor time that
// takes, and of the longest slice. Options: --quick (200,000 topics), --json (one line for programs), --write (into
// docs/performance.md).
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { ListParams } from '../app/contract/areas/broker/list.ts';
import { createBroker } from '../main/broker/broker.ts';
import { defaultConfig } from '../main/broker/config/broker-config.ts';
import { blindObserver } from '../main/capture/blind-observer.ts';
import { collect, forEachInSlices } from '../main/views/broker/collect.ts';
import { ListView } from '../main/views/broker/list-view.ts';
import { retainedList } from '../main/views/broker/retained-list.ts';
import { RowKeys } from '../main/views/broker/row-keys.ts';
import type { Timers } from '../main/views/timers.ts';
import { nodeTimers } from '../main/views/timers.ts';
import type { Figure } from './frame/figure.ts';
import { atMost, spread } from './frame/figure.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';

const busyness = watchMachine();
/** Milliseconds: what a slice sets out to take is a few of them. */
const longestSlice = 100;
const topics = process.argv.includes('--quick') ? 200_000 : 1_000_000;
const clock = { now: () => (performance.timeOrigin + performance.now()) * 1000 };
const limits = { ...defaultConfig.limits, retainedMessages: topics, retainedBytes: 2_000_000_000 };
const broker = createBroker(
  { clock, random: Math.random, log: () => undefined, observer: blindObserver },
  { ...defaultConfig, limits },
);
/** Milliseconds of processor time of the longest slice: the wall clock would count what else the machine does. */
let longest = 0;
const timers: Timers = {
  ...nodeTimers,
  soon: (task) => nodeTimers.soon(() => slice(task)),
};
const around = { keys: new RowKeys(), timers, now: () => performance.now() };
const list = retainedList(broker.inspection);
const figures: Figure[] = [];

fill();
const view = new ListView(list, paramsOf({}), () => undefined, around);
await measure('first, by topic', {});
await measure('by size', { sort: { column: 'size', isDescending: true } });
await measure('by publisher', { sort: { column: 'publisher', isDescending: false } });
await measure('filter by text', { filter: 'line-7/press' });
await measure('filter by wildcards', { filter: 'plant/+/press/+' });
await measure('all again', {});
view.close();
await measureTask('found and counted for clearing', async () => {
  await collect(list, { kind: 'matching', filter: '' }, around);
});
const found = await collect(list, { kind: 'matching', filter: '' }, around);
await measureTask('cleared', async () => {
  await forEachInSlices(found, around, ({ message }) => {
    if (message !== undefined) broker.control.clear(message.topic);
  });
});
await broker.close();
tell({
  bench: 'retained-list',
  title: 'List of retained messages',
  about: `The list of the Broker screen over ${topics.toLocaleString('en')} retained messages, in one process: how long until all of it is in order, and how long its longest slice keeps the thread from the clients, by processor time.`,
  figures,
  busyness: busyness(),
});

function fill(): void {
  for (let at = 0; at < topics; at += 1) {
    const topic = `plant/line-${at % 97}/press/sensor-${(at * 7_919) % topics}`;
    const payload = Buffer.alloc(20 + (at % 50), 'x');
    const publisher = `plc-${at % 1000}`;
    const message = { topic, payload, qos: 1, retain: true, properties: {}, publisher, arrived: clock.now() };
    broker.control.putBack({ ...message, qos: 1 }, true);
  }
}

function paramsOf(change: Partial<ListParams>): ListParams {
  const sort = { column: 'topic', isDescending: false };
  return { filter: '', sort, from: 0, count: 100, isStill: true, renewal: 0, ...change };
}

async function measure(name: string, change: Partial<ListParams>): Promise<void> {
  await measureTask(name, async () => {
    view.update(paramsOf(change));
    while (slice(() => view.read()).isOrdering) await turn();
  });
}

async function measureTask(name: string, task: () => Promise<void>): Promise<void> {
  longest = 0;
  const began = performance.now();
  const used = process.threadCpuUsage();
  await task();
  const ms = performance.now() - began;
  figures.push(spread(`${name}: by the clock`, 'ms', [ms]));
  figures.push(spread(`${name}: by processor time`, 'ms', [since(used)]));
  figures.push(atMost(longestSlice, `${name}: longest slice`, 'ms', [longest]));
}

function slice<T>(task: () => T): T {
  const used = process.threadCpuUsage();
  const result = task();
  longest = Math.max(longest, since(used));
  return result;
}

/** Milliseconds of processor time of this thread. */
function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
