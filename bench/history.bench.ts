// What the history takes in, how small it keeps it and how soon it finds it: recorder, store and reader as the app uses
// them, 150 bytes of JSON, 1,000 topics. Options: --quick (fewer messages), --json (one line for programs), --write (into
// docs/performance.md).
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History } from '../main/history/history.ts';
import { openHistory } from '../main/history/history.ts';
import type { Figure } from './frame/figure.ts';
import { atLeast, atMost, spread } from './frame/figure.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { coldTopic, makeFrames, publish, topicOf } from './history/messages.ts';
import { measurePlainTable } from './history/plain-table.ts';
import type { Taken } from './history/reading.ts';
import { jump, openAndRead } from './history/reading.ts';
import { timeOf, Writer } from './history/writer.ts';

const isQuick = process.argv.includes('--quick');
const messages = isQuick ? 400_000 : 3_500_000;
const rounds = 7;
const smallBudget = 64 * 1_048_576;
const largeBudget = 4 * 1_073_741_824;
const last100 = { at: 'end', count: 100 } as const;

const busyness = watchMachine();
const figures: Figure[] = [];
const frames = makeFrames(20_000);
const root = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
try {
  const folder = folderOf('history');
  await measureWriting(folder);
  const history = await open(folder, largeBudget);
  await measureReading(history, '');
  await measureReadingWhileWriting(history);
  await history.close();
  await measureRetention(folderOf('budget'));
} finally {
  rmSync(root, { recursive: true });
}
tell({
  bench: 'history',
  title: 'History',
  about: `${messages.toLocaleString('en')} messages of 150 bytes of JSON over 1,000 topics, recorded and stored as the app does it: the recorder on this thread, one worker that writes, one that reads. Median and, in brackets, lowest and highest of seven; each opens a view on another topic, as a click does. Processor time is that of the whole process, so that beside what is written at the same time it says nothing and is left out. The reference is a table of SQLite with a row for each message and an index by topic.`,
  figures,
  busyness: busyness(),
  versions: [`SQLite ${process.versions['sqlite'] ?? ''}`],
});

function folderOf(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
}

async function open(folder: string, budget: number): Promise<History> {
  const opened = await openHistory({ folder, budget, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  return opened.history;
}

/** A hundred messages of a cold topic first, then all the others in seven parts as fast as the disk takes them. */
async function measureWriting(folder: string): Promise<void> {
  const history = await open(folder, largeBudget);
  const writer = new Writer(history, frames);
  writer.writeOne(publish(coldTopic, 0), 100);
  const parts: { readonly rate: number; readonly worker: number; readonly cost: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [began, used, usedHere] = [performance.now(), process.cpuUsage(), process.threadCpuUsage()];
    const written = await writer.write(messages / rounds);
    await writer.stored();
    const all = sumOf(process.cpuUsage(used));
    const here = sumOf(process.threadCpuUsage(usedHere));
    const rate = (written / (performance.now() - began)) * 1_000;
    parts.push({ rate, worker: (written / (all - here)) * 1_000_000, cost: all / written });
  }
  await writer.close();
  await history.close();
  const plain = measurePlainTable(folderOf('plain'), frames, Math.min(messages, 200_000));
  figures.push(
    beside(
      atLeast(
        500_000,
        'into the history',
        'messages/s',
        parts.map(({ rate }) => rate),
      ),
      plain.perSecond,
    ),
    atLeast(
      500_000,
      'into the history, by the processor time of its worker',
      'messages/CPU-s',
      parts.map(({ worker }) => worker),
    ),
    spread(
      'processor time of a message, recorder and worker',
      'µs',
      parts.map(({ cost }) => cost),
    ),
    beside(atMost(45, 'on the disk', 'bytes/message', [bytesIn(folder) / messages]), plain.bytesEach),
    spread('last 100 of a topic from the table of the reference', 'ms', [plain.last100]),
  );
}

/** Microseconds. */
function sumOf({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

function beside(figure: Figure, reference: number): Figure {
  return { ...figure, reference, ratio: figure.value / reference };
}

async function measureReading(history: History, when: string): Promise<void> {
  const middle = messages / 2;
  const range = [middle, middle + 10_000].map((message) => new Date(timeOf(message) / 1_000).toISOString());
  const time = { text: `time:${range.join('..')}`, now: timeOf(messages) };
  const views: readonly (readonly [string, number | undefined, (round: number) => Promise<Taken>])[] = [
    ['last 100 of all', 20, () => openAndRead(history, { of: 'all' }, last100)],
    ['last 100 of a topic', 20, (round) => openAndRead(history, selected('topic', topicOf(round)), last100)],
    [
      'last 100 of a branch',
      20,
      (round) => openAndRead(history, selected('branch', `plant/line${round}`), last100),
    ],
    ['last 100 of a cold topic', 20, () => openAndRead(history, selected('topic', coldTopic), last100)],
    [
      '100 of a time range in the middle',
      undefined,
      () => openAndRead(history, { of: 'all', filter: time }, last100),
    ],
    [
      'jump into the middle',
      20,
      (round) => jump(history, ({ first, end }) => Math.round((first + end) / 2) - round * 5_000),
    ],
  ];
  for (const [name, goal, read] of views) {
    const taken: Taken[] = [];
    for (let round = 0; round < rounds; round += 1) taken.push(await read(round));
    const clock = taken.map((one) => one.clock);
    const figure =
      goal === undefined ? spread(name + when, 'ms', clock) : atMost(goal, name + when, 'ms', clock);
    figures.push(figure);
    if (when === '')
      figures.push(
        spread(
          `${name}, processor time`,
          'ms',
          taken.map(({ cpu }) => cpu),
        ),
      );
  }
}

function selected(of: 'topic' | 'branch', topic: string) {
  return { of, topic: Buffer.from(topic) };
}

async function measureReadingWhileWriting(history: History): Promise<void> {
  const writer = new Writer(history, frames);
  let isDone = false;
  const began = performance.now();
  const writing = writer.write(Number.POSITIVE_INFINITY, () => isDone);
  await measureReading(history, ', while writing at full rate');
  isDone = true;
  const written = await writing;
  figures.push(spread('written meanwhile', 'messages/s', [(written / (performance.now() - began)) * 1_000]));
  await writer.close();
}

/** Writes four times what fits, and looks all the while at what is on the disk. */
async function measureRetention(folder: string): Promise<void> {
  const history = await open(folder, smallBudget);
  const writer = new Writer(history, frames);
  const sizes: number[] = [];
  const began = performance.now();
  let written = 0;
  while (history.state().evicted < 3 * (smallBudget / 45)) {
    written += await writer.write(20_000);
    sizes.push(bytesIn(folder));
  }
  await writer.stored();
  const rate = (written / (performance.now() - began)) * 1_000;
  const state = history.state();
  await writer.close();
  await history.close();
  const kept = written - state.evicted;
  figures.push(
    atMost(1, 'most on the disk, of a budget of 64 MB, while writing', 'of the budget', [
      Math.max(...sizes) / smallBudget,
    ]),
    spread('written while the oldest go', 'messages/s', [rate]),
    spread('kept at the end', 'messages', [kept]),
    atMost(1, 'on the disk when it is closed', 'of the budget', [bytesIn(folder) / smallBudget]),
    ...(await shrunk(folder)),
  );
}

/** What a smaller budget makes of the file. */
async function shrunk(folder: string): Promise<readonly Figure[]> {
  const budget = smallBudget / 2;
  const history = await open(folder, smallBudget);
  const began = performance.now();
  history.setBudget(budget);
  while (bytesIn(folder) > budget && performance.now() - began < 30_000) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = performance.now() - began;
  await history.close();
  return [
    atMost(1, 'on the disk after the budget was halved', 'of the budget', [bytesIn(folder) / budget]),
    spread('halving took', 'ms', [took]),
  ];
}

function bytesIn(folder: string): number {
  const sizes = readdirSync(folder).map(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
