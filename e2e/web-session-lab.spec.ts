import { expect } from '@playwright/test';
import { ack, connack, startFakeBroker } from '../main/connection/testing/fake-broker.ts';
import { expectAccessible } from './fixtures/accessibility.ts';
import { mosquittoPub, mosquittoSub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';

test('the session lab says what should happen, and the trace shows what did', async ({ app, mosquitto }) => {
  const { trace, page } = app;
  const { tcp: port } = (await mosquitto()).ports;
  await app.connectWith({
    url: `mqtt://127.0.0.1:${port}`,
    name: 'yard',
    version: '5.0',
    subscriptions: ['yard/#'],
    keeps: 300,
    will: 'last/yard',
  });
  await app.expectConnected('yard');
  const wills = await mosquittoSub(port, 'last/yard', '5.0');
  await trace.show();
  await trace.screen.getByRole('button', { name: 'Session lab' }).click();
  const lab = trace.screen.getByRole('region', { name: 'Session lab' });
  const live = trace.screen.getByRole('radio', { name: 'Live' });
  const tab = (name: string) => lab.getByRole('tab', { name }).click();
  await expect(lab).toContainText('The broker must close the first one, with DISCONNECT 0x8E');
  await expect(lab).toContainText('First DISCONNECT 0x00 ends the connection that is up');
  await expectAccessible(page);

  // SUBSCRIBE yard/# at QoS 1.
  await tab('Raw bytes');
  await lab.getByLabel('Bytes as hex').fill('82 0c 00 09 00 00 06 79 61 72 64 2f 23 01');
  await lab.getByRole('button', { name: 'Send' }).click();
  await expect(trace.row('SUBSCRIBE').filter({ hasText: 'complete' })).toHaveCount(2);

  await tab('Acknowledgements');
  await lab.getByRole('checkbox', { name: 'PUBACK' }).click();
  await expect(lab).toContainText('Held until you release them: PUBACK');
  await mosquittoPub({ port, qos: 1, topic: 'yard/gate', payload: 'open', version: '5.0' });
  await expect(trace.row('gate').first()).toContainText('held back');
  await lab.getByRole('button', { name: 'Release PUBACK 1' }).click();
  await expect(trace.row('gate').first()).toContainText('complete');

  await tab('Publish');
  await lab.getByLabel('Topic').fill('home/lamp');
  await lab.getByLabel('Packet id').fill('4711');
  await lab.getByRole('button', { name: 'Publish', exact: true }).click();
  await trace.row('lamp').first().click();
  await expect(trace.steps.getByRole('button', { name: /PUBACK id 4711/ })).toBeVisible();

  // Choosing a row has held the list.
  await live.click();

  await tab('Raw bytes');
  await lab.getByLabel('Bytes as hex').fill('36 00');
  await expect(lab).toContainText('The QoS is 3 [MQTT-3.3.1-4]. The broker must close the connection');
  await lab.getByText('Properties', { exact: true }).click();
  await lab.getByLabel('Content Type').fill('text/plain');
  await lab.getByRole('button', { name: 'Fill in the bytes' }).click();
  await expect(lab.getByLabel('Bytes as hex')).toHaveValue(/74 65 78 74 2f 70 6c 61 69 6e/);
  await expect(lab).toContainText('PUBLISH at QoS 1: PUBACK 1 comes back');
  await lab.getByRole('button', { name: 'Send' }).click();
  await expect(trace.row('test').first()).toContainText('no subscriber');

  // What was typed is there again, also after the lab was closed.
  await trace.screen.getByRole('button', { name: 'Close the session lab' }).click();
  await trace.screen.getByRole('button', { name: 'Session lab' }).click();
  await expect(lab.getByLabel('Bytes as hex')).not.toBeEmpty();
  await tab('Publish');
  await expect(lab.getByLabel('Topic')).toHaveValue('home/lamp');
  await expect(lab.getByLabel('Packet id')).toHaveValue('4711');

  await tab('Connection');
  await lab.getByRole('button', { name: 'Take over my client id' }).click();
  await expect(lab.getByRole('status')).toHaveText('A second connection has this client identifier');
  await lab.getByRole('button', { name: 'Resume' }).click();
  await expect(lab.getByRole('status')).toHaveText('Connected');
  // This mosquitto closes without a word, which the standard does not allow: that is for the trace to show.
  await expect(trace.row('Connection lost').first()).toBeVisible();

  // Each says what is expected, and what came of it stands beneath.
  const state = lab.getByRole('status');
  const row = (name: string) =>
    lab.locator('.lab-row').filter({ has: page.getByRole('button', { name, exact: true }) });
  const run = (name: string) => row(name).getByRole('button', { name, exact: true }).click();
  await expect(row('Resume')).toContainText('Came');
  await expect(row('Resume')).toContainText('Session Present 1');

  await expect(row('Die without DISCONNECT')).toContainText('The broker publishes the will at once.');
  await run('Die without DISCONNECT');
  await expect(state).toHaveText('Not connected');
  await expect(row('Die without DISCONNECT')).toContainText('Closed on purpose without DISCONNECT');
  expect(await wills.next()).toContain('last/yard');

  await lab.getByRole('radio', { name: 'Clean Start' }).click();
  await expect(row('Resume')).toContainText('CONNECT with Clean Start 1: the old session is gone');
  await run('Resume');
  await expect(row('Resume')).toContainText('Session Present 0');

  await run('DISCONNECT with the will');
  await expect(state).toHaveText('Not connected');
  await expect(row('DISCONNECT with the will')).toContainText(/Came.*DISCONNECT: will to be published/);
  expect(await wills.next()).toContain('last/yard');
  await lab.getByRole('radio', { name: 'Keep session' }).click();
  await run('Resume');
  await expect(row('Resume')).toContainText('Session Present 1');

  await lab.getByRole('radio', { name: 'DISCONNECT', exact: true }).click();
  await lab.getByLabel('Seconds').fill('1');
  await expect(row('Sleep')).toContainText('DISCONNECT 0x00 is sent. The will is not published.');
  await run('Sleep');
  await expect(state).toContainText('Asleep until');
  await expect(row('Sleep')).toContainText('Session Present 1');
  await expectAccessible(page);
  // No will went out: this is the next message on its topic.
  await mosquittoPub({ port, topic: 'last/yard', payload: 'by hand', version: '5.0' });
  expect(await wills.next()).toBe('last/yard by hand');
  await wills.stop();
});

test('the composer shows a handshake that comes to no end, and how it goes on when its session does', async ({
  app,
}) => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(peer.number > 0));
    if (packet.type === 'publish' && packet.dup) peer.send(ack('puback', packet.id));
    // Never answered, and then the connection is gone.
    if (packet.type === 'publish' && packet.topic === 'yard/last') peer.drop();
  });
  const { outcome } = app.composer;
  await app.connectWith({ url: `mqtt://127.0.0.1:${broker.port}`, name: 'yard', version: '5.0', keeps: 300 });
  await app.expectConnected('yard');

  await app.composer.publish({ topic: 'yard/gate', payload: 'open', qos: 1 });
  await expect(outcome).toContainText(/Publishing….*PUBLISH.*awaiting PUBACK since \d\d:/);
  await outcome.getByRole('button', { name: 'Stop waiting' }).click();
  await expect(outcome).toContainText(/Not acknowledged.*You wait for it no longer/);
  await expect(outcome).toContainText('awaiting PUBACK since');

  await app.composer.publish({ topic: 'yard/last', payload: 'open', qos: 1 });
  await expect(outcome).toContainText('The connection was lost before the answer came');
  await expect(outcome).toContainText('Later resent on resume');
  await expect(outcome.getByRole('listitem')).toHaveText([
    'PUBLISH',
    /^connection lost/,
    /^PUBLISH DUP/,
    /^PUBACK/,
  ]);
  await outcome.getByRole('button', { name: 'Show its trace' }).click();
  await expect(app.trace.step(/PUBLISH q1 id \d+ DUP/)).toBeVisible();
  await broker.close();
});
