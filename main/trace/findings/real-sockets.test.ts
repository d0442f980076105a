import { setTimeout } from 'node:timers/promises';
import mqtt from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import type { FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import type { FindingKind } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { acknowledge, disconnect, publish, subscribe, u16, u32 } from '../../broker/testing/bytes.ts';
import { faultsOn } from '../../broker/testing/fault-rules.ts';
import { output, run } from '../../broker/testing/programs.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { testAccess } from '../../broker/testing/test-access.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { lines } from '../testing/found.ts';
import { liveTraces } from '../testing/live-traces.ts';
import { broker } from '../testing/traced.ts';

type Options = Omit<NonNullable<Parameters<typeof testBroker>[0]>, 'observer'>;

async function setup(options: Options = {}, thresholds: Partial<FindingThresholds> = {}) {
  const traces = liveTraces(broker, thresholds);
  const { port } = await testBroker({ ...options, observer: traces.recorder });
  return { traces, port };
}

function dropped(packet: 'puback' | 'pubrec' | 'pubcomp', times = 1): FaultSet {
  return faultsOn({ direction: 'sent', packets: [packet], times, fault: { kind: 'drop' } });
}

function mqttClient(port: number, options: mqtt.IClientOptions = {}): mqtt.MqttClient {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 10, ...options });
  onTestFinished(async () => {
    await client.endAsync(true);
  });
  return client;
}

const kept = [0x11, ...u32(600)];
const quick = { lateSeconds: 0.2 };

test('mosquitto_pub whose PUBACK never comes', async () => {
  const { traces, port } = await setup({ faults: dropped('puback') }, quick);
  const publisher = run('mosquitto_pub', '-p', String(port), '-t', 't', '-q', '1', '-m', 'x');
  const ended = output(publisher);

  expect(await traces.untilFound('unacknowledged')).toEqual(['unacknowledged']);
  publisher.kill();
  await ended;
});

test('MQTT.js that loses its connection before PUBACK sends again, and the message came twice', async () => {
  const { traces, port } = await setup({ faults: dropped('puback') });
  const client = mqttClient(port, { clientId: 'p', clean: false });
  client.publish('t', 'x', { qos: 1 });
  while (traces.traced().exchanges.size < 2) await setTimeout(10);
  client.stream.destroy();

  // It does not set DUP.
  expect(await traces.untilFound('duplicate')).toEqual(['protocol-error', 'resent', 'duplicate']);
});

test('a message at QoS 2 comes again after it was complete', async () => {
  const { traces, port } = await setup();
  const { client } = await connected(port, 4, { id: 'p', clean: false });
  client.send(publish(4, { qos: 2, id: 7 }));
  await client.next();
  client.send(acknowledge(0x62, 7));
  await client.next();
  client.socket.destroy();
  const { client: again } = await connected(port, 4, { id: 'p', clean: false });
  again.send(publish(4, { qos: 2, id: 7, dup: true }));

  expect(await traces.untilFound('duplicate-qos2')).toEqual(['resent', 'duplicate-qos2']);
});

test('a receiver that acknowledges out of order', async () => {
  const { traces, port } = await setup();
  const { client } = await connected(port, 5, { id: 's' });
  await client.subscribed(5, 't', 1);
  client.send(publish(5, { qos: 1, id: 1 }), publish(5, { qos: 1, id: 2 }));
  await client.untilPong();
  client.send(acknowledge(0x40, 2), acknowledge(0x40, 1));

  expect(await traces.untilFound('order')).toEqual(['order']);
});

test('a client that counts its packet identifiers from 1 again', async () => {
  const { traces, port } = await setup({ faults: dropped('pubrec') });
  const { client } = await connected(port, 5, { id: 'p' });
  client.send(publish(5, { qos: 2, id: 1 }), publish(5, { topic: 'other', qos: 2, id: 1 }));

  expect(await traces.untilFound('packet-id-reused')).toEqual(['packet-id-reused']);
});

test('a client that never sends PUBREL', async () => {
  const { traces, port } = await setup({}, { keptSeconds: 0.1, keptLater: 5 });
  const { client } = await connected(port, 5, { id: 'p' });
  client.send(publish(5, { qos: 2, id: 99 }));
  client.send(...[1, 2, 3, 4, 5].map((id) => publish(5, { qos: 1, id })));

  expect(await traces.untilFound('packet-id-kept')).toEqual(['packet-id-kept']);
});

test('a subscription that is granted less than it asked for', async () => {
  const fault = { kind: 'reason', reasonCode: 1, answer: 'own' } as const;
  const { traces, port } = await setup({
    faults: faultsOn({ direction: 'sent', packets: ['suback'], fault }),
  });
  const { client } = await connected(port, 5, { id: 's' });
  await client.subscribed(5, 't', 2);

  expect(await traces.untilFound('qos-downgraded')).toEqual(['qos-downgraded']);
});

/** A client that asked for QoS 1 and is told that it has QoS 2, and one that publishes at these. */
async function toldTwo(qos: readonly number[]) {
  const fault = { kind: 'reason', reasonCode: 2, answer: 'own' } as const;
  const { traces, port } = await setup({
    faults: faultsOn({ direction: 'sent', packets: ['suback'], fault }),
  });
  const { client } = await connected(port, 5, { id: 's' });
  await client.subscribed(5, 't', 1);
  const { client: publisher } = await connected(port, 5, { id: 'p' });
  publisher.send(...qos.map((each) => publish(5, { qos: each, id: 1 + each })));
  await publisher.untilPong();
  return traces;
}

test('a message that is delivered at a lower QoS than it came with and was granted', async () => {
  const traces = await toldTwo([2]);

  expect(await traces.untilFound('qos-downgraded')).toEqual(['qos-downgraded']);
  expect(lines(traces.found()).map((line) => line.replace(/\[.*?\]/, '[]'))).toEqual([
    'qos-downgraded s t []: published at QoS 2, granted QoS 2, delivered at QoS 1',
  ]);
});

test('near miss of qos-downgraded: messages that are delivered at the lower QoS that their publisher chose', async () => {
  const traces = await toldTwo([0, 1]);

  expect(lines(traces.found())).toEqual([]);
});

test('a subscription that is refused', async () => {
  const access = await testAccess({ users: [], rules: [{ effect: 'deny', filter: '#' }] });
  const { traces, port } = await setup({ access });
  const { client } = await connected(port, 5, { id: 's' });
  client.send(subscribe(5, 't', 1));

  expect(await traces.untilFound('subscription-refused')).toEqual(['subscription-refused']);
});

test('a receiver that takes one at once and does not acknowledge it', async () => {
  const { traces, port } = await setup({}, { stalledSeconds: 0.2 });
  const { client } = await connected(port, 5, { id: 's', properties: [0x21, ...u16(1)] });
  await client.subscribed(5, 't', 1);
  await output(run('mosquitto_pub', '-p', String(port), '-t', 't', '-q', '1', '-m', 'x'));

  expect(await traces.untilFound('receive-maximum')).toEqual(['receive-maximum']);
});

test('two MQTT.js clients with one client identifier', async () => {
  const { traces, port } = await setup();
  mqttClient(port, { clientId: 'twin' });
  mqttClient(port, { clientId: 'twin' });

  expect(await traces.untilFound('client-id-conflict')).toEqual(['client-id-conflict']);
});

test('a broker that loses the session of a client', async () => {
  const { traces, port } = await setup({
    faults: faultsOn({
      packets: ['connect'],
      when: { of: 'every', nth: 2 },
      fault: { kind: 'lose session' },
    }),
  });
  const options = { id: 's', clean: false, properties: kept };
  const { client } = await connected(port, 5, options);
  client.send(disconnect());
  await client.untilClosed();
  await connected(port, 5, options);

  expect(await traces.untilFound('session-present')).toEqual(['session-present']);
});

test('a will that is published, and one that the rules forbid', async () => {
  const access = await testAccess({
    users: [],
    rules: [
      { effect: 'deny', filter: 'no', action: 'publish' },
      { effect: 'allow', filter: '#' },
    ],
  });
  const { traces, port } = await setup({ access }, { willSeconds: 0.1 });
  for (const topic of ['yes', 'no']) {
    const { client } = await connected(port, 5, { id: topic, will: { topic, payload: 'gone' } });
    client.socket.destroy();
  }

  await traces.untilFound('will-fired');
  expect(await traces.untilFound('will-missing')).toEqual(['will-fired', 'will-missing']);
});

test.each<[FindingKind, Uint8Array]>([
  ['topic-alias', publish(5, { topic: '', properties: [0x23, ...u16(3)] })],
  ['protocol-error', acknowledge(0x40, 77)],
  ['protocol-error', Uint8Array.of(0xc1, 0)],
])('%s, in bytes that a client sends', async (kind, sent) => {
  const { traces, port } = await setup();
  const { client: receiver } = await connected(port, 5, { id: 's' });
  await receiver.subscribed(5, 't', 1);
  await output(run('mosquitto_pub', '-p', String(port), '-t', 't', '-q', '1', '-m', 'x'));
  receiver.send(acknowledge(0x40, 1), sent);

  expect(await traces.untilFound(kind)).toEqual([kind]);
});

test('near miss of topic-alias: one that was said with its topic before', async () => {
  const { traces, port } = await setup();
  const { client } = await connected(port, 5, { id: 'p' });
  const alias = [0x23, ...u16(1)];
  client.send(publish(5, { properties: alias }), publish(5, { topic: '', properties: alias }));
  await client.untilPong();

  expect(lines(traces.found())).toEqual([]);
});

test('a publisher whom nobody hears', async () => {
  const { traces, port } = await setup({}, { unheardMessages: 3, unheardSeconds: 0.05 });
  const client = mqttClient(port, { clientId: 'p' });
  const timer = setInterval(() => client.publish('t', 'x'), 20);
  onTestFinished(() => clearInterval(timer));

  expect(await traces.untilFound('no-subscriber')).toEqual(['no-subscriber']);
});

test('a subscriber that gets nothing, while others do', async () => {
  const { traces, port } = await setup({}, { silentSeconds: 0.2, silentMessages: 5 });
  const silent = mqttClient(port, { clientId: 'silent' });
  await silent.subscribeAsync('misspelt/#', { qos: 1 });
  const client = mqttClient(port, { clientId: 'p' });
  await client.subscribeAsync('t', { qos: 1 });
  const timer = setInterval(() => client.publish('t', 'x'), 10);
  onTestFinished(() => clearInterval(timer));

  expect(await traces.untilFound('silent-subscriber')).toEqual(['silent-subscriber']);
});

test('numbers that are missing in the payload', async () => {
  const { traces, port } = await setup({}, { sequenceField: '$.n' });
  for (const n of [1, 2, 4]) {
    await output(run('mosquitto_pub', '-p', String(port), '-i', 'p', '-t', 't', '-m', JSON.stringify({ n })));
  }

  expect(await traces.untilFound('sequence-gap')).toEqual(['sequence-gap']);
});

test('acknowledgements that take as long as a delayed one of TCP', async () => {
  const faults = faultsOn({
    direction: 'sent',
    packets: ['puback'],
    fault: { kind: 'delay', milliseconds: 40 },
  });
  // On a machine that is busy with other things they take longer.
  const { traces, port } = await setup({ faults }, { nagleTo: 2_000, nagleSpread: 2_000, nagleQuick: 30 });
  const client = mqttClient(port, { clientId: 'p' });
  // On a network that is quick otherwise.
  for (let count = 0; count < 5; count += 1) await client.subscribeAsync('u');
  const found = traces.untilFound('nagle');
  while (traces.found().length === 0) await client.publishAsync('t', 'x', { qos: 1 });

  expect(await found).toEqual(['nagle']);
});

/** A client that subscribes with mosquitto, gets one message, goes, and comes back when another was published. */
async function awayOnce(...session: readonly string[]) {
  const { traces, port } = await setup();
  const subscriber = () =>
    run('mosquitto_sub', '-p', String(port), '-i', 'historian', '-q', '1', '-t', 't', '-C', '1', ...session);
  const publish = (...what: readonly string[]) =>
    output(run('mosquitto_pub', '-p', String(port), '-t', 't', '-q', '1', ...what));
  const subscriptions = () =>
    [...traces.traced().exchanges.values()].filter(
      ({ kind, outcome }) => kind === 'subscribe' && outcome === 'complete',
    ).length;
  const first = output(subscriber());
  while (subscriptions() < 1) await setTimeout(10);
  await publish('-m', 'heard');
  await first;
  await publish('-m', 'missed');
  const second = output(subscriber());
  while (subscriptions() < 2) await setTimeout(10);
  await publish('-m', 'heard again');
  await second;
  return traces;
}

test('mosquitto_sub with a clean session that was away when a message came', async () => {
  const traces = await awayOnce();

  expect(await traces.untilFound('not-kept')).toEqual(['not-kept']);
});

test('near miss of not-kept: mosquitto_sub with a session that outlives its connection', async () => {
  const traces = await awayOnce('-c');
  traces.passed(2);

  expect(lines(traces.found())).toEqual([]);
});
