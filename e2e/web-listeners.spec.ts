import path from 'node:path';
import type { Download } from '@playwright/test';
import { expect } from '@playwright/test';
import { expectAccessible } from './fixtures/accessibility.ts';
import type { App } from './fixtures/app.ts';
import { mosquittoPub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

test('a device comes by TLS with a certificate of the app, and one without is told of with the reason', async ({
  app,
  folder,
}) => {
  await app.startLocalBroker({ demoDevices: false });
  await app.runCommand('Broker: Listeners');
  await expect(app.page.getByText('The CA is made when something is first asked of it')).toBeVisible();
  const port = await addTlsListener(app);
  await app.page.getByLabel('Client or user name').fill('pump-7');
  await app.page.getByRole('button', { name: 'Issue', exact: true }).click();
  await expectAccessible(app.page);
  await expect(app.page.getByText('CA certificate', { exact: true })).toBeVisible();
  const ca = await saveWith(app, 'Save the CA certificate', folder);
  const certificate = await saveWith(app, 'Save the certificate', folder);
  const key = await saveWith(app, 'Save the key', folder);
  const message = { port, topic: 'pump/7', payload: 'on', qos: 1 } as const;

  await expect(mosquittoPub({ ...message, options: ['--cafile', ca] })).rejects.toThrow();
  await expect(row(app)).toContainText(
    'was refused: No certificate: this listener requires one of the client.',
  );
  await mosquittoPub({ ...message, options: ['--cafile', ca, '--cert', certificate, '--key', key] });

  await expect(row(app)).toContainText('1 refused');
  await app.runCommand('Show Explore');
  await expect(app.tree.row('pump')).toBeVisible();
});

function row(app: App) {
  return app.page.getByRole('listitem', { name: 'field' });
}

/** Answers the port that it listens on. */
async function addTlsListener(app: App): Promise<number> {
  await app.page.getByRole('button', { name: 'Add a listener' }).click();
  await app.dialog.getByLabel('Name', { exact: true }).fill('field');
  await app.dialog.getByLabel('Port', { exact: true }).fill('0');
  await app.dialog.getByRole('radio', { name: 'Required' }).click();
  await expectAccessible(app.page, '[role="dialog"]');
  await app.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row(app)).toContainText(/listens on port \d+/);
  return Number(/listens on port (\d+)/.exec((await row(app).textContent()) ?? '')?.[1]);
}

async function saveWith(app: App, button: string, folder: string): Promise<string> {
  const download = app.page.waitForEvent('download');
  await app.page.getByRole('button', { name: button, exact: true }).click();
  const file: Download = await download;
  const target = path.join(folder, file.suggestedFilename());
  await file.saveAs(target);
  return target;
}
