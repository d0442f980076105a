// Looks whether the Broker screen stays smooth with 10,000 clients on the broker: `node e2e/load/many-clients.ts`, after a
// build. Broker, clients and page are processes of their own; each needs more than 10,000 open files.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { JSHandle, Page } from '@playwright/test';
import { createApp } from '../fixtures/app.ts';
import { launchChromium } from '../fixtures/launch-chromium.ts';
import { startWebHost } from '../fixtures/web-host.ts';

const clients = Number(process.argv[2] ?? 9_990);
const crowdFile = fileURLToPath(new URL('crowd.ts', import.meta.url));

const data = await mkdtemp(path.join(tmpdir(), 'topicscope-load-'));
const host = await startWebHost(data);
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
await page.goto(host.url);
const app = createApp(page);
const port = await app.startLocalBroker({ demoDevices: false });
const began = performance.now();
const crowd = await startCrowd(port);
say('connected', { clients, seconds: (performance.now() - began) / 1000 });
await page.keyboard.press('Control+3');
await page.getByText(new RegExp(`of ${clients.toLocaleString('en-US')}$`)).waitFor({ timeout: 60_000 });

await measure('at rest for 300 frames', (frames) =>
  page.waitForFunction(({ count }) => count >= 300, frames),
);
await measure('scrolled by the wheel for 5 s', () => scroll(5_000));
for (const title of ['Client id', 'Address', 'Msg in', 'Bytes in', 'Connected since']) {
  await measure(`sorted by ${title}`, () => sortBy(title));
}
await measure('filtered', () => filter('crowd-09 3.1.1'));
await measure('filter cleared', () => filter(''));
await measure('Home and End ten times', homeAndEnd);

crowd.stdin.end();
await once(crowd, 'close');
await browser.close();
await host.stop();
await rm(data, { recursive: true, force: true });

async function startCrowd(toPort: number) {
  const command = `ulimit -n $(ulimit -Hn); exec "$0" "$@"`;
  const args = ['-c', command, process.execPath, crowdFile, String(toPort), String(clients)];
  const child = spawn('sh', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  if (line !== 'connected') throw new Error('The clients did not get in');
  return child;
}

/** What it takes, how long the engine ever kept a PINGREQ waiting meanwhile, and how long the page stood still. */
async function measure(name: string, task: (frames: JSHandle<Frames>) => Promise<unknown>): Promise<void> {
  const probe = await startProbe();
  const frames = await page.evaluateHandle(watchFrames);
  const from = performance.now();
  await task(frames);
  const ms = performance.now() - from;
  const { longest, perSecond } = await frames.evaluate(readFrames);
  say(name, {
    ms,
    'ping longest ms': await probe.stop(),
    'frame longest ms': longest,
    'frames/s': perSecond,
  });
}

function say(name: string, figures: Readonly<Record<string, number>>): void {
  const parts = Object.entries(figures).map(([what, value]) => `${what} ${Math.round(value)}`);
  console.log(`${name.padEnd(32)} ${parts.join(', ')}`);
}

/** A client that pings the broker all the time: the longest wait is the longest that the engine was busy. */
async function startProbe() {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  socket.write(Buffer.from('101100044d5154540402000000057072', 'hex'));
  socket.write(Buffer.from('6f6265', 'hex'));
  await once(socket, 'data');
  let longest = 0;
  let isOver = false;
  const pinging = (async () => {
    while (!isOver) {
      const sent = performance.now();
      socket.write(Buffer.from([0xc0, 0]));
      await once(socket, 'data');
      longest = Math.max(longest, performance.now() - sent);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await pinging;
      socket.destroy();
      return longest;
    },
  };
}

function grid(): ReturnType<Page['getByRole']> {
  return page.getByRole('grid', { name: 'Clients' });
}

async function scroll(milliseconds: number): Promise<void> {
  await grid().hover();
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await page.mouse.wheel(0, 2_400);
}

async function sortBy(title: string): Promise<void> {
  const head = page.getByRole('columnheader', { name: title, exact: true });
  await head.getByRole('button').click();
  await page.locator(`[aria-sort] >> text="${title}"`).waitFor();
  await page.getByText('sorting…').waitFor({ state: 'hidden' });
}

async function filter(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Filter' }).fill(text);
  // The client that pings may be among them or not.
  const all = `${clients.toLocaleString('en-US').slice(0, -1)}\\d`;
  await page.getByText(new RegExp(`^${text === '' ? all : '[0-9]{3}'} of ${all}`)).waitFor();
}

async function homeAndEnd(): Promise<void> {
  await grid().focus();
  for (let time = 0; time < 10; time += 1) {
    await page.keyboard.press('End');
    await page.getByRole('row', { selected: true }).waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('row', { selected: true }).waitFor();
  }
}

interface Frames {
  longest: number;
  count: number;
  began: number;
  last: number;
}

/** Runs in the page, from now on. */
function watchFrames(): Frames {
  const frames = { longest: 0, count: 0, began: performance.now(), last: performance.now() };
  const look = (now: number): void => {
    frames.longest = Math.max(frames.longest, now - frames.last);
    frames.last = now;
    frames.count += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return frames;
}

function readFrames({ longest, count, began }: Frames): { longest: number; perSecond: number } {
  return { longest, perSecond: count / ((performance.now() - began) / 1000) };
}
