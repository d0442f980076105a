import { expect } from '@playwright/test';
import { expectAccessible } from './fixtures/accessibility.ts';
import type { App } from './fixtures/app.ts';
import { mosquittoSub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

test('what is tuned for all, for some clients and by limits holds for who connects next, and outlives a reload', async ({
  app,
}) => {
  const { broker, page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  await app.runCommand('Broker: Settings');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const scopes = page.getByRole('navigation', { name: 'Whom the settings are for' });
  await expect(save).toBeDisabled();

  await page.getByRole('combobox', { name: 'Maximum QoS' }).click();
  await page.getByRole('option', { name: '1', exact: true }).click();
  await page.getByRole('button', { name: 'Add a filter' }).click();
  await page.getByRole('textbox', { name: 'Filter' }).fill('secret/#');
  await expectAccessible(page);
  await scopes.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('textbox', { name: 'Client id' }).fill('pump-*');
  const receiveMaximum = page.getByRole('textbox', { name: 'Receive Maximum' });
  await receiveMaximum.fill('70000');
  await expect(page.getByText('A whole number from 1 to 65,535')).toBeVisible();
  await save.click();
  await expect(receiveMaximum).toBeFocused();
  await scopes.getByRole('button', { name: /All clients/ }).click();
  await expect(receiveMaximum).toHaveValue('70000');
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await receiveMaximum.fill('7');
  await expect(scopes.getByRole('button', { name: /All clients/ })).toContainText('2 changes');
  await save.click();
  await expect(page.getByText('Not saved yet')).toBeHidden();

  const pump = await mosquittoSub(port, 'lab/#', '5.0', ['-i', 'pump-1']);
  const other = await mosquittoSub(port, 'secret/a', '5.0', ['-i', 'other', '-t', 'open/#']);
  await broker.show('Subscriptions');
  await expect(broker.row('lab/#')).toContainText('1');
  await expect(broker.row('open/#')).toContainText('other');
  await expect(broker.row('secret/a')).toHaveCount(0);
  await broker.show('Clients');
  await expectGranted(app, 'pump-1', 'Receive Maximum', '7');
  await expectGranted(app, 'pump-1', 'Maximum QoS', '1');
  await Promise.all([pump.stop(), other.stop()]);

  await app.runCommand('Broker: Settings');
  await scopes.getByRole('button', { name: 'What is kept, limits, $SYS' }).click();
  const sessions = page.getByRole('textbox', { name: 'Sessions', exact: true });
  await sessions.fill('3');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Discard' }).click();
  await scopes.getByRole('button', { name: 'What is kept, limits, $SYS' }).click();
  await expect(sessions).toHaveValue('');

  await page.reload();
  await app.runCommand('Broker: Settings');
  await expect(page.getByRole('combobox', { name: 'Maximum QoS' })).toContainText('1');
  await scopes.getByRole('button', { name: /pump-\*/ }).click();
  await expect(receiveMaximum).toHaveValue('7');
  await page.getByRole('button', { name: 'Receive Maximum: back to the default' }).click();
  await save.click();
  await expect(scopes.getByRole('button', { name: 'pump-*' })).not.toContainText('change');
});

/** In the detail of the chosen client, what CONNACK said. */
async function expectGranted({ broker, page }: App, client: string, name: string, value: string) {
  await broker.row(client).click();
  const detail = page.getByRole('complementary', { name: 'Chosen client' });
  const row = detail.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row.getByRole('cell').last()).toHaveText(value);
}
