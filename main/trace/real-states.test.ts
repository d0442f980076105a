import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FaultAction } from '../../app/contract/areas/broker/fault.ts';
import { acknowledge, disconnect, publish, u32 } from '../broker/testing/bytes.ts';
import { faultsOn } from '../broker/testing/fault-rules.ts';
import type { RawClient } from '../broker/testing/raw-client.ts';
import { connected } from '../broker/testing/raw-client.ts';
import { testBroker } from '../broker/testing/test-broker.ts';
import { TestTime } from '../broker/testing/test-time.ts';
import { liveTraces } from './testing/live-traces.ts';
import { broker } from './testing/traced.ts';

/** A broker with a fault for what its clients publish, if one is given, and a publisher on it. */
async function setup(fault?: FaultAction, time?: TestTime) {
  const traces = liveTraces(broker);
  const faults =
    fault === undefined ? undefined : faultsOn({ packets: ['publish'], direction: 'received', fault });
  const { port } = await testBroker({
    observer: traces.recorder,
    ...(faults === undefined ? {} : { faults }),
    ...(time === undefined ? {} : { time }),
  });
  const { client: publisher } = await connected(port, 5, { id: 'p' });
  return { traces, port, publisher };
}

type Traces = Awaited<ReturnType<typeof setup>>['traces'];

/** What became of messages and deliveries, once there is the one that is waited for. */
async function outcomes(traces: Traces, wanted: string): Promise<readonly string[]> {
  for (;;) {
    const all = Array.from(traces.traced().exchanges.values(), ({ kind, outcome }) => `${kind} ${outcome}`);
    if (all.includes(wanted)) return all.filter((line) => /^(publish|delivery)/.test(line));
    await setTimeout(10);
  }
}

const kept = [0x11, ...u32(600)];

/** A receiver whose session outlives it, gone away. */
async function sleeper(port: number): Promise<void> {
  const { client } = await connected(port, 5, { id: 's', properties: kept });
  await client.subscribed(5, 't', 1);
  client.send(disconnect());
  await client.untilClosed();
}

async function isBack(port: number): Promise<RawClient> {
  return (await connected(port, 5, { id: 's', clean: false, properties: kept })).client;
}

test.each<[string, FaultAction, readonly string[]]>([
  ['held', { kind: 'hold', whenFull: 'drop' }, ['publish held']],
  ['refused', { kind: 'reason', reasonCode: 0x87, answer: 'own' }, ['publish refused']],
])('a message that is %s', async (_name, fault, expected) => {
  const { traces, publisher } = await setup(fault);
  publisher.send(publish(5, { qos: 1, id: 1 }));

  expect(await outcomes(traces, expected[0] ?? '')).toEqual(expected);
});

test.each<['puback' | 'publish', string]>([
  ['puback', 'publish held'],
  ['publish', 'delivery held'],
])('a %s that the broker holds back is held until it is let go: %s', async (packet, held) => {
  const traces = liveTraces(broker);
  const fault = { kind: 'hold', whenFull: 'drop' } as const;
  const target = await testBroker({
    observer: traces.recorder,
    faults: faultsOn({ packets: [packet], direction: 'sent', fault }),
  });
  const { client } = await connected(target.port, 5, { id: 's' });
  await client.subscribed(5, 't', 1);
  const { client: publisher } = await connected(target.port, 5, { id: 'p' });
  publisher.send(publish(5, { qos: 1, id: 1 }));

  expect(await outcomes(traces, held)).toContain(held);
  target.broker.faults.release('all', 'pass');
  const goesOn = held.replace('held', packet === 'puback' ? 'complete' : 'in-flight');
  expect(await outcomes(traces, goesOn)).toContain(goesOn);
});

test('a message at QoS 0 that is dropped on purpose', async () => {
  const { traces, publisher } = await setup({ kind: 'drop' });
  publisher.send(publish(5));

  expect(await outcomes(traces, 'publish dropped')).toEqual(['publish dropped']);
});

test('a message that nobody subscribed to', async () => {
  const { traces, publisher } = await setup();
  publisher.send(publish(5, { qos: 1, id: 1 }));

  expect(await outcomes(traces, 'publish no-subscriber')).toEqual(['publish no-subscriber']);
});

test('a message that waits for a sleeper, and reaches it when it is back', async () => {
  const { traces, port, publisher } = await setup();
  await sleeper(port);
  publisher.send(publish(5, { qos: 1, id: 1 }));
  expect(await outcomes(traces, 'delivery queued')).toEqual(['publish complete', 'delivery queued']);

  const client = await isBack(port);
  expect(await outcomes(traces, 'delivery in-flight')).toEqual(['publish complete', 'delivery in-flight']);
  client.send(acknowledge(0x40, 1));

  expect(await outcomes(traces, 'delivery complete')).toEqual(['publish complete', 'delivery complete']);
});

test('a message that expires while its receiver sleeps', async () => {
  const time = new TestTime();
  const { traces, port, publisher } = await setup(undefined, time);
  await sleeper(port);
  publisher.send(publish(5, { qos: 1, id: 1, properties: [0x02, ...u32(1)] }));
  await publisher.next();
  time.advance(1_050);
  await isBack(port);

  expect(await outcomes(traces, 'delivery expired')).toEqual(['publish complete', 'delivery expired']);
});

test('a delivery that is lost with the session of its receiver', async () => {
  const { traces, port, publisher } = await setup();
  const { client } = await connected(port, 5, { id: 's' });
  await client.subscribed(5, 't', 1);
  publisher.send(publish(5, { qos: 1, id: 1 }));
  await client.next();
  client.socket.destroy();

  expect(await outcomes(traces, 'delivery abandoned')).toEqual(['publish complete', 'delivery abandoned']);
});
