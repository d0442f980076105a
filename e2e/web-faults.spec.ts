import { expect } from '@playwright/test';
import { expectAccessible } from './fixtures/accessibility.ts';
import type { App } from './fixtures/app.ts';
import { mosquittoPub, mosquittoSub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

test('a rule doubles what a device publishes: both copies say so, and a mark stands there until it is off', async ({
  app,
}) => {
  const { page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  await app.runCommand('Broker: Faults');
  await expect(page.getByText('No rules yet')).toBeVisible();
  const mark = page.getByRole('button', { name: 'Faults on: 1 rule' });

  await addRule(app, 'echo');
  await page.getByRole('switch', { name: 'Rule echo' }).click();
  await expect(mark).toBeHidden();
  await page.getByRole('switch', { name: 'Faults on' }).click();
  await expect(mark).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Faults (on)', exact: true })).toBeVisible();
  await expectAccessible(page);

  await mosquittoPub({ port, topic: 'lab/lamp', payload: 'on', qos: 1 });
  await expect(page.getByRole('row', { name: /echo/ })).toContainText('1 ×');
  await app.runCommand('Show Explore');
  await app.findTopic('lab/lamp');
  for (const copy of ['1/2', '2/2']) {
    await expect(page.getByText(`Fault on purpose: echo: duplicated ${copy}`)).toHaveCount(1);
  }
  await expect.poll(() => app.tree.messages(app.tree.row('lamp'))).toBe(1);

  await mark.click();
  await page.getByRole('switch', { name: 'Faults on' }).click();
  await expect(mark).toBeHidden();
  await mosquittoPub({ port, topic: 'lab/lamp', payload: 'off', qos: 1 });
  await app.runCommand('Show Explore');
  await expect.poll(() => app.tree.messages(app.tree.row('lamp'))).toBe(2);
  await expect(page.getByText(/Fault on purpose: echo/)).toHaveCount(2);
});

test('a message is held until it is let go', async ({ app }) => {
  const { page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  await app.runCommand('Broker: Faults');
  await addRule(app, 'wait', 'Hold, release by hand');
  await page.getByRole('switch', { name: 'Rule wait' }).click();
  await page.getByRole('switch', { name: 'Faults on' }).click();

  const published = mosquittoPub({ port, topic: 'lab/lamp', payload: 'on', qos: 1 });
  const held = page.getByRole('region', { name: 'Held packets' });
  await expect(held.getByRole('row', { name: /lab\/lamp/ })).toContainText('PUBLISH');
  await expectAccessible(page);
  await held.getByRole('button', { name: 'Show its trace' }).click();
  await expect(app.trace.step(/PUBLISH q1/)).toBeVisible();
  await expect(app.trace.screen).toContainText('held back: A packet is held back on purpose');
  await app.runCommand('Broker: Faults');
  await held.getByRole('button', { name: 'Let go on' }).click();
  await published;

  await expect(held).toBeHidden();
});

test('a rule for one client begins at its row', async ({ app }) => {
  const { broker, dialog, page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  const client = await mosquittoSub(port, 'lab/#', '5.0', ['-i', 'pump-7']);
  await broker.show('Clients');

  await broker.choose('pump-7', 'Faults for this client…');
  await expect(dialog.getByLabel('Client id')).toHaveValue('pump-7');
  await dialog.getByLabel('Name').fill('slow pump');
  await dialog.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByRole('row', { name: /slow pump/ })).toContainText('pump-7');
  await app.runCommand('Broker: Clients');
  await app.runCommand('Broker: Faults');
  await expect(dialog).toBeHidden();
  await client.stop();
});

async function addRule(app: App, name: string, fault = 'Duplicate'): Promise<void> {
  const { page, dialog } = app;
  await page.getByRole('button', { name: 'New rule…' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('combobox', { name: 'Fault' }).click();
  await page.getByRole('option', { name: fault, exact: true }).click();
  await dialog.getByRole('radio', { name: 'From client' }).click();
  await dialog.getByRole('checkbox', { name: 'PUBLISH' }).click();
  await expectAccessible(page, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}
