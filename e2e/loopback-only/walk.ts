/**
 * The first minutes of the app, run as a program of its own where there is no network but loopback. Prints one line
 * of JSON: what the page asked for, and what it did that it must not.
 */
import { networkInterfaces } from 'node:os';
import { createApp } from '../fixtures/app.ts';
import { launchChromium } from '../fixtures/launch-chromium.ts';
import { watchPage } from '../fixtures/watch-page.ts';
import { startWebHost } from '../fixtures/web-host.ts';

const [dataFolder = ''] = process.argv.slice(2);
const host = await startWebHost(dataFolder);
const browser = await launchChromium();
const page = await browser.newPage();
const { requests, problems } = watchPage(page);
await page.goto(host.url);

const app = createApp(page);
await app.startLocalBroker();
await app.findTopic('line-2/press/telemetry');
await app.openMessage('press-plc-2');
await app.inspector.payload.waitFor();
await app.inspector.show('Packet');
await app.inspector.field('Topic Name').click();
await app.composer.publish({ topic: 'workshop/lamp', payload: 'on', qos: 2 });
await app.composer.outcome.getByText('Acknowledged').waitFor();
await app.showSettings();
await page.getByRole('heading', { name: 'Licences' }).waitFor();

await browser.close();
const exitCode = await host.stop();
const interfaces = Object.keys(networkInterfaces());
console.log(JSON.stringify({ interfaces, requests: requests.length, problems, exitCode }));
