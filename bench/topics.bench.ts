// A million topics in the index: bytes each, how fast they come in and change, how long a window, a filter and a
// snapshot keep the thread. Beside it a tree of objects and Maps, as one would write it first.
// Options: --quick (200,000 topics), --json (one line for programs), --write (into docs/performance.md).
import { sourceId } from '../app/contract/areas/common.ts';
import { encode } from '../app/mqtt/encode.ts';
import { noProperties } from '../app/mqtt/properties.ts';
import type { RecordBatch } from '../main/capture/record-sink.ts';
import { createRecorder } from '../main/capture/recorder.ts';
import type { TopicCounter } from '../main/capture/topic-counter.ts';
import { noCounter } from '../main/capture/topic-counter.ts';
import { createTopicIndex, defaultTopicBudget } from '../main/topics/topic-index.ts';
import { TopicSnapshots } from '../main/topics/topic-snapshots.ts';
import { ShownTrees } from '../main/views/shown-trees.ts';
import { createTreeView } from '../main/views/tree-view.ts';
import type { Figure } from './frame/figure.ts';
import { atLeast, atMost, median, spread } from './frame/figure.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { createMemoryMeter, perSecond, timed } from './topics/cost.ts';
import { createPlainTree } from './topics/plain-tree.ts';

const busyness = watchMachine();
const topics = process.argv.includes('--quick') ? 200_000 : 1_000_000;
const updates = topics;
const payload = Buffer.from('{"device":"press-plc-1","temp":71.9}'.padEnd(150, ' '));
const memory = createMemoryMeter();
const clock = { now: () => performance.timeOrigin * 1000 + performance.now() * 1000 };
const source = sourceId.parse('broker');
const figures: Figure[] = [];

await measure('deep', (number) => {
  const levels = [number % 10, Math.floor(number / 10) % 20, Math.floor(number / 200) % 50];
  return `site${levels[0]}/area${levels[1]}/line${levels[2]}/cell${Math.floor(number / 10_000)}`;
});
await measure('flat', (number) => `sensors/device-${String(number).padStart(7, '0')}`);

await measureNeverRepeating();
measureCapture();

tell({
  bench: 'topics',
  title: 'Topic index',
  about: `${topics.toLocaleString('en')} topics in the index of one process, over four levels (deep) and as siblings (flat), by processor time. The reference is a tree of objects and Maps, as one would write it first. Topics that never repeat have a random id in each and come between 1,000 that come again; the index has a fifth of its usual budget. Of capture: the recorder with the index beside the same one without; the index counts a message in the turn that takes it in, so no rate that is captured leaves it behind.`,
  figures,
  busyness: busyness(),
});

async function measure(shape: string, topicOf: (number: number) => string): Promise<void> {
  const wire = Array.from({ length: topics }, (_, place) => Buffer.from(topicOf((place * 7_919) % topics)));
  const plain = await measurePlainTree(wire);
  const before = await memory();
  const index = createTopicIndex({ seed: 20_260_101, clock, budget: 2_000_000_000, maxDepth: 100 });
  let sequence = 0;
  const receive = (topic: Uint8Array) =>
    index.message(topic, 'received', 0, false, payload, clock.now(), sequence++);
  const first = perSecond(wire.length, () => wire.forEach(receive));
  lower(`${shape}: memory`, ((await memory()) - before) / topics, 'bytes/topic', 600, plain.bytes);
  beside(`${shape}: new topics`, 'topics/CPU-s', first, plain.first);
  const random = perSecond(updates, () => {
    for (let count = 0; count < updates; count += 1) receive(pick(wire, (count * 7_907) % wire.length));
  });
  beside(`${shape}: updates all over`, 'messages/CPU-s', random, plain.updates);
  const hot = perSecond(updates, () => {
    for (let count = 0; count < updates; count += 1) receive(pick(wire, count % 1_000));
  });
  figures.push(spread(`${shape}: updates of 1,000 topics`, 'messages/CPU-s', [hot]));
  measureViews(shape, index);
  const pass = new TopicSnapshots(index).begin();
  const portions: number[] = [];
  while (timed(() => pass.take(250).length, portions) > 0);
  lower(`${shape}: longest portion of a snapshot`, Math.max(...portions), 'ms', 20);
}

/** A flood of topics with a random id in each, beside ones that come again: these stay, and memory within its budget. */
async function measureNeverRepeating(): Promise<void> {
  const budget = defaultTopicBudget / 5;
  const honest = Array.from({ length: 1_000 }, (_, at) => Buffer.from(`plant/line-${at % 10}/machine-${at}`));
  const before = await memory();
  const index = createTopicIndex({ seed: 20_260_101, clock, budget, maxDepth: 100 });
  let sequence = 0;
  const receive = (topic: Uint8Array) =>
    index.message(topic, 'received', 0, false, payload, clock.now(), sequence++);
  for (const topic of [...honest, ...honest]) receive(topic);
  const flood = 2.5 * topics;
  const rate = perSecond(flood, () => {
    for (let at = 0; at < flood; at += 1) {
      receive(Buffer.from(`requests/${randomId(at)}/answer`));
      if (at % 100 === 0) receive(pick(honest, (at / 100) % honest.length));
    }
  });
  const used = (await memory()) - before;
  const stayed = honest.filter((topic) => index.nodes.find(topic) !== -1).length;
  const what = `${flood.toLocaleString('en')} topics that never repeat`;
  figures.push(
    spread(`${what}: taken in`, 'topics/CPU-s', [rate]),
    spread(`${what}: of them let go, and counted above`, 'topics', [index.stats().evicted]),
    atMost(1, `${what}: memory`, 'of the budget', [used / budget]),
    atLeast(honest.length, `${what}: of 1,000 that come again there are still`, 'topics', [stayed]),
    atLeast(flood + stayedMessages(flood), `${what}: messages counted`, 'messages', [index.stats().messages]),
  );
}

/** What the honest ones published: twice before the flood, then one for each hundred of it. */
function stayedMessages(flood: number): number {
  return 2_000 + Math.ceil(flood / 100);
}

/** Looks random, and is another for each number. */
function randomId(number: number): string {
  return Math.imul(number, 0x9e37_79b1).toString(16).padStart(9, '0') + number.toString(16);
}

/** What the index adds to the capture of a message; nothing is stored. */
function measureCapture(): void {
  const frames = Array.from({ length: 1_000 }, (_, number) =>
    encode(
      {
        type: 'publish',
        topic: `plant/line-${number % 10}/machine-${number}`,
        payload,
        qos: 0,
        retain: false,
        dup: false,
        id: 0,
        properties: noProperties,
      },
      4,
    ),
  );
  const index = createTopicIndex({ seed: 20_260_101, clock, budget: 2_000_000_000, maxDepth: 100 });
  const [withIndex, without] = [recorderWith(index), recorderWith(noCounter)];
  const pairs = Array.from(
    { length: 7 },
    () => [rateOf(withIndex, frames), rateOf(without, frames)] as const,
  );
  const ratios = pairs.map(([ours, bare]) => ours / bare);
  figures.push({
    ...spread(
      'captured with the index',
      'messages/CPU-s',
      pairs.map(([ours]) => ours),
    ),
    reference: median(pairs.map(([, bare]) => bare)),
    ratio: median(ratios),
  });
}

function recorderWith(index: TopicCounter): (frame: Uint8Array) => void {
  const spare: ArrayBuffer[] = [];
  const store = {
    firstSequence: 1,
    firstLink: 1,
    queuedBytes: () => 0,
    queuedBatches: () => 0,
    waitingSince: () => undefined,
    longestRecord: () => 1_000_000,
    problem: () => undefined,
    buffer: (size: number) => spare.pop() ?? new ArrayBuffer(Math.max(size, 1_048_576)),
    store: ({ buffer }: RecordBatch) => spare.push(buffer),
    flushWith: () => undefined,
    lost: () => undefined,
  };
  const recorder = createRecorder({ source, clock, index, store, log: () => undefined, marksLinks: false });
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 0);
  return (frame) => recorder.packet(link, 'received', 4, frame, clock.now());
}

function rateOf(take: (frame: Uint8Array) => void, frames: readonly Uint8Array[]): number {
  const rounds = 200;
  return perSecond(rounds * frames.length, () => {
    for (let round = 0; round < rounds; round += 1) frames.forEach(take);
  });
}

function measureViews(shape: string, index: ReturnType<typeof createTopicIndex>): void {
  const tasks: (() => void)[] = [];
  const timers = {
    soon: (task: () => void) => {
      tasks.push(task);
      return () => undefined;
    },
    after: () => () => undefined,
  };
  const params = { source, filter: '', expansion: { base: 'open' as const, except: [] }, from: 0, count: 60 };
  const view = createTreeView(index, params, () => undefined, {
    clock,
    timers,
    shown: new ShownTrees(),
  });
  const windows: number[] = [];
  for (let count = 0; count < 300; count += 1) {
    view.update({ ...params, from: (count * 7_919_111) % topics });
    timed(() => view.read(), windows);
  }
  windows.sort((a, b) => a - b);
  lower(`${shape}: window of 60 rows, 99 of 100 within`, windows[296] ?? 0, 'ms', 16);
  for (const [name, change] of [
    ['filter by text', { filter: '77' }],
    ['sort by messages', { sort: 'messages' }],
  ] as const) {
    const slices: number[] = [];
    timed(() => view.update({ ...params, ...change }), slices);
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) timed(task, slices);
    figures.push(spread(`${shape}: ${name}, all of it`, 'ms', [slices.reduce((a, b) => a + b)]));
    lower(`${shape}: ${name}, longest slice`, Math.max(...slices), 'ms', 20);
    view.update(params);
  }
  view.close();
}

/** The same counts in objects and Maps. */
async function measurePlainTree(
  wire: readonly Buffer[],
): Promise<{ first: number; updates: number; bytes: number }> {
  const before = await memory();
  const { receive, messages } = createPlainTree(payload);
  const first = perSecond(wire.length, () => wire.forEach(receive));
  const bytes = ((await memory()) - before) / wire.length;
  const random = perSecond(updates, () => {
    for (let count = 0; count < updates; count += 1) receive(pick(wire, (count * 7_907) % wire.length));
  });
  return { first, updates: random, bytes: messages() > 0 ? bytes : 0 };
}

function lower(name: string, value: number, unit: string, goal: number, reference?: number): void {
  const figure = atMost(goal, name, unit, [value]);
  figures.push(reference === undefined ? figure : { ...figure, reference, ratio: value / reference });
}

function beside(name: string, unit: string, value: number, reference: number): void {
  figures.push({ ...spread(name, unit, [value]), reference, ratio: value / reference });
}

function pick(wire: readonly Buffer[], place: number): Buffer {
  return wire[place] ?? payload;
}
