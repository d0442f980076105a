// Whether memory stays as it is however much comes in: the engine's, with one window to be seen and one that was hidden from
// the beginning, and that of a page in Chromium. Options: --quick (fewer messages), --json (one line for programs), --write
// (into docs/performance.md).
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Window } from './capture/app.ts';
import { connectProfile, openWindow, startApp } from './capture/app.ts';
import type { Generator } from './capture/contenders.ts';
import { createHeapProbe } from './capture/heap-probe.ts';
import type { SubscriberCount, SubscriberOrder } from './capture/subscriber.ts';
import type { Figure } from './frame/figure.ts';
import { atMost, spread } from './frame/figure.ts';
import { startProcess } from './frame/load-process.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { packageVersion } from './frame/versions.ts';
import { openFollowedPage } from './memory/followed-page.ts';

const isQuick = process.argv.includes('--quick');
const million = 1_000_000;
const milestones = isQuick ? [million, 2 * million, 3 * million] : [million, 5 * million, 10 * million];
/** Messages while a page is open, counted from when it was opened; and those of an hour in which it is hidden. */
const pageMilestones = isQuick ? [million, 2 * million] : [million, 3.6 * million];
const hiddenMessages = isQuick ? million : 3.6 * million;
const megabyte = 1_048_576;
const name = 'memory';
/** What heap, page and process may differ by although nothing was kept. */
const heapSlack = 4;
const pageSlack = 6;
const residentSlack = 40;

/** Bytes. */
interface Taken {
  readonly heap: number;
  readonly resident: number;
}

const busyness = watchMachine();
const generator: Generator = startProcess('bench/capture/generator.ts');
const bare = await measureBare();
const probe = await createHeapProbe();
const app = await startApp(probe.env);
const figures: Figure[] = [];
try {
  const window = await measure();
  await measurePage(window);
  window.close();
} finally {
  generator.stop();
  await app.stop();
}
tell({
  bench: 'memory',
  title: 'Memory',
  about:
    'The web host as it starts, with tree, history and traces, flooded with messages of 150 bytes over 1,000 topics at QoS 0 as fast as it takes them. One window follows tree, history and status; another one is hidden from before the first message on, and gives no credit. An hour of 1,000 messages/s is 3,600,000. Heap is what lives in the heap of the main thread after a collection, buffers are the memory of its ArrayBuffers, resident is the whole process with its workers, the caches of the database and what the allocator keeps. A page is one in Chromium that is opened afterwards, with the whole tree open and the history of all following; what it is sent comes at most 30 times a second, whatever the rate, so that an hour of it is a matter of `npm run soak`. A goal is set on what later messages add to the first million. The reference is a subscriber of MQTT.js with default options that counts the same messages and keeps none.',
  figures,
  busyness: busyness(),
  versions: [packageVersion('mqtt')],
});

async function measure(): Promise<Window> {
  const { port } = await generator.order({ do: 'listen', name });
  const window = await openWindow(app.url);
  const hidden = await openWindow(app.url);
  hidden.hide(true);
  await connectProfile(window.client, { port, qos: 0, protocolVersion: 5 });
  while (!(await generator.order({ do: 'count', name })).isSubscribed) await wait(20);
  const first = { heap: 0, resident: 0 };
  for (const [index, milestone] of milestones.entries()) {
    await floodTo(name, milestone, async () => window.shown().messages);
    await rest(window);
    const { heap, buffers } = await probe.read(app.pid);
    const resident = residentOf(app.pid);
    if (index === 0) Object.assign(first, { heap, resident });
    const after = `after ${counted(milestone)} messages`;
    const most = (bytes: number, slack: number) => (index === 0 ? undefined : bytes / megabyte + slack);
    figures.push(figure(`heap ${after}`, heap, most(first.heap, heapSlack), bare[index]?.heap));
    figures.push(figure(`buffers ${after}`, buffers, undefined));
    const mostResident = most(first.resident, residentSlack);
    figures.push(figure(`resident ${after}`, resident, mostResident, bare[index]?.resident));
  }
  const values = hidden.values.tree + hidden.values.history;
  figures.push(atMost(2, 'values that the hidden window was sent', 'values', [values]));
  figures.push(atMost(250, 'until the hidden window shows the present again', 'ms', [await unhide(hidden)]));
  hidden.close();
  return window;
}

/** A page that is opened now, while it is to be seen and then while it is hidden. */
async function measurePage(window: Window): Promise<void> {
  const page = await openFollowedPage(app.url);
  const { sent } = await generator.order({ do: 'count', name });
  const flood = (messages: number) => floodTo(name, sent + messages, async () => window.shown().messages);
  const [first = 0, last = 0] = pageMilestones;
  await flood(first);
  const before = await page.heap();
  const sizeAfter = async (what: string) =>
    figure(`heap of a page after ${what}`, await page.heap(), before / megabyte + pageSlack);
  figures.push(figure(`heap of a page after ${counted(first)} messages`, before, undefined));
  await flood(last);
  figures.push(await sizeAfter(`${counted(last)} messages`));
  await page.setHidden(true);
  await flood(last + hiddenMessages);
  await page.setHidden(false);
  figures.push(await sizeAfter(`${counted(hiddenMessages)} more while it was hidden`));
  figures.push(spread('values that the page was sent', 'values', [page.received()]));
  await page.close();
}

function counted(messages: number): string {
  return messages.toLocaleString('en');
}

/** After each milestone. */
async function measureBare(): Promise<readonly Taken[]> {
  const own = await createHeapProbe();
  const child = startProcess<SubscriberOrder, SubscriberCount>('bench/capture/subscriber.ts', own.env);
  const { port } = await generator.order({ do: 'listen', name: 'bare' });
  await child.order({ do: 'open', kind: 'default', port, qos: 0 });
  while (!(await generator.order({ do: 'count', name: 'bare' })).isSubscribed) await wait(20);
  const taken: Taken[] = [];
  for (const milestone of milestones) {
    await floodTo('bare', milestone, async () => (await child.order({ do: 'count' })).messages);
    taken.push({ heap: (await own.read(child.pid)).heap, resident: residentOf(child.pid) });
  }
  child.stop();
  await generator.order({ do: 'close', name: 'bare' });
  return taken;
}

function figure(what: string, bytes: number, most: number | undefined, reference?: number): Figure {
  const values = [bytes / megabyte];
  const one = most === undefined ? spread(what, 'MB', values) : atMost(most, what, 'MB', values);
  return reference === undefined
    ? one
    : { ...one, reference: reference / megabyte, ratio: bytes / reference };
}

async function floodTo(flooded: string, milestone: number, taken: () => Promise<number>): Promise<void> {
  const { sent } = await generator.order({ do: 'count', name: flooded });
  await generator.order({ do: 'send', name: flooded, messages: milestone - sent });
  while ((await taken()) < milestone) await wait(20);
}

/** Until all that came is on the disk. */
async function rest(window: Awaited<ReturnType<typeof openWindow>>): Promise<void> {
  let before = (await window.status()).stored;
  for (;;) {
    const { stored } = await window.status();
    if (stored === before) return;
    before = stored;
  }
}

/** How long until a window that comes back shows all that came meanwhile. */
async function unhide(hidden: Awaited<ReturnType<typeof openWindow>>): Promise<number> {
  const began = performance.now();
  hidden.hide(false);
  while (hidden.shown().messages < (milestones.at(-1) ?? 0)) await wait(1);
  return performance.now() - began;
}

function residentOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
