import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import { mosquittoPub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

const markup = '<img src=x onerror="alert(1)">';

test('markup as topic, payload and user property stays text', async ({ app }) => {
  const port = await app.startLocalBroker({ demoDevices: false });

  await mosquittoPub({
    port,
    version: '5.0',
    topic: markup,
    payload: markup,
    options: ['-D', 'publish', 'user-property', markup, markup],
  });

  await expect(app.tree.row(markup)).toBeVisible();
  await app.tree.row(markup).click();
  await app.openMessage(markup);
  await expect(app.inspector.payload).toContainText(markup);
  await app.inspector.show('Properties');
  await expect(app.inspector.panel.getByRole('row').filter({ hasText: markup })).toBeVisible();
  await app.inspector.show('Packet');
  await expect(app.inspector.field('User Property')).toContainText(markup);
  await app.page.keyboard.press('Control+k');
  await app.dialog.getByRole('combobox').fill('<img');
  await expect(app.dialog.getByRole('option', { name: markup })).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.page.locator('img')).toHaveCount(0);
});

test('markup that the composer publishes stays text', async ({ app }) => {
  await app.startLocalBroker({ demoDevices: false });

  await app.composer.publish({ topic: markup, payload: markup, userProperty: [markup, markup] });

  await expect(app.composer.outcome).toContainText(markup);
  await expect(app.history.row(markup)).toBeVisible();
  await expect(app.page.locator('img')).toHaveCount(0);
});

test('control characters and turned text are shown as text, as bytes, and copied as they are', async ({
  app,
}) => {
  const { trace, tree, history, page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  const client = `press\u202e1-${'long-'.repeat(60)}`;
  const topic = 'lab/\u202econtrol';

  await mosquittoPub({
    port,
    version: '5.0',
    topic,
    payload: 'bell \u0007 and \u202Eturned',
    options: ['-i', client],
  });

  await app.openMessage('lab/\\u{202e}control');
  await app.inspector.showAs('Text');
  await expect(app.inspector.payload).toContainText('bell');
  await app.inspector.showAs('Hex');
  await expect(app.inspector.panel.getByRole('gridcell', { name: '07', exact: true })).toBeVisible();

  // Rows show both names otherwise.
  const copies = async (row: Locator, field: Locator, cells: readonly string[]): Promise<void> => {
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy row' }).click();
    const pasted = async (): Promise<readonly string[]> => {
      await field.fill('');
      await field.press('ControlOrMeta+v');
      return (await field.inputValue()).split('\t');
    };
    await expect.poll(pasted).toEqual(expect.arrayContaining([...cells]));
    await field.fill('');
  };
  await copies(history.row('control'), tree.filter, [client, topic, 'QoS 0']);
  await trace.show();
  await copies(trace.row('control'), trace.filter, [client, topic, 'Q0']);
});
