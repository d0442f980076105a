import { expect } from '@playwright/test';
import { createSelfSigned, createTestCa } from '../main/connection/testing/certificates.ts';
import { freePorts } from '../main/connection/testing/mosquitto.ts';
import { test } from './fixtures/test.ts';

test('a wrong password is refused in the words of the standard', async ({ app, mosquitto }) => {
  const broker = await mosquitto({ users: { anna: 'right' } });

  await app.connectTo(`mqtt://anna:wrong@127.0.0.1:${broker.ports.tcp}`);

  await expect(app.failedStep).toContainText('CONNECT');
  await expect(app.failedStep).toContainText('The broker refused the connection: 0x87 Not authorized');
  await expect(app.failedStep).toContainText('What to do: Check user name and password in the profile');
  await expect(app.dialog).not.toContainText('wrong@');
});

test('a wrong password in MQTT 3.1.1 likewise', async ({ app, mosquitto }) => {
  const broker = await mosquitto({ users: { anna: 'right' } });
  const url = `mqtt://127.0.0.1:${broker.ports.tcp}`;

  await app.connectWith({ url, version: '3.1.1', username: 'anna', password: 'wrong' });

  await expect(app.failedStep).toContainText('The broker refused the connection');
  await expect(app.failedStep).toContainText('What to do:');
});

test('where nothing listens, the step is TCP and the port is named', async ({ app }) => {
  const [port] = await freePorts(1);

  await app.connectTo(`mqtt://127.0.0.1:${port}`);

  await expect(app.failedStep).toContainText(`TCP127.0.0.1:${port}: refused, nothing listens there`);
  await expect(app.failedStep).toContainText('What to do: Check that the broker is running');
  await expect(app.dialog.getByText(/^Not connected; attempt \d+ follows at/)).toBeVisible();
});

test('a host that nobody knows is named, and so is what to check', async ({ app }) => {
  await app.connectTo('mqtt://no-such-host.invalid');

  await expect(app.failedStep).toContainText('no-such-host.invalid');
  await expect(app.failedStep).toContainText('What to do: Check the spelling of the host');
});

test('a self-signed certificate is not accepted, and is shown', async ({ app, mosquitto, folder }) => {
  const broker = await mosquitto({ tls: await createSelfSigned(folder, ['127.0.0.1']) });

  await app.connectTo(`mqtts://127.0.0.1:${broker.ports.tls}`);

  await expect(app.failedStep).toContainText('"CN=self-signed" is self-signed: no authority vouches for it');
  await expect(app.failedStep).toContainText('enter its file as CA file of the profile');
  await expect(app.dialog.getByRole('region', { name: 'Certificates of the broker' })).toContainText(
    'SHA-256',
  );
});

test('a certificate for another name is not accepted', async ({ app, mosquitto, folder }) => {
  const ca = await createTestCa(folder);
  const broker = await mosquitto({ tls: await ca.server('elsewhere', ['elsewhere.example']) });
  const url = `mqtts://127.0.0.1:${broker.ports.tls}`;

  await app.connectWith({ url, caFile: ca.certificateFile });

  await expect(app.failedStep).toContainText('elsewhere.example');
  await expect(app.failedStep).toContainText('What to do:');
});

test('a number that is none is said at its field, which has the focus, and nothing is saved', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Connect to a broker', exact: true }).click();
  await page.getByRole('textbox', { name: 'URL' }).fill('mqtt://broker.invalid');
  const keepAlive = page.getByRole('textbox', { name: 'Keep alive' });

  for (const wrong of ['abc', '99999999', '']) {
    await keepAlive.fill(wrong);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(keepAlive).toBeFocused();
    await expect(keepAlive).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.getByText('A whole number from 0 to 65,535')).toBeVisible();
  await expect(page.getByText('Connection saved')).toHaveCount(0);
  await keepAlive.fill('17');
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await expect(page.getByRole('button', { name: 'Duplicate' })).toBeVisible();
  await expect(keepAlive).toHaveValue('17');
});

test('what is no URL is said at the field, before anything is tried', async ({ app }) => {
  await app.connectTo('http://broker.example');

  await expect(app.page.getByText('The URL begins with mqtt://, mqtts://, ws:// or wss://')).toBeVisible();
  await expect(app.dialog).toBeHidden();
});
