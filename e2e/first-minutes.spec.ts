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

test('a payload is read, and a field of its packet lights up its bytes', async ({ app }) => {
  await app.startLocalBroker();
  await app.findTopic('line-2/press/telemetry');

  await app.openMessage('"press-plc-2"');
  await expect(app.inspector.payload).toContainText('"device": "press-plc-2"');
  await app.inspector.show('Packet');
  await app.inspector.field('Topic Name').click();

  const topic = Array.from('plant-7/line-2/press/telemetry', (letter) => letter.charCodeAt(0).toString(16));
  // Its length stands before it [MQTT-1.5.4-1].
  await expect(app.inspector.litBytes).toHaveText(['00', '1e', ...topic]);
});

test('a message published at QoS 2 is acknowledged step by step, and arrives', async ({ app }) => {
  await app.startLocalBroker();

  await app.composer.publish({
    topic: 'workshop/lamp',
    payload: 'on',
    qos: 2,
    userProperty: ['who', 'e2e'],
  });

  await expect(app.composer.outcome).toContainText('Acknowledged');
  await expect(app.composer.outcome.getByRole('listitem')).toContainText(['PUBREC', 'PUBREL', 'PUBCOMP']);
  await app.findTopic('workshop/lamp');
  await app.openMessage('on');
  await expect(app.inspector.payload).toContainText('on');
  await app.inspector.show('Packet');
  await expect(app.inspector.field('QoS')).toContainText('2');
  await expect(app.inspector.field('User Property')).toContainText('who: e2e');

  await app.composer.outcome.getByRole('button', { name: 'Show its trace' }).click();
  await expect(app.trace.step(/composer to Local broker, PUBLISH q2.*workshop\/lamp/)).toBeVisible();
});

test('a message that cannot be published says why, and is not sent', async ({ app }) => {
  await app.startLocalBroker({ demoDevices: false });

  await app.composer.publish({ topic: 'plant/+/lamp', payload: 'on' });

  await expect(app.composer.panel.getByText(/\[MQTT-4\.7\.0-1\]/)).toBeVisible();
  await expect(app.composer.outcome).toContainText('Not published');
});
