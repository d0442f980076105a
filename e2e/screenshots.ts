/** Takes the pictures of README.md from the app as it is: `npm run screenshots`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect as baseExpect } from '@playwright/test';
import type { App } from './fixtures/app.ts';
import { createApp } from './fixtures/app.ts';
import { launchChromium } from './fixtures/launch-chromium.ts';
import { startWebHost } from './fixtures/web-host.ts';

// Outside the runner its configuration does not hold.
const expect = baseExpect.configure({ timeout: 30_000 });
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
/** Messages that the sparklines and the history show something of. */
const enoughMessages = 1500;

await mkdir(folder, { recursive: true });
const dataFolder = await mkdtemp(path.join(tmpdir(), 'topicscope-screenshots-'));
const host = await startWebHost(dataFolder);
const browser = await launchChromium();
const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  colorScheme: 'dark',
  reducedMotion: 'reduce',
});
await page.goto(host.url);
await takeAll(createApp(page));
await browser.close();
await host.stop();
await rm(dataFolder, { recursive: true, force: true });

async function takeAll(app: App): Promise<void> {
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  await take(page, 'start-dark');

  const port = await app.startLocalBroker();
  await composeExplore(app);
  await take(page, 'explore-dark');
  await app.chooseTheme('light');
  await take(page, 'explore-light');
  await app.chooseTheme('dark');

  await app.tree.filter.fill('plant-7/# $.rpm>1480 -line-1');
  await expect(app.history.panel.getByRole('status')).toHaveText(/messages match/);
  await take(page, 'search-dark');
  await app.tree.filter.fill('');

  await app.inspector.show('Packet');
  await app.inspector.field('Topic Name').click();
  await take(page, 'packet-dark');

  await app.trace.show();
  await app.trace.filter.fill('kind:publish qos:2');
  await expect(app.trace.screen).toContainText(/exchanges? match/);
  await app.trace.row('Q2→Q2').first().click();
  await expect(app.trace.steps).toContainText('PUBCOMP');
  await expect(app.trace.screen).not.toContainText('Counting');
  await take(page, 'trace-dark');

  await takeLab(app, port);

  await app.broker.show('Clients');
  await app.broker.row('historian').click();
  await expect(page.getByRole('complementary', { name: 'Chosen client' })).toContainText('plant-7/+/+/alarm');
  await take(page, 'broker-dark');
  await page.getByRole('button', { name: 'Explore' }).click();

  await app.chooseTheme('light');
  await app.connectWith({ url: 'mqtt://gateway.invalid', name: 'Gateway', subscriptions: ['plant-7/#'] });
  await expect(app.failedStep).toBeVisible();
  await take(page, 'connection-light');
}

/** A connection of the app that holds its acknowledgements back. */
async function takeLab(app: App, port: number): Promise<void> {
  const { trace } = app;
  await app.connectWith({
    url: `mqtt://127.0.0.1:${port}`,
    name: 'Bench',
    version: '5.0',
    subscriptions: ['plant-7/+/+/alarm'],
  });
  await app.expectConnected('Bench');
  await trace.show();
  await trace.screen.getByRole('button', { name: 'Session lab' }).click();
  const lab = trace.screen.getByRole('region', { name: 'Session lab' });
  // SUBSCRIBE at QoS 1, whose messages are to be acknowledged.
  const filter = Buffer.from('plant-7/line-1/press/telemetry');
  await lab.getByRole('tab', { name: 'Raw bytes' }).click();
  const head = [0x82, filter.length + 6, 0, 9, 0, 0, filter.length];
  await lab.getByLabel('Bytes as hex').fill(Buffer.from([...head, ...filter, 1]).toString('hex'));
  await lab.getByRole('button', { name: 'Send' }).click();
  await lab.getByRole('tab', { name: 'Acknowledgements' }).click();
  await lab.getByRole('checkbox', { name: 'PUBACK' }).click();
  await expect(lab.getByRole('list', { name: 'Held' }).getByRole('listitem').nth(2)).toBeVisible();
  // What stands still can be clicked, and each part of the picture comes at its own time.
  await trace.screen.getByRole('radio', { name: 'Hold' }).click();
  await trace.row('held back').first().click();
  await expect(trace.steps).toContainText('PUBLISH q1');
  await expect(trace.latency.getByRole('definition').nth(4)).toHaveText(/^([3-9]|\d\d)/);
  await take(page, 'session-lab-dark');
  await lab.getByRole('checkbox', { name: 'PUBACK' }).click();
  await trace.screen.getByRole('button', { name: 'Close the session lab' }).click();
}

/** A branch open, a message chosen, a message published. */
async function composeExplore(app: App): Promise<void> {
  const plant = app.tree.row('plant-7');
  await expect(plant).toBeVisible();
  await expect.poll(() => app.tree.messages(plant), { timeout: 60_000 }).toBeGreaterThan(enoughMessages);
  await app.findTopic('line-2/press/telemetry');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await app.composer.publish({
    topic: 'plant-7/line-2/press/cmd/set',
    payload: '{ "rpm": 1480 }',
    qos: 2,
  });
  await expect(app.composer.outcome).toContainText('Acknowledged');
  await app.openMessage('"press-plc-');
  await expect(app.inspector.payload).toContainText('"rpm"');
}

async function take(page: Page, name: string): Promise<void> {
  // Nothing under the pointer, no caret, fonts there.
  await page.mouse.move(720, 1);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: path.join(folder, `${name}.png`), caret: 'hide', animations: 'disabled' });
  console.log(`docs/screenshots/${name}.png`);
}
