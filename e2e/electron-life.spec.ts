import { expect } from '@playwright/test';
import { createApp } from './fixtures/app.ts';
import { answerQuestions, chooseInMenu, closeWindow, questions, test } from './fixtures/electron-test.ts';
import { mosquittoPub, mosquittoSub } from './fixtures/mosquitto-clients.ts';

test('the menu reaches the page', async ({ launch }) => {
  const host = await launch();
  await expect(host.page.getByRole('button', { name: 'Settings', exact: true })).toBeVisible();

  await chooseInMenu(host, 'shell.palette');

  await expect(host.page.getByRole('dialog').getByRole('combobox')).toBeFocused();
});

test('an engine that is killed is started again, with its history', async ({ launch, mosquitto }) => {
  const host = await launch();
  const { ports } = await mosquitto();
  const app = createApp(host.page);
  await app.connectWith({ url: `mqtt://127.0.0.1:${ports.tcp}`, name: 'barn', subscriptions: ['#'] });
  await app.expectConnected('barn');
  await mosquittoPub({ port: ports.tcp, topic: 'barn/hen', payload: 'hen sleeps' });
  // The history shows what it reads from the disk: it is stored, and that survives a kill.
  await expect(app.history.row('hen sleeps')).toBeVisible();
  const alert = host.page.getByRole('alert').filter({ hasText: 'The engine stopped' });
  const isSaid = alert.waitFor();

  await host.killEngine();

  await isSaid;
  await expect(alert).toBeHidden();
  await expect(app.history.row('hen sleeps')).toBeVisible();
});

test('a second start brings the first to the front and ends', async ({ launch, secondStart }) => {
  const host = await launch();
  await host.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());

  const exitCode = await secondStart();

  expect(exitCode).toBe(0);
  await expect
    .poll(() => host.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
  expect(host.pages()).toHaveLength(1);
});

test('a window opens where it was', async ({ launch }) => {
  const place = { x: 120, y: 80, width: 1100, height: 700 };
  const first = await launch();
  await first.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place);
  }, place);
  await first.close();

  const second = await launch();

  const bounds = await second.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
  );
  expect(bounds).toEqual(place);
});

test('quitting while clients are on the embedded broker asks', async ({ launch }) => {
  const host = await launch();
  const port = await createApp(host.page).startLocalBroker({ demoDevices: false });
  const client = await mosquittoSub(port, '#');
  await answerQuestions(host, 1);

  await host.evaluate(({ app }) => app.quit());

  await expect.poll(() => questions(host)).toContain('1 client on the embedded broker will be disconnected.');
  await expect(host.page.getByRole('tab', { name: 'Local broker' })).toBeVisible();
  expect(await host.close()).toBe(0);
  await client.stop();
});

test('closing the last window says that capture ends', async ({ launch }) => {
  const host = await launch();
  await createApp(host.page).startLocalBroker({ demoDevices: false });
  await answerQuestions(host, 1);

  await closeWindow(host);

  await expect.poll(() => questions(host)).toContain('Capture ends with this window.');
  expect(host.pages()).toHaveLength(1);
});

test('a window with nothing under way closes without a question', async ({ launch }) => {
  const host = await launch();
  await expect(host.page.getByRole('button', { name: 'Settings', exact: true })).toBeVisible();

  await closeWindow(host);

  expect(await host.exited).toBe(0);
});
