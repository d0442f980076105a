import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { noProperties } from '../app/mqtt/properties.ts';
import { expectAccessible } from './fixtures/accessibility.ts';
import { mosquittoPub, mosquittoSub } from './fixtures/mosquitto-clients.ts';
import { test } from './fixtures/test.ts';
import { Device } from './incidents/device.ts';

test('a QoS 2 message is traced packet by packet, and leads to its message and back', async ({ app }) => {
  const { trace, page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  await mosquittoPub({
    port,
    topic: 'plant/press/alarm',
    payload: '{"code":"E42"}',
    qos: 2,
    version: '5.0',
    options: ['-i', 'press-plc-1'],
  });
  await trace.show();
  await trace.row('alarm').click();

  await expect(trace.steps.getByRole('button')).toHaveText([
    /CONNECT/,
    /CONNACK 0x00/,
    /PUBLISH q2 id 1.*plant\/press\/alarm · 14 B/,
    /at Local broker, routedno subscription matches/,
    /PUBREC id 1 0x10/,
    /PUBREL id 1/,
    /PUBCOMP id 1/,
  ]);
  await expect(trace.row('alarm')).toContainText('no subscriber');
  // By keys: to the message's first packet, into its fields, and back step by step.
  const publish = trace.step(/press-plc-1 to Local broker, PUBLISH q2/);
  await page.keyboard.press('Enter');
  await expect(publish).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(trace.packet.getByRole('treeitem', { name: /Topic Name/ })).toContainText('plant/press/alarm');
  await trace.packet.getByRole('tree').focus();
  await page.keyboard.press('Escape');
  await expect(trace.packet).toBeHidden();
  await expect(publish).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(trace.grid).toBeFocused();

  await publish.click();
  await expectAccessible(page);

  await trace.packet.getByRole('button', { name: 'Show its message' }).click();
  await expect(app.inspector.payload).toContainText('"E42"');
  await app.inspector.show('QoS');
  await expect(page.getByRole('list', { name: 'Steps of its exchange' }).getByRole('listitem')).toHaveCount(
    5,
  );
  await expectAccessible(page, 'section[aria-label="Inspector"]');
  await page.getByRole('button', { name: 'Open in Trace' }).click();
  await expect(trace.row('alarm')).toHaveAttribute('aria-selected', 'true');
  // A page that is loaded again is where it was.
  await page.reload();
  await expect(trace.row('alarm')).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Explore' }).click();
  await expect(page.getByRole('tab', { name: 'QoS' })).toHaveAttribute('aria-selected', 'true');
  await expect(app.history.panel.getByRole('heading')).toContainText('plant/press/alarm');
  await trace.show();

  const saving = page.waitForEvent('download');
  await trace.screen.getByRole('button', { name: 'Export this exchange' }).click();
  await page.getByRole('menuitem', { name: 'Markdown' }).click();
  const file = await readFile(await (await saving).path(), 'utf8');
  expect(file).toContain('PUBCOMP');

  // A button that a menu or a dialog gives the focus back to says nothing that nobody asked for.
  await expect(trace.screen.getByRole('button', { name: 'Export this exchange' })).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await trace.screen.getByRole('button', { name: 'Export exchanges' }).click();
  await page.keyboard.press('Escape');
  await expect(trace.screen.getByRole('button', { name: 'Export exchanges' })).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tooltip')).toBeVisible();

  // An exchange that has left the screen is gone to.
  await page.getByRole('button', { name: 'Explore' }).click();
  const oven = await Device.connected(port, { clientId: 'oven-3' });
  for (let id = 1; id <= 80; id += 1) await oven.publish('plant/oven', 'on', id);
  await page.getByRole('button', { name: 'Open in Trace' }).click();
  await expect(trace.row('alarm')).toHaveAttribute('aria-selected', 'true');
  await oven.die();
});

test('a message for a subscriber that is away is queued, and delivered when its session is resumed', async ({
  app,
}) => {
  const { trace, page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  const away = await mosquittoSub(port, 'plant/#', '3.1.1', ['-i', 'historian', '-c']);
  await away.stop();
  await mosquittoPub({ port, topic: 'plant/press/alarm', payload: 'E42', qos: 1, options: ['-i', 'plc'] });
  await trace.show();
  await trace.row('alarm').click();
  await expect(trace.step(/Local broker to historian, queued/)).toBeVisible();
  await expect(trace.screen).toContainText('delivered to 0 of 1 subscriber, 1 waiting');
  await expect(trace.row('alarm')).toContainText('1 of 1 waiting');

  const back = await mosquittoSub(port, 'plant/#', '3.1.1', ['-i', 'historian', '-c']);
  await expect(trace.screen).toContainText('delivered to 1 of 1 subscriber');
  await expect(trace.step(/Local broker to historian, PUBLISH q1/)).toBeVisible();
  await expect(trace.step(/historian to Local broker, PUBACK/)).toBeVisible();
  await trace.screen.getByRole('radio', { name: 'To scale' }).click();
  await expect(trace.screen).toContainText(/a row is \d/);
  await expectAccessible(page);
  await trace.screen.getByRole('button', { name: 'Deliveries as rows' }).click();
  await expect(trace.row('Delivery')).toContainText('historian');

  // From any packet: here what a receiver acknowledges.
  await trace.step(/historian to Local broker, PUBACK/).click();
  await trace.packet.getByRole('button', { name: 'Show its message' }).click();
  await expect(app.inspector.payload).toContainText('E42');
  await back.stop();
});

test('two clients that fight for one identifier are found, shown with their packets, and muted', async ({
  app,
}) => {
  const { trace, page } = app;
  const port = await app.startLocalBroker({ demoDevices: false });
  // Each connects again as soon as the other has thrown it out.
  const twins = [
    await mosquittoSub(port, 'lab/a', '3.1.1', ['-i', 'twin']),
    await mosquittoSub(port, 'lab/b', '3.1.1', ['-i', 'twin']),
  ];
  await trace.show();
  await trace.screen.getByRole('button', { name: /client id conflicts?$/ }).click();
  await trace.findings.getByRole('button', { name: /Two clients with one client identifier.*twin/ }).click();
  await expect(trace.findings).toContainText('throw each other out when they reconnect');
  await expectAccessible(page);
  await trace.findings.getByRole('button', { name: /^#\d/ }).first().click();
  await expect(trace.packet).toContainText('CONN');

  const heads = trace.findings.getByRole('button', { expanded: false });
  const chooseKind = async (name: RegExp): Promise<void> => {
    await trace.screen.getByRole('combobox', { name: 'Kind of finding' }).click();
    await page.getByRole('option', { name }).click();
  };

  await test.step('while they go on, a kind that is chosen is listed at once, whatever the pointer rests on', async () => {
    const pump = await Device.connected(port, { clientId: 'pump', will: willOf('lab/pump') });
    await trace.screen.getByRole('tab', { name: 'Findings' }).click();
    await heads.first().hover();
    await pump.die();
    await chooseKind(/^All kinds/);
    await expect(heads).toHaveCount(2);
    await heads.first().hover();
    await chooseKind(/Two clients/);
    await expect(heads).toHaveText([/Two clients/]);
    await heads.first().hover();
    await chooseKind(/Will published/);
    await expect(heads).toHaveText([/Will published/]);
  });

  await test.step('new ones do not push what is looked at, and are a press away', async () => {
    await heads.first().hover();
    const other = await Device.connected(port, { clientId: 'other-pump', will: willOf('lab/other') });
    await other.die();
    const isNew = trace.screen.getByRole('button', { name: '1 new' });
    await expect(isNew).toBeVisible();
    await expect(heads).toHaveText([/lab\/pump/]);
    await isNew.focus();
    await page.keyboard.press('Enter');
    await expect(isNew).toBeHidden();
    await expect(heads).toHaveText([/lab\/other/, /lab\/pump/]);
    await expect(heads.first()).toBeFocused();
  });

  await test.step('what is muted is not listed, until it is no longer muted', async () => {
    await chooseKind(/Two clients/);
    await trace.findings.getByRole('button', { name: /Two clients/ }).click();
    await trace.findings.getByRole('button', { name: 'Mute…' }).click();
    await page.getByRole('menuitem', { name: 'This kind, of twin' }).click();
    await expect(trace.screen).toContainText('No finding of this kind.');
    await trace.screen.getByRole('button', { name: /muted$/ }).click();
    const mutes = page.getByRole('list', { name: 'Muted findings' });
    await expect(mutes).toContainText('Two clients with one client identifier of twin');
    await mutes.getByRole('button').click();
    await expect(mutes).toBeHidden();
  });
  for (const twin of twins) await twin.stop();
});

function willOf(topic: string) {
  return { topic, payload: Buffer.from('gone'), qos: 1, retain: false, properties: noProperties } as const;
}

test('exchanges are found, walked and opened without a mouse, and a client leads to its own', async ({
  app,
}) => {
  const { trace, broker, page } = app;
  const { keyboard } = page;
  const port = await app.startLocalBroker({ demoDevices: false });
  const subscriber = await mosquittoSub(port, 'plant/#', '3.1.1', ['-i', 'historian']);
  await mosquittoPub({ port, topic: 'plant/oven/state', payload: 'on', qos: 1, options: ['-i', 'oven-3'] });
  await keyboard.press('ControlOrMeta+2');
  await expect(trace.row('oven-3').first()).toBeVisible();

  await keyboard.press('/');
  await keyboard.type('client:oven kind:publish outcome:complete');
  await expect(trace.rows).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(trace.grid).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(trace.step(/oven-3 to Local broker, PUBLISH q1/)).toBeVisible();
  await keyboard.press('Enter');
  await expect(trace.step(/oven-3 to Local broker, PUBLISH q1/)).toBeFocused();
  await keyboard.press('Enter');
  await expect(trace.packet).toContainText('PUBLISH');
  await keyboard.press('End');
  await expect(trace.packet).toContainText('PUBACK');
  await keyboard.press('Escape');
  await expect(trace.packet).toBeHidden();
  await keyboard.press('Escape');
  await expect(trace.grid).toBeFocused();
  await expectAccessible(page);

  // Rows that come while one reads do not push, and are a press away.
  await trace.filter.fill('');
  await keyboard.press('Enter');
  await expect(trace.row('PINGREQ').or(trace.row('CONNECT')).first()).toBeVisible();
  await keyboard.press('End');
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await expect(trace.screen.getByRole('radio', { name: 'Hold' })).toBeChecked();
  const isNew = trace.screen.getByRole('button', { name: /^\d+ new$/ });
  await mosquittoPub({ port, topic: 'plant/oven/door', payload: 'open', qos: 1, options: ['-i', 'oven-4'] });
  await expect(isNew).toBeVisible();
  await isNew.focus();
  await keyboard.press('Enter');
  await expect(isNew).toBeHidden();
  await expect(trace.grid).toBeFocused();
  await expect(trace.row('oven-4').first()).toBeVisible();

  // What a command shows has the keyboard.
  await keyboard.press('ControlOrMeta+k');
  await keyboard.type('show findings');
  await keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Trace of an exchange' })).toBeFocused();
  await trace.screen.getByRole('tab', { name: 'Sequence' }).click();

  // What is wrong with a filter covers nothing. The list is still that of the last one that could be read, which its
  // number would not tell.
  await trace.filter.fill('client:oven-3');
  await expect(trace.screen.getByText(/exchanges? match/)).toBeVisible();
  await trace.filter.fill('client:oven-3 took>');
  await expect(trace.screen.getByText('A value is missing here')).toBeVisible();
  await expect(trace.filter).toHaveAccessibleDescription('A value is missing here');
  await expect(trace.screen.getByText(/exchanges? match/)).toBeHidden();
  await trace.screen.getByRole('button', { name: /protocol errors?$/ }).click({ trial: true });

  await trace.filter.fill('client:nobody');
  await expect(trace.screen).toContainText('No exchange matches the filter.');
  await broker.show('Clients');
  await broker.choose('historian', 'Show its trace');
  await expect(trace.filter).toHaveValue('client:historian');
  await expect(trace.row('SUBSCRIBE')).toHaveCount(1);
  // What was for it is found as well, though another published it.
  await expect(trace.row('oven/state')).toContainText('oven-3');
  await trace.row('oven/state').click();
  await expect(trace.screen).toContainText(/historian\s*subscriber/);

  // The strip keeps to a time by keyboard as by mouse, and its chip takes that away again.
  await trace.filter.fill('kind:publish');
  await trace.latency.getByRole('slider', { name: 'From' }).focus();
  await keyboard.press('PageUp');
  await expect(trace.filter).toHaveValue(/^kind:publish time:/);
  await expectAccessible(page);
  await trace.screen.getByRole('button', { name: /^Remove the condition time:/ }).click();
  await expect(trace.filter).toHaveValue('kind:publish');

  // What took how long is told apart, and a row keeps the filter to what it is of.
  await trace.latency.getByRole('combobox', { name: /^How it is shown/ }).click();
  await page.getByRole('option', { name: 'By client' }).click();
  const byClient = trace.latency.getByRole('grid', { name: 'Latency by client' });
  await expect(byClient.getByRole('row', { name: /oven-3/ })).toBeVisible();
  await expectAccessible(page);
  await byClient.focus();
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(trace.filter).toHaveValue('kind:publish client:oven-3');
  await subscriber.stop();
});
