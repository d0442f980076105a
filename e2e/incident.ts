/**
 * Plays an incident of docs/traces.md against an app of its own, which stays until it is interrupted:
 * `npm run incident -- NAME`. With `--pictures` it plays all, or
 * the one that is named behind it, and takes the pictures of that page.
 */
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect as baseExpect } from '@playwright/test';
import { createApp } from './fixtures/app.ts';
import { startBroker } from './fixtures/engine-client.ts';
import { launchChromium } from './fixtures/launch-chromium.ts';
import type { WebHostProcess } from './fixtures/web-host.ts';
import { startWebHost } from './fixtures/web-host.ts';
import { incidents } from './incidents/all.ts';
import type { Incident } from './incidents/incident.ts';
import { putInPage } from './incidents/page.ts';

const expect = baseExpect.configure({ timeout: 30_000 });
const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const [wanted, only] = process.argv.slice(2);

if (wanted === '--pictures') {
  const chosen = incidents.filter(({ name }) => only === undefined || name === only);
  for (const incident of chosen) await onApp((host) => takePicture(incident, host));
  const page = path.join(docs, 'traces.md');
  await writeFile(page, putInPage(await readFile(page, 'utf8'), incidents));
} else {
  const incident = incidents.find(({ name }) => name === wanted);
  if (incident === undefined) {
    const names = incidents.map(({ name, title }) => `  ${name.padEnd(22)}${title}`);
    console.error(`Which incident? npm run incident -- NAME, with one of\n${names.join('\n')}`);
    process.exitCode = 2;
  } else await onApp((host) => show(incident, host));
}

async function onApp(work: (host: WebHostProcess) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-incident-'));
  const host = await startWebHost(folder);
  try {
    await work(host);
  } finally {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function show(incident: Incident, host: WebHostProcess): Promise<void> {
  await incident.play(await startBroker(host.url));
  console.log(`${incident.title}\n\n${incident.story}\n`);
  console.log(`It was played. Open\n  ${host.url}\nchoose Trace, and filter by\n  ${incident.filter}\n`);
  console.log(`${incident.answer}\n\nCtrl+C ends the app and forgets the incident.`);
  await once(process, 'SIGINT');
}

async function takePicture(incident: Incident, host: WebHostProcess): Promise<void> {
  await incident.play(await startBroker(host.url));
  const browser = await launchChromium();
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
  });
  await page.goto(host.url);
  const { trace } = createApp(page);
  await trace.show();
  await trace.filter.fill(incident.filter);
  if (incident.filter.includes('delivery')) {
    await trace.screen.getByRole('button', { name: 'Deliveries as rows' }).click();
  }
  await trace.row(incident.row).first().click();
  await expect(trace.steps.getByRole('button').first()).toBeVisible();
  if (incident.unfolds === true) {
    await trace.screen.getByRole('button', { name: /steps? from before/ }).click();
  }
  for (const text of incident.shows) await expect(trace.screen).toContainText(text);
  await page.mouse.move(720, 1);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const file = `screenshots/incident-${incident.name}.png`;
  await page.screenshot({ path: path.join(docs, file), caret: 'hide', animations: 'disabled' });
  console.log(`docs/${file}`);
  await browser.close();
}
