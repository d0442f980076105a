import { expect } from '@playwright/test';
import { createApp } from './fixtures/app.ts';
import { mosquittoPub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

test('profiles survive a restart, and the password does not', async ({ app, host, mosquitto }) => {
  const broker = await mosquitto({ users: { anna: 'right' } });
  const url = `mqtt://anna:right@127.0.0.1:${broker.ports.tcp}`;
  await app.connectWith({ url, name: 'depot', version: '3.1.1', subscriptions: ['depot/#'] });
  await app.expectConnected('depot');

  await host.stop();
  const again = createApp(await host.start());

  await again.runCommand('Edit the settings of the chosen source');
  const { dialog } = again;
  await expect(dialog.getByLabel('Host', { exact: true })).toHaveValue('127.0.0.1');
  await expect(dialog.getByLabel('Port', { exact: true })).toHaveValue(String(broker.ports.tcp));
  await expect(dialog.getByRole('radio', { name: '3.1.1' })).toBeChecked();
  await expect(dialog.getByLabel('User name', { exact: true })).toHaveValue('anna');
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveValue('');
  await expect(dialog.getByText('depot/#')).toBeVisible();
});

test('after kill -9 the tree, its counts and the messages are there', async ({ app, host, mosquitto }) => {
  const broker = await mosquitto();
  const { tcp: port } = broker.ports;
  await app.connectWith({ url: `mqtt://127.0.0.1:${port}`, name: 'barn', subscriptions: ['#'] });
  await app.expectConnected('barn');
  for (const animal of ['hen', 'cow', 'cat']) {
    await mosquittoPub({ port, topic: `barn/${animal}`, payload: `${animal} sleeps`, qos: 1 });
  }
  // The history shows what it reads from the disk: it is stored, and that survives a kill.
  for (const animal of ['hen', 'cow', 'cat']) {
    await expect(app.history.row(`${animal} sleeps`)).toBeVisible();
  }

  await host.kill();
  const again = createApp(await host.start());

  await expect(again.history.row('cow sleeps')).toBeVisible();
  await expect(again.history.row('hen sleeps')).toBeVisible();
  await expect(again.history.row('cat sleeps')).toBeVisible();
  await expect.poll(() => again.tree.messages(again.tree.row('barn'))).toBe(3);
  await again.findTopic('barn/cow');
  await again.openMessage('cow sleeps');
  await expect(again.inspector.payload).toContainText('cow sleeps');
});
