// The app for as long as one likes: `npm run soak -- endurance --minutes 10`. Demo devices all the time, a window in Chromium
// on them, and round by round a flood, a flood into a hidden window, a machine that sleeps, a broker that is started again.
// Looks at the memory of engine and page after each round and at how long it ever kept a ping waiting.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createApp } from '../fixtures/app.ts';
import { openEngineClient } from '../fixtures/engine-client.ts';
import { launchChromium } from '../fixtures/launch-chromium.ts';
import { flood, Probe } from './broker-client.ts';
import { startEngine } from './engine-process.ts';
import type { Round } from './verdict.ts';
import { complaintsAbout, courseOf, megabytes } from './verdict.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const end = performance.now() + Number(values.minutes) * 60_000;
const floodMessages = 300_000;
/** Milliseconds. */
const times = { quiet: 3_000, asleep: 4_000, patience: 20_000 };

const data = await mkdtemp(path.join(tmpdir(), 'topicscope-soak-'));
const engine = await startEngine(data);
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const faults: string[] = [];
page.on('pageerror', (error) => faults.push(`the page threw: ${error.message}`));
page.on('console', (said) => {
  if (said.type() === 'error') faults.push(`the page said: ${said.text()}`);
});
await page.addInitScript(holdFrames);
await page.goto(engine.url);
const port = await createApp(page).startLocalBroker({ demoDevices: true });
const { client } = await openEngineClient(engine.url);
const inspector = await page.context().newCDPSession(page);
const probe = new Probe(port);
const own = monitorEventLoopDelay({ resolution: 10 });
const rounds: Round[] = [];
own.enable();
do {
  probe.begin();
  await sleep(times.quiet);
  await flood(port, floodMessages);
  await hiddenWindow();
  await probe.end();
  const stall = probe.takeLongest();
  await asleep();
  await restartBroker();
  await sleep(times.quiet);
  const memory = { ...(await engine.memory()), page: await pageHeap() };
  const round = { memory, stall, ownStall: own.max / 1e6 };
  own.reset();
  rounds.push(round);
  say(round);
} while (performance.now() < end);
await browser.close();
const code = await engine.stop();
if (code !== 0) faults.push(`the engine ended with ${code}`);
const complaints = [...complaintsAbout(rounds), ...new Set(faults)];
for (const complaint of complaints) console.log(complaint);
if (complaints.length === 0) await rm(data, { recursive: true, force: true });
else console.log(`The data folder is left for you: ${data}`);
console.log(`${rounds.length} rounds, ${courseOf(rounds)}, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;

/** A flood that nobody sees, and the present once somebody looks. */
async function hiddenWindow(): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new CustomEvent('soak-hide')));
  await flood(port, floodMessages);
  await page.evaluate(() => document.dispatchEvent(new CustomEvent('soak-show')));
  const began = performance.now();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  const took = performance.now() - began;
  if (took > times.patience / 10)
    faults.push(`the window that was shown again stood for ${Math.round(took)} ms`);
}

/** Bytes that live in the heap of the page after a collection. */
async function pageHeap(): Promise<number> {
  await inspector.send('HeapProfiler.collectGarbage');
  return (await inspector.send('Runtime.getHeapUsage')).usedSize;
}

/** Nothing of the engine runs for a while; afterwards it answers as before. */
async function asleep(): Promise<void> {
  engine.freeze();
  await sleep(times.asleep);
  engine.thaw();
  await answers('after sleep');
}

async function restartBroker(): Promise<void> {
  const stopped = await client.call('broker.stop', {});
  if (!stopped.ok) faults.push(`the broker did not stop: ${stopped.error.message}`);
  const started = await client.call('broker.start', { port, whenTaken: 'ask' });
  if (!started.ok) faults.push(`the broker did not start: ${started.error.message}`);
  await answers('after a restart');
}

/** A client gets in, and a second ping is answered. */
async function answers(when: string): Promise<void> {
  const began = performance.now();
  const [after, abandoned] = [new Probe(port), new AbortController()];
  after.begin();
  const answered = after.end().then(() => true);
  const isThere = await Promise.race([
    answered,
    sleep(times.patience, false, { signal: abandoned.signal }).catch(() => false),
  ]);
  abandoned.abort();
  if (!isThere)
    faults.push(`${when} the broker does not answer within ${Math.round(performance.now() - began)} ms`);
}

function say({ memory, stall, ownStall }: Round): void {
  const sizes = `heap ${megabytes(memory.heap)}, buffers ${megabytes(memory.buffers)}, resident ${megabytes(memory.resident)}, page ${megabytes(memory.page)}`;
  const waits = `longest wait of a ping ${Math.round(stall)} ms, of this program ${Math.round(ownStall)} ms`;
  console.log(`round ${rounds.length}: ${sizes}; ${waits}`);
}

/** Runs in the page: between the two events it is as a hidden one is, which gets no frames. */
function holdFrames(): void {
  const request = window.requestAnimationFrame.bind(window);
  let held: FrameRequestCallback[] | undefined;
  window.requestAnimationFrame = (callback) => (held === undefined ? request(callback) : held.push(callback));
  document.addEventListener('soak-hide', () => {
    held = [];
  });
  document.addEventListener('soak-show', () => {
    for (const callback of held ?? []) request(callback);
    held = undefined;
  });
}
