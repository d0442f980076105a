// A million topics through the product: a broker that retains them is connected to, then the tree is opened in a real
// Chromium and used. Options: --quick (200,000 topics), --json (one line for programs), --write (into docs/performance.md).

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { launchChromium } from '../e2e/fixtures/launch-chromium.ts';
import { connectProfile, openWindow, startApp } from './capture/app.ts';
import type { Figure } from './frame/figure.ts';
import { atMost, spread } from './frame/figure.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { openMeasuredPage } from './interface/page.ts';
import type { Step } from './topics/on-screen.ts';
import { walkTree } from './topics/on-screen.ts';
import type { Shape } from './topics/shapes.ts';
import { strange, topicOf, warm } from './topics/shapes.ts';

const machine = watchMachine();
const topics = process.argv.includes('--quick') ? 200_000 : 1_000_000;
const mostPause = 100;
const figures: Figure[] = [];
const browsers = new Set<string>();
for (const shape of ['deep', 'flat'] as const) await measure(shape);
tell({
  bench: 'topics-screen',
  title: 'A million topics on the screen',
  about: `${topics.toLocaleString('en-US')} retained messages of 150 bytes, taken in by a connection to \`#\` with a window attached, over five levels (deep) and as siblings (flat), beside them a topic of 200 levels and one of 65,535 bytes that are nearly all slashes. Then the tree in Chromium as a person uses it: what each step took, the longest that the page's thread stood still, the processor time of its longest task, which is what is left of that where nothing else runs, and the longest that the engine let a call of another window wait. Memory is the whole process, from 300,000 messages of one topic to all of them stored, for each topic. The reference is how long a call waited while nobody did anything.`,
  figures,
  busyness: machine(),
  versions: [...browsers],
});

async function measure(shape: Shape): Promise<void> {
  const broker = spawn(process.execPath, ['bench/topics/retained.ts', String(topics), shape], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await once(createInterface({ input: broker.stdout }), 'line');
  const app = await startApp();
  const window = await openWindow(app.url);
  await connectProfile(window.client, { port: Number(port), qos: 0, protocolVersion: 4 });
  await until(window, warm);
  const before = (await rest(window)).engine.memory;
  const began = performance.timeOrigin + performance.now();
  broker.stdin.write('go\n');
  const took = (await until(window, warm + topics + strange)) - began;
  const { engine, dropped } = await rest(window);
  figures.push(
    spread(`${shape}: all taken in`, 'topics/s', [topics / (took / 1000)]),
    atMost(0, `${shape}: not stored`, 'messages', [dropped.reduce((sum, { count }) => sum + count, 0)]),
    atMost(600, `${shape}: memory of the engine's process`, 'bytes a topic', [
      (engine.memory - before) / topics,
    ]),
  );
  const browser = await launchChromium();
  browsers.add(`Chromium ${browser.version()}`);
  const measured = await openMeasuredPage(browser);
  const steps = await walkTree(measured, window.client, app.url, {
    shape,
    matching: matching(shape),
  });
  const [still] = steps;
  figures.push(...steps.slice(1).flatMap((step) => figuresOf(shape, step, still?.engine ?? 0)));
  await browser.close();
  window.close();
  await app.stop();
  broker.stdin.end();
}

type Window = Awaited<ReturnType<typeof openWindow>>;

/** When the tree has counted so many messages, in ms of the machine's clock. */
async function until(window: Window, messages: number): Promise<number> {
  while (window.shown().messages < messages) await window.status();
  return window.shown().time;
}

/** When nothing more is being stored. */
async function rest(window: Window) {
  for (let before = await window.status(); ; ) {
    const now = await window.status();
    if (now.stored === before.stored) return now;
    before = now;
  }
}

function matching(shape: Shape): number {
  let found = 0;
  for (let number = 0; number < topics; number += 1) if (topicOf(shape, number).includes('777')) found += 1;
  return found;
}

function figuresOf(shape: Shape, step: Step, atRest: number): readonly Figure[] {
  const { name, took, page, pageTask, engine } = step;
  const paused = [page, engine].some((pause) => pause > 0);
  return [
    spread(`${shape}: ${name}`, 'ms', [took]),
    ...(paused
      ? [
          atMost(mostPause, `${shape}: ${name}, longest pause of the page`, 'ms', [page]),
          spread(`${shape}: ${name}, processor time of the page's longest task`, 'ms', [pageTask]),
        ]
      : []),
    ...(paused
      ? [
          {
            ...atMost(mostPause, `${shape}: ${name}, longest wait for the engine`, 'ms', [engine]),
            reference: atRest,
          },
        ]
      : []),
  ];
}
