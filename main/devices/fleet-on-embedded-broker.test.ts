import { expect, onTestFinished, test } from 'vitest';
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
