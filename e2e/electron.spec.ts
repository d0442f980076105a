import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { createApp } from './fixtures/app.ts';
import { fetchIn, test } from './fixtures/electron-test.ts';

test('the page runs under its policy, with nothing of Node in it', async ({ launch }) => {
  const { page } = await launch();

  const seen = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineScriptRan = true';
    document.body.append(script);
    return {
      topicscope: Object.getOwnPropertyDescriptor(window, 'topicscope')?.value,
      others: ['require', 'process', 'module', 'global', 'Buffer', 'inlineScriptRan'].filter(
        (name) => name in window,
      ),
    };
  });

  expect(seen).toEqual({ topicscope: { host: 'electron' }, others: [] });
});

test('only files of the build are served, each with the policy', async ({ launch }) => {
  const { page } = await launch();

  const known = await fetchIn(page, './index.html');
  const unknown = await Promise.all(
    ['./nothing.js', './%2e%2e/main/main.js', './..%2fmain%2fmain.js', './assets/', '/etc/passwd'].map(
      (url) => fetchIn(page, url),
    ),
  );

  expect(known).toMatchObject({ status: 200, policy: expect.stringContaining("default-src 'self'") });
  expect(unknown.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
});

test('a window leads nowhere else and opens no other', async ({ launch }) => {
  const host = await launch();
  const isRefused = host.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.webContents.on('will-navigate', (event) => resolve(event.defaultPrevented));
      }),
  );

  const opened = await host.page.evaluate(() => window.open('https://example.org/'));
  await host.page.evaluate(() => {
    window.name = 'still here';
    location.href = 'https://example.org/';
  });

  expect([opened, await isRefused]).toEqual([null, true]);
  expect(await host.page.evaluate(() => window.name)).toBe('still here');
  expect(host.pages()).toHaveLength(1);
});

test('the page is refused what it has no use for', async ({ launch }) => {
  const { page } = await launch();

  const refusals = await page.evaluate(async () => {
    const place = await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code }) => resolve(code),
      );
    });
    return { place, notifications: await Notification.requestPermission() };
  });

  expect(refusals).toEqual({ place: 1, notifications: 'denied' });
});

test('a second window shares the engine', async ({ launch, mosquitto }) => {
  const host = await launch();
  const { ports } = await mosquitto();
  const app = createApp(host.page);

  await host.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'New Window')?.click();
  });
  await expect.poll(() => host.pages().length).toBe(2);
  await app.connectWith({ url: `mqtt://127.0.0.1:${ports.tcp}`, name: 'shared', subscriptions: ['#'] });
  await app.expectConnected('shared');

  const second = host.pages().find((page) => page !== host.page);
  await expect(second?.getByRole('tab', { name: 'shared' }) ?? host.page.locator('none')).toBeVisible();
});

test('the first start finds out what this host can do, and keeps the outcome', async ({ launch, folder }) => {
  await launch();

  await expect(async () => {
    const kept = JSON.parse(await readFile(path.join(folder, 'app', 'self-test.json'), 'utf8'));
    expect(kept.checks.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok])).toEqual([
      ['SQLite', true],
      ['zstd', true],
      ['scrypt', true],
      ['Worker', true],
      ['TLS', true],
      ['certificates', true],
    ]);
  }).toPass();
});
