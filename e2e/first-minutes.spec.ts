import { expect } from '@playwright/test';
import { test } from './fixtures/test.ts';

test('one click on the first screen leads to the live tree of the demo devices', async ({ app }) => {
  await app.startLocalBroker();

  const plant = app.tree.row('plant-7');
  await expect(plant).toBeVisible();
  const before = await app.tree.messages(plant);
  await expect.poll(() => app.tree.messages(plant)).toBeGreaterThan(before + 20);
  await expect(app.history.rows.first()).toBeVisible();
});

test('a topic is found by typing, and its history shows', async ({ app }) => {
  await app.startLocalBroker();
  await expect(app.tree.row('plant-7')).toBeVisible();

  await app.findTopic('line-2/press/telemetry');

  await expect(app.tree.selected).toContainText('telemetry');
  await expect(app.history.panel.getByRole('heading')).toHaveText('plant-7/line-2/press/telemetry');
  await expect(app.history.row('"press-plc-2"').first()).toBeVisible();
});
