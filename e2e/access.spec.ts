import { expect } from '@playwright/test';
import { expectAccessible } from './fixtures/accessibility.ts';
import type { App } from './fixtures/app.ts';
import { mosquittoPub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

async function showAccess({ page }: App): Promise<void> {
  await page.keyboard.press('Control+3');
  await page.getByRole('tab', { name: 'Access' }).click();
  await expect(page.getByRole('heading', { name: 'Rules' })).toBeVisible();
}

async function addUser({ page, dialog }: App, name: string, password: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a user…' }).click();
  await dialog.getByLabel('User name').fill(name);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
}

test('a user and a rule decide what a client may do, and what was refused is shown with its rule', async ({
  app,
}) => {
  const { page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  await showAccess(app);
  await addUser(app, 'ann', 'a secret');

  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('radio', { name: 'Deny' }).first().click();
  await page.getByPlaceholder('Topic filter').fill('door/+/lock');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('cell', { name: 'door/+/lock' })).toBeVisible();

  const tester = page.getByRole('region', { name: 'May it?' });
  await tester.getByLabel('Client id').fill('phone');
  await tester.getByLabel('Topic').fill('door/front/lock');
  await tester.getByRole('button', { name: 'Ask' }).click();
  await expect(tester.getByRole('status')).toHaveText('Denied by rule 1.');

  const options = ['-i', 'phone', '-u', 'ann', '-P', 'a secret'];
  await mosquittoPub({ port, topic: 'door/front/lock', payload: 'open', qos: 1, options });
  await expect(
    mosquittoPub({ port, topic: 'a', payload: 'x', options: ['-u', 'ann', '-P', 'wrong'] }),
  ).rejects.toThrow();
  const refused = page.getByRole('region', { name: 'Refused lately' });
  await expect(refused.getByRole('row', { name: /phone ann publish door\/front\/lock 1/ })).toBeVisible();
  await expect(refused.getByRole('row', { name: /ann connect The user name or the password/ })).toBeVisible();

  await page.getByRole('tab', { name: 'Listeners' }).click();
  await expect(page.getByRole('listitem', { name: 'tcp' })).toContainText('2 denied by access');
  await page.getByRole('tab', { name: 'Access' }).click();

  for (const theme of ['dark', 'light'] as const) {
    await app.chooseTheme(theme);
    await page.keyboard.press('Control+3');
    await expectAccessible(page);
  }
});

test('an ACL file of mosquitto is shown before it is taken over, with the lines that are left out', async ({
  app,
}) => {
  const { page, dialog } = app;
  await app.startLocalBroker({ demoDevices: false });
  await showAccess(app);

  await page.getByLabel('ACL file of mosquitto').setInputFiles({
    name: 'acl',
    mimeType: 'text/plain',
    buffer: Buffer.from('user ann\ntopic read home/#\nwrong line\n'),
  });
  await expect(dialog.getByText('"wrong" is no line of an ACL file.')).toBeVisible();
  await expectAccessible(page, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Take over' }).click();

  await expect(page.getByRole('row', { name: /1 Allow subscribe home\/# user ann/ })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Deny' })).toBeChecked();
});
