import { expect } from '@playwright/test';
import { expectAccessibleInBothThemes } from './fixtures/accessibility.ts';
import type { App } from './fixtures/app.ts';
import { test } from './fixtures/test.ts';

const dialog = '[role="dialog"]';

test('axe finds nothing serious on the first screen and in the dialogs', async ({ app }) => {
  await expectAccessibleInBothThemes(app.page);

  await app.page.getByRole('button', { name: 'All settings…' }).click();
  await app.dialog.getByLabel('URL', { exact: true }).fill('wss://broker.example/mqtt');
  await app.dialog.getByLabel('The broker publishes a message when this connection is lost').check();
  await app.dialog.getByLabel("Check the broker's certificate").uncheck();
  await expectAccessibleInBothThemes(app.page, dialog);
  await app.dialog.getByRole('button', { name: 'Close' }).click();

  await app.connectTo('mqtt://no-such-host.invalid');
  await expect(app.failedStep).toBeVisible();
  await expectAccessibleInBothThemes(app.page, dialog);
});

test('axe finds nothing serious on the Explore screen', async ({ app }) => {
  await app.startLocalBroker();
  await expect(app.tree.row('plant-7')).toBeVisible();
  await app.findTopic('line-2/press/telemetry');
  await app.openMessage('"press-plc-2"');
  await app.composer.publish({
    topic: 'workshop/lamp',
    payload: 'on',
    qos: 2,
    userProperty: ['who', 'e2e'],
  });
  await expect(app.composer.outcome).toContainText('Acknowledged');
  await expectAccessibleInBothThemes(app.page);

  await app.inspector.show('Packet');
  await app.inspector.field('Topic Name').click();
  await expectAccessibleInBothThemes(app.page, 'section[aria-label="Inspector"]');
  await openEach(app);
});

test('axe finds nothing serious on any tab of the Broker screen', async ({ app }) => {
  await app.startLocalBroker();
  await app.broker.show('Clients');
  await app.broker.row('historian').click();
  await expect(app.page.getByRole('complementary')).toContainText('plant-7/+/+/alarm');
  const tabs = app.broker.screen.getByRole('tab');
  for (const tab of await tabs.all()) {
    await tab.click();
    await expectAccessibleInBothThemes(app.page, 'main');
  }
});

test('axe finds nothing serious on the Trace screen', async ({ app }) => {
  await app.startLocalBroker();
  await app.trace.show();
  await expectAccessibleInBothThemes(app.page);
  await app.trace.filter.fill('kind:publish qos:2');
  await expect(app.trace.screen).toContainText(/exchanges? match/);
  await app.trace.row('alarm').first().click();
  await app.trace
    .step(/PUBLISH q2/)
    .first()
    .click();
  await expect(app.trace.packet).toContainText('PUBLISH');
  await expectAccessibleInBothThemes(app.page);
  await app.trace.screen.getByRole('button', { name: 'Export exchanges' }).click();
  await expect(app.page.getByRole('menu')).toBeVisible();
  await expectAccessibleInBothThemes(app.page, '[role="menu"]');
});

test('axe finds nothing serious on the Settings screen', async ({ app }) => {
  await app.showSettings();
  await expect(app.page.getByRole('heading', { name: 'Licences' })).toBeVisible();
  await expectAccessibleInBothThemes(app.page);
});

/** What opens over the Explore screen. */
async function openEach(app: App): Promise<void> {
  await app.page.keyboard.press('Control+k');
  await expect(app.dialog.getByRole('option').first()).toBeVisible();
  await expectAccessibleInBothThemes(app.page, dialog);
  await app.page.keyboard.press('Escape');

  await app.tree.row('telemetry').click({ button: 'right' });
  await expect(app.page.getByRole('menu')).toBeVisible();
  await expectAccessibleInBothThemes(app.page, '[role="menu"]');
  await app.page.keyboard.press('Escape');

  await app.page.getByRole('button', { name: 'Local broker: ports, network, demo devices' }).click();
  await expect(app.dialog.getByText('press-plc-2')).toBeVisible();
  await expectAccessibleInBothThemes(app.page, dialog);
}
