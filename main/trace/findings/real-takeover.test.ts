import { setTimeout } from 'node:timers/promises';
import mqtt from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { connected } from '../../broker/testing/raw-client.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { lines } from '../testing/found.ts';
import { liveTraces } from '../testing/live-traces.ts';
import { ownConnection } from '../testing/own-connection.ts';
import { paho } from '../testing/paho.ts';
import { broker, connection } from '../testing/traced.ts';

/** A paho client of that version that comes back by itself. */
function pahoTwin(port: number, version: 'MQTTv311' | 'MQTTv5'): void {
  paho(
    port,
    `
client = mqtt.Client(client_id='twin', protocol=mqtt.${version})
while True:
    client.connect('127.0.0.1', port)
    while client.loop(0.05) == mqtt.MQTT_ERR_SUCCESS: pass`,
  );
}

/** MQTT.js, which gives up after 0x8E unless it is told to come back. */
function mqttClient(port: number, protocolVersion: 4 | 5): void {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    ...{ clientId: 'twin', protocolVersion, reconnectPeriod: 10 },
  });
  client.on('error', () => undefined);
  onTestFinished(async () => {
    await client.endAsync(true);
  });
}

async function setup() {
  const traces = liveTraces(broker);
  const { port } = await testBroker({ observer: traces.recorder });
  return { traces, port };
}

test('two MQTT.js clients of 5.0 with one client identifier', async () => {
  const { traces, port } = await setup();
  mqttClient(port, 5);
  mqttClient(port, 5);

  expect(await traces.untilFound('client-id-conflict')).toEqual(['client-id-conflict']);
});

test.each(['MQTTv311', 'MQTTv5'] as const)(
  'two paho clients of %s with one client identifier',
  async (version) => {
    const { traces, port } = await setup();
    pahoTwin(port, version);
    pahoTwin(port, version);

    expect(await traces.untilFound('client-id-conflict')).toContain('client-id-conflict');
  },
);

test('a connection of ours that another client takes over, again and again', async () => {
  const traces = liveTraces(connection);
  const { port } = await testBroker();
  const own = await ownConnection(traces.recorder, { port, clientId: 'twin', protocolVersion: 5 });
  for (let times = 0; times < 3; times += 1) {
    const other = await connected(port, 5, { id: 'twin' });
    while (own.detail().state.kind === 'connected') await setTimeout(5);
    other.client.socket.destroy();
    own.open();
    while (own.detail().state.kind !== 'connected') await setTimeout(5);
  }

  expect(await traces.untilFound('client-id-conflict')).toEqual(['client-id-conflict']);
});

test('near miss of client-id-conflict: a client of 5.0 that takes over from itself twice, as one does whose network changed', async () => {
  const { traces, port } = await setup();
  for (let times = 0; times < 3; times += 1) await connected(port, 5, { id: 'roaming' });

  expect(lines(traces.found())).toEqual([]);
});
