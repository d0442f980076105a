import { expect } from '@playwright/test';
import { createTestCa } from '../main/connection/testing/certificates.ts';
import { mosquittoPub, mosquittoSub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

for (const version of ['3.1', '3.1.1', '5.0'] as const) {
  test(`MQTT ${version}: messages at each QoS go from mosquitto_pub to the app, and from it to mosquitto_sub`, async ({
    app,
    mosquitto,
  }) => {
    const broker = await mosquitto();
    const { tcp: port } = broker.ports;
    const subscriber = await mosquittoSub(port, 'home/#', version);
    const subscriptions = ['yard/#'];
    await app.connectWith({ url: `mqtt://127.0.0.1:${port}`, name: 'yard', version, subscriptions });
    await app.expectConnected('yard');

    for (const qos of [0, 1, 2] as const) {
      await mosquittoPub({ port, version, qos, topic: `yard/gate-${qos}`, payload: `open ${qos}` });
      await expect(app.history.row(`yard/gate-${qos}`)).toContainText(`open ${qos}`);
    }
    await expect.poll(() => app.tree.messages(app.tree.row('yard'))).toBe(3);

    for (const qos of [0, 1, 2] as const) {
      await app.composer.publish({ topic: `home/lamp-${qos}`, payload: `on ${qos}`, qos });
      await expect(app.composer.outcome).toContainText(
        qos === 0 ? 'Written to the socket' : `lamp-${qos} on yard`,
      );
      expect(await subscriber.next()).toBe(`home/lamp-${qos} on ${qos}`);
    }
    await subscriber.stop();
  });
}

test('TLS: the broker is checked against a CA file', async ({ app, mosquitto, folder }) => {
  const ca = await createTestCa(folder);
  const broker = await mosquitto({ tls: await ca.server('server', ['127.0.0.1']) });
  const url = `mqtts://127.0.0.1:${broker.ports.tls}`;

  await app.connectWith({ url, name: 'safe', caFile: ca.certificateFile, subscriptions: ['#'] });
  await app.expectConnected('safe');
  await mosquittoPub({ port: broker.ports.tcp, topic: 'safe/door', payload: 'shut' });

  await expect(app.history.row('safe/door')).toContainText('shut');
});

test('TLS: a client certificate opens what is closed without one', async ({ app, mosquitto, folder }) => {
  const ca = await createTestCa(folder);
  const broker = await mosquitto({
    tls: await ca.server('server', ['127.0.0.1']),
    clientCaFile: ca.certificateFile,
  });
  const { certificateFile, keyFile } = await ca.client('inspector');
  const url = `mqtts://127.0.0.1:${broker.ports.tls}`;

  await app.connectWith({
    url,
    name: 'vault',
    caFile: ca.certificateFile,
    subscriptions: ['#'],
    certificateFile,
    keyFile,
  });
  await app.expectConnected('vault');
  await mosquittoPub({ port: broker.ports.tcp, topic: 'vault/door', payload: 'ajar' });

  await expect(app.history.row('vault/door')).toContainText('ajar');
});

test('a broker that restarts is found again, and the gap is visible', async ({ app, mosquitto }) => {
  const broker = await mosquitto();
  const { tcp: port } = broker.ports;
  await app.connectWith({ url: `mqtt://127.0.0.1:${port}`, name: 'mast', subscriptions: ['#'] });
  await app.expectConnected('mast');
  await mosquittoPub({ port, topic: 'mast/wind', payload: 'before' });
  await expect(app.history.row('before')).toBeVisible();

  await broker.stop();
  await expect(app.page.getByRole('status').filter({ hasText: 'Not connected.' })).toBeVisible();
  await broker.start();
  await app.expectConnected('mast');
  await mosquittoPub({ port, topic: 'mast/wind', payload: 'after' });

  await expect(app.history.row('after')).toBeVisible();
  // Newest first.
  await expect(app.history.rows).toContainText([
    'after',
    'Connected to 127.0.0.1',
    'The broker closed the connection',
    'before',
    'Connected to 127.0.0.1',
  ]);
});
