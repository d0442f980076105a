import path from 'node:path';
import { expect } from '@playwright/test';
import { createApp } from './fixtures/app.ts';
import { openBarePage } from './fixtures/bare-chromium.ts';
import { mosquittoPub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';
import { startWebHost } from './fixtures/web-host.ts';

/** Values that may be under way when a page is hidden, one for each feed that it follows. */
const feeds = 12;

test('a minimised window costs nothing, and shows the present when it comes back', async ({
  browser,
  folder,
  mosquitto,
}) => {
  const { tcp: port } = (await mosquitto()).ports;
  const host = await startWebHost(path.join(folder, 'app'));
  const first = await browser.newPage();
  await first.goto(host.url);
  const app = createApp(first);
  await app.connectTo(`mqtt://127.0.0.1:${port}`);
  await app.expectConnected('127.0.0.1');
  const page = await openBarePage(host.url);
  const shows = (text: string) =>
    expect.poll(() => page.evaluate('document.body?.innerText'), { timeout: 30_000 }).toContain(text);
  try {
    await mosquittoPub({ port, topic: 'seen', payload: 'before' });
    await shows('before');

    await page.setHidden(true);
    const before = page.received();
    for (let number = 0; number < 40; number += 1) {
      await mosquittoPub({ port, topic: 'seen', payload: `message ${number}`, qos: 1 });
    }
    await expect(app.history.row('message 39')).toBeVisible();
    const whileHidden = page.received() - before;
    await page.setHidden(false);
    await shows('message 39');

    expect(whileHidden).toBeLessThanOrEqual(feeds);
  } finally {
    await page.close();
    await first.close();
    await host.stop();
  }
});
