import { expect } from '@playwright/test';
import { createApp } from './fixtures/app.ts';
import { test } from './fixtures/web-test.ts';

test('a second window shares the engine', async ({ app, webHost }) => {
  await app.startLocalBroker();

  const second = createApp(await webHost.openWindow());

  await expect(second.tree.row('plant-7')).toBeVisible();
  await second.findTopic('line-1/press/telemetry');
  await expect(second.history.row('press-plc-1').first()).toBeVisible();
  // What one window looks at is its own.
  await expect(app.history.panel.getByRole('heading')).toHaveText('All topics of Local broker');
});

test('a page whose host ends says so', async ({ app, webHost }) => {
  await app.startLocalBroker();
  await expect(app.tree.row('plant-7')).toBeVisible();

  await webHost.kill();

  const told = app.page.getByRole('alert').filter({ hasText: 'The connection to the web host is lost' });
  await expect(told).toBeVisible();
  await expect(app.tree.row('plant-7')).toBeVisible();
});
