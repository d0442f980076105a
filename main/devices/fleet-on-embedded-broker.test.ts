import { expect, onTestFinished, test } from 'vitest';
import { openConfig } from '../broker/access/access-config.ts';
import { ManagedAccess } from '../broker/access/managed-access.ts';
import { testBroker, until } from '../broker/testing/test-broker.ts';
import { startFleet } from './fleet.ts';

test('On the embedded broker all demo devices stay connected, and nothing they say is dropped', async () => {
  const broker = await testBroker();
  const logged: string[] = [];
  const fleet = startFleet({
    port: broker.port,
    misbehaving: false,
    onChange: () => undefined,
    log: (_level, _area, text) => logged.push(text),
  });
  onTestFinished(() => fleet.stop());

  await until(broker, () => broker.broker.stats().received > 300);
  const clients = broker.broker.stats().clients;
  const endedEarly = broker.seen.filter((line) => line.includes(' closed: '));
  await fleet.stop();

  expect(clients).toBe(fleet.devices().length);
  expect(endedEarly).toEqual([]);
  expect(broker.broker.stats().dropped).toEqual([]);
  expect(logged).toEqual([]);
}, 60_000);

test('Demo devices that the access rules refuse say so once, and come back when they may', async () => {
  const closedConfig = { ...openConfig, anonymous: false };
  const access = new ManagedAccess({ clock: { now: () => performance.now() * 1000 }, config: closedConfig });
  const broker = await testBroker({ access });
  const logged: string[] = [];
  const fleet = startFleet({
    port: broker.port,
    misbehaving: false,
    onChange: () => undefined,
    log: (_level, _area, text) => logged.push(text),
  });
  onTestFinished(() => fleet.stop());
  const everyOne = fleet.devices().map((device) => `${device.clientId}: Connection refused: Not authorized`);
  await until(broker, () => logged.length >= everyOne.length);

  access.change(openConfig);
  await until(broker, () => fleet.devices().every((device) => device.state === 'connected'));

  expect(logged.sort()).toEqual(everyOne.sort());
}, 60_000);
