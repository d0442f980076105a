import { expect } from '@playwright/test';
import { test } from './fixtures/test.ts';

test('a broker on which nobody publishes says so', async ({ app }) => {
  await app.startLocalBroker({ demoDevices: false });

  await expect(app.page.getByText('The broker is running. Nothing was published yet.').first()).toBeVisible();
});

test('a connection that subscribes to nothing says so', async ({ app, mosquitto }) => {
  const broker = await mosquitto();

  await app.connectTo(`mqtt://127.0.0.1:${broker.ports.tcp}`, { everything: false });
  await app.expectConnected('127.0.0.1');

  await expect(app.page.getByText('Connected, but nothing is subscribed to.').first()).toBeVisible();
});

test('a connection on which nothing has come yet says since when', async ({ app, mosquitto }) => {
  const broker = await mosquitto();

  await app.connectTo(`mqtt://127.0.0.1:${broker.ports.tcp}`);
  await app.expectConnected('127.0.0.1');

  await expect(app.page.getByText(/^Connected since .* Nothing has come yet\.$/).first()).toBeVisible();
});

test('a filter that matches nothing says so', async ({ app }) => {
  await app.startLocalBroker();
  await expect(app.tree.row('plant-7')).toBeVisible();

  await app.tree.filter.fill('no-such-topic');

  await expect(app.page.getByText('No topic matches no-such-topic.')).toBeVisible();
});
