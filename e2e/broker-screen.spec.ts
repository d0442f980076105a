import { expect } from '@playwright/test';
import { expectAccessible } from './fixtures/accessibility.ts';
import { mosquittoPub, mosquittoSub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

test('clients show with what they asked for, sort and filter, and a real one is kicked', async ({ app }) => {
  const { broker, dialog } = app;
  const port = await app.startLocalBroker();
  const options = ['-i', 'bench-7', '-u', 'ada', '--will-topic', 'bench/gone', '--will-payload', 'bye'];
  const mortal = await mosquittoSub(port, 'bench/#', '5.0', [...options, '-c', '-x', '600']);
  await broker.show('Clients');
  await expect(broker.row('bench-7')).toContainText('ada');
  await expect(broker.row('press-plc-2')).toBeVisible();

  await broker.sortBy('Client id');
  await expect.poll(async () => (await broker.names())[0]).toBe('zigbee2mqtt');
  await broker.filter.fill('bench 5.0');
  await expect(broker.rows).toHaveCount(1);
  await broker.row('bench-7').click();
  const detail = app.page.getByRole('complementary', { name: 'Chosen client' });
  await expect(detail.getByRole('row', { name: /Session Expiry Interval/ })).toContainText('600 s');
  await expect(detail.getByRole('region', { name: 'Will' })).toContainText('bench/gone');
  await expectAccessible(app.page);

  await broker.choose('bench-7', 'Kick…');
  await expect(dialog).toContainText('Kick 1 client?');
  await expect(dialog).toContainText('1 will goes out.');
  await dialog.getByRole('button', { name: 'Kick' }).click();
  await expect(app.page.getByText('Disconnected 1 client')).toBeVisible();
  await expect(detail.getByRole('alert')).toContainText('no longer connected');
  await broker.show('Sessions');
  await expect(broker.row('bench-7')).toContainText('asleep');
  await broker.show('Subscriptions');
  await expect(broker.row('bench/#')).toContainText('bench-7');
  await mortal.stop();
});

test('retained messages are cleared after a word about how many, put back, and kept as a file', async ({
  app,
}) => {
  const { broker, dialog, page, trace } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  for (const topic of ['lab/a/state', 'lab/b/state', 'lab/b/log']) {
    await mosquittoPub({ port, topic, payload: `of ${topic}`, qos: 1, retain: true });
  }
  await broker.show('Retained');
  await expect(broker.rows).toHaveCount(3);
  await broker.choose('lab/b/log', 'Show its trace');
  await expect(trace.row('lab/b/log')).toHaveAttribute('aria-selected', 'true');

  // What is copied is the topic, not what the row shows of it.
  const turned = 'lab/\u202e/state';
  await mosquittoPub({ port, topic: turned, payload: 'turned', retain: true });
  await broker.show('Retained');
  await broker.choose('lab/\\u{202e}', 'Copy the topic');
  await broker.filter.fill('');
  await broker.filter.press('ControlOrMeta+v');
  await expect(broker.filter).toHaveValue(turned);
  await mosquittoPub({ port, topic: turned, payload: '', qos: 1, retain: true });
  await broker.filter.fill('lab/+/state');
  await expect(broker.rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear matching…' }).click();
  await expect(dialog).toContainText('Clear 2 retained messages?');
  await expect(dialog).toContainText('lab/a/state, lab/b/state');
  await expect(dialog).toContainText('put back until others are cleared or the broker stops');
  const kept = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Back them up first' }).click();
  expect((await kept).suggestedFilename()).toBe('topicscope-retained.jsonl');
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await broker.filter.fill('');
  await expect.poll(() => broker.names()).toEqual(['lab/b/log']);

  await page.getByRole('button', { name: 'Put 2 back' }).click();
  await expect.poll(() => broker.names()).toEqual(['lab/a/state', 'lab/b/log', 'lab/b/state']);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Back up…' }).click();
  const file = await (await saving).path();
  await mosquittoPub({ port, topic: 'lab/a/state', payload: 'newer', qos: 1, retain: true });
  await page.getByLabel('File with a backup of retained messages').setInputFiles(file);
  await expect(dialog).toContainText('Restore 3 messages?');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(broker.row('lab/a/state')).toContainText('of lab/a/state');
});

test('the Broker screen is used without a mouse, from the start of the broker to a message in a client’s name', async ({
  app,
}) => {
  const { broker, page } = app;
  const { keyboard } = page;
  await page.getByRole('button', { name: 'Search topics and commands' }).waitFor();
  await keyboard.press('ControlOrMeta+3');
  await expect(page.getByText('The broker is not running.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start it' }).press('Enter');
  await expect(page.getByText('No client is connected.')).toBeVisible();
  const port = await app.brokerPort();
  const subscriber = await mosquittoSub(port, 'keys/#', '3.1.1', ['-i', 'keys-1']);
  const other = await mosquittoSub(port, 'other/#', '3.1.1', ['-i', 'keys-2']);
  await expect(broker.rows).toHaveCount(2);

  await keyboard.press('/');
  await keyboard.type('keys-');
  await broker.screen.getByRole('grid', { name: 'Clients' }).focus();
  await keyboard.press('End');
  await expect(page.getByRole('row', { selected: true })).toContainText('keys-2');
  await keyboard.press('Shift+Home');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(2);
  await keyboard.press('Delete');
  await expect(app.dialog).toContainText('Kick 2 clients?');
  await keyboard.press('Escape');
  await expect(app.dialog).toBeHidden();

  await broker.screen.getByRole('grid', { name: 'Clients' }).focus();
  await keyboard.press('End');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
  await app.runCommand('Publish as the chosen client…');
  await expect(app.composer.topic).toBeFocused();
  await keyboard.type('keys/a');
  await app.composer.panel.getByRole('textbox', { name: 'Payload to publish' }).focus();
  await keyboard.type('1');
  await keyboard.press('ControlOrMeta+Enter');
  await expect(app.composer.outcome).toContainText('as keys-2, for 1 receiver');
  expect(await subscriber.next()).toBe('keys/a 1');
  await Promise.all([subscriber.stop(), other.stop()]);
});
