// How long the web host takes from the start of its process until one can work: with an empty data folder and with one that
// is full. Options: --quick (500 MB and fewer rounds instead of 5 GB), --json (one line for programs), --write (into
// docs/performance.md), --keep=DIR (what is filled stays there, and is used again the next time).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from '@playwright/test';
import { launchChromium } from '../e2e/fixtures/launch-chromium.ts';
import { startWebHost } from '../e2e/fixtures/web-host.ts';
import type { Figure } from './frame/figure.ts';
import { atMost, beside, spread } from './frame/figure.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { fillHistory } from './start/fill-history.ts';

const machine = watchMachine();
const isQuick = process.argv.includes('--quick');
const bytes = isQuick ? 500_000_000 : 5_000_000_000;
const topics = isQuick ? 100_000 : 1_000_000;
const rounds = isQuick ? 3 : 7;
const kept = process.argv.find((argument) => argument.startsWith('--keep='))?.slice('--keep='.length);
const patience = { timeout: 120_000 };
/** Milliseconds, and megabytes. */
const mostStart = 1_500;
const mostAdded = 40;

/** Milliseconds from the start of the process. */
interface Start {
  readonly serves: number;
  readonly usable: number;
  /** The newest messages of what was stored are there, and its tree. */
  readonly newest: number;
  readonly tree: number;
}

const folder = kept ?? mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
const browser = await launchChromium();
try {
  const full = join(folder, 'full');
  const empty = join(folder, 'empty');
  const isFilled = join(folder, 'filled');
  if (!existsSync(isFilled)) await fillHistory(full, bytes, topics);
  writeFileSync(isFilled, '');
  // Once before, for what the system reads from the disk and the browser compiles.
  await start(browser, empty, false);
  const results: Record<'empty' | 'full' | 'bare', Start[]> = { empty: [], full: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    results.empty.push(await start(browser, empty, false));
    results.full.push(await start(browser, full, true));
    results.bare.push(await startBare(browser));
  }
  const history = `${bytes / 1_000_000_000} GB of history and ${topics.toLocaleString('en-US')} topics`;
  tell({
    bench: 'start',
    title: 'Start',
    about: `\`npm run web\` on a built tree, from the start of its process, each time a new one in turns; a browser that runs already opens the page as soon as the address is told. Usable: what the first screen offers can be clicked. What we add to Electron is all that the asar carries. The reference is a server of Node alone with a page that is one button, in the same browser, in turns.`,
    figures: [
      ...figuresOf('empty', results.empty, results.bare),
      ...figuresOf(history, results.full, results.bare),
      spread(
        `${history}: until the newest messages are there`,
        'ms',
        results.full.map(({ newest }) => newest),
      ),
      spread(
        `${history}: until the tree is there`,
        'ms',
        results.full.map(({ tree }) => tree),
      ),
      atMost(mostAdded, 'what we add to Electron', 'MB', [sizeOf('dist') / 1_000_000]),
    ],
    busyness: machine(),
    versions: [`Chromium ${browser.version()}`],
  });
} finally {
  await browser.close();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

function figuresOf(name: string, starts: readonly Start[], bare: readonly Start[]): readonly Figure[] {
  const [serves, usable] = [starts.map((one) => one.serves), starts.map((one) => one.usable)];
  return [
    beside(
      spread(`${name}: until the page is served`, 'ms', serves),
      serves,
      bare.map((one) => one.serves),
    ),
    beside(
      atMost(mostStart, `${name}: until one can work`, 'ms', usable),
      usable,
      bare.map((one) => one.usable),
    ),
  ];
}

/** The least that a process of Node and a page of this browser take. */
async function startBare(from: Browser): Promise<Start> {
  const began = performance.now();
  const child = spawn(process.execPath, ['bench/start/bare-server.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface({ input: child.stdout }), 'line');
  const serves = performance.now() - began;
  const page = await from.newPage();
  await page.goto(String(url), { waitUntil: 'commit' });
  await page.getByRole('button').click();
  await page.getByText('pressed').waitFor();
  const usable = performance.now() - began;
  await page.close();
  child.kill();
  return { serves, usable, newest: usable, tree: usable };
}

async function start(from: Browser, data: string, isFull: boolean): Promise<Start> {
  const began = performance.now();
  const host = await startWebHost(data);
  const serves = performance.now() - began;
  const page = await from.newPage();
  await page.goto(host.url, { waitUntil: 'commit' });
  // Of the top bar, on every screen; what it opens is read from the engine.
  await page.getByRole('button', { name: 'Search topics and commands' }).click();
  await page.getByRole('dialog').getByRole('option').first().waitFor();
  const usable = performance.now() - began;
  await page.keyboard.press('Escape');
  const since = async (shown: Promise<void>): Promise<number> => {
    await shown;
    return performance.now() - began;
  };
  const [newest, tree] = isFull
    ? await Promise.all([since(newestMessages(page)), since(wholeTree(page))])
    : [usable, usable];
  await page.close();
  await host.stop();
  return { serves, usable, newest, tree };
}

function newestMessages(page: Page): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Message history' }).getByRole('row');
  return rows.nth(1).waitFor(patience);
}

function wholeTree(page: Page): Promise<void> {
  return page.getByRole('treegrid').getByRole('row').first().waitFor(patience);
}

function sizeOf(path: string): number {
  const { size } = statSync(path);
  return statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : size;
}
