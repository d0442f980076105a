// How the page does while messages come in, by its own clock in a real Chromium: pictures, stalls, clicks, and how long after
// its publishing a message is to be seen; and what a hidden window costs. The embedded broker takes in 1,000 topics, 40
// changing rows of the tree are expanded, the history of all follows, the inspector is open. Beside it an empty page on the
// same machine at the same load. Options: --quick (one round), --json (one line for programs), --write (into
// docs/performance.md).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../e2e/fixtures/engine-client.ts';
import { launchChromium } from '../e2e/fixtures/launch-chromium.ts';
import { startWebHost } from '../e2e/fixtures/web-host.ts';
import type { Figure } from './frame/figure.ts';
import { atLeast, atMost, median, spread } from './frame/figure.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { measureHidden } from './interface/hidden.ts';
import { startLoad } from './interface/load.ts';
import type { Reading } from './interface/page.ts';
import { clickRows, openMeasuredPage, showLoad } from './interface/page.ts';

const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 1 : 7;
const rates = [1_000, 10_000, 50_000];
const seconds = { empty: 2, warm: 2, still: isQuick ? 5 : 8 };
const clicks = isQuick ? 10 : 20;

/** One rate in one round. */
interface Round {
  readonly empty: Reading;
  readonly still: Reading;
  readonly clicked: Reading;
  readonly published: number;
}

const machine = watchMachine();
const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
const host = await startWebHost(folder);
const load = await startLoad(await startBroker(host.url));
const browser = await launchChromium();
const version = browser.version();
const measured = await openMeasuredPage(browser);
const results = new Map<number, Round[]>(rates.map((rate) => [rate, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const rate of rates) results.get(rate)?.push(await measureAt(rate));
}
await measured.page.close();
await browser.close();
await load.publish(10_000);
const hidden = await measureHidden(host.url, 3);
load.stop();
await host.stop();
rmSync(folder, { recursive: true, force: true });
tell({
  bench: 'interface',
  title: 'Interface under load',
  about: about(),
  figures: figures(),
  busyness: machine(),
  versions: [`Chromium ${version}`],
});

async function measureAt(rate: number): Promise<Round> {
  const { page, measure, measureEmpty } = measured;
  await load.publish(rate);
  const empty = await measureEmpty(seconds.empty);
  await showLoad(page, host.url);
  await page.waitForTimeout(seconds.warm * 1000);
  const before = await load.publish(rate);
  const still = await measure(() => page.waitForTimeout(seconds.still * 1000));
  const published = ((await load.publish(rate)) - before) / still.seconds;
  const clicked = await measure(() => clickRows(page, clicks));
  return { empty, still, clicked, published };
}

function figures(): readonly Figure[] {
  return [
    ...rates.flatMap((rate) => figuresAt(rate, results.get(rate) ?? [])),
    spread('in sight, messages on the WebSocket', 'a second', [hidden.shown]),
    atMost(1, 'hidden, messages on the WebSocket', 'a second', [hidden.hidden]),
    atMost(100, 'in sight again until it shows the present', 'ms', [hidden.back]),
  ];
}

/** The goals are set for one rate each. */
function figuresAt(rate: number, done: readonly Round[]): readonly Figure[] {
  const at = `${rate.toLocaleString('en-US')}/s`;
  const of = (pick: (round: Round) => number) => done.map(pick);
  const least = rate === 50_000 ? atLeast : withoutGoal;
  const most = rate === 50_000 ? atMost : withoutGoal;
  const soon = rate === 1_000 ? atMost : withoutGoal;
  const frames = least(
    55,
    `${at}: pictures`,
    'a second',
    of(({ still }) => still.framesPerSecond),
  );
  const stall = most(
    100,
    `${at}: longest task of the page's thread`,
    'ms',
    of(({ still }) => still.longestTask),
  );
  const empty = median(of((round) => round.empty.framesPerSecond));
  const seen = done.map(({ still }) => still.visibleAfter);
  return [
    spread(
      `${at}: really published`,
      'messages/s',
      of(({ published }) => published),
    ),
    { ...frames, reference: empty, ratio: frames.value / empty },
    { ...stall, reference: median(of((round) => round.empty.longestTask)) },
    ...(['all', 'script', 'style', 'layout'] as const).map((part) =>
      spread(
        `${at}: processor time of the page's thread, ${part}`,
        'ms a second',
        of(({ still }) => still.thread[part]),
      ),
    ),
    most(
      100,
      `${at}: a click is answered, 95 of 100`,
      'ms',
      done.map(({ clicked }) => percentile(clicked.clicks, 0.95)),
    ),
    spread(
      `${at}: published until to be seen, half`,
      'ms',
      seen.map((times) => percentile(times, 0.5)),
    ),
    soon(
      60,
      `${at}: published until to be seen, 95 of 100`,
      'ms',
      seen.map((times) => percentile(times, 0.95)),
    ),
  ];
}

function withoutGoal(_goal: number, name: string, unit: string, values: readonly number[]): Figure {
  return spread(name, unit, values);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length - 1) * share)] ?? Number.POSITIVE_INFINITY;
}

function about(): string {
  return [
    'The embedded broker of the web host takes in messages of 150 bytes of JSON over 1,000 topics from a process of its own; 40 changing rows of the tree are expanded, the history of all follows, the inspector is open, in Chromium without a graphics processor. By the page itself: `requestAnimationFrame`, tasks of 50 ms and more, from `pointerdown` until the row is selected, from the time that a message carries until a `MutationObserver` finds it in its row. The reference is an empty page in the same browser at the same load, just before.',
    "The page, the compositor, the engine and the publisher share the processors with whatever else runs: processor time of the page's main thread says what it costs, the rest what was left of it. Hidden is a page whose window is minimised, under Xvfb, at 10,000/s.",
  ].join('\n\n');
}
