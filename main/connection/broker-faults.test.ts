import { expect, test } from 'vitest';
import type { Packet } from '../../app/mqtt/packet.ts';
import { testConnections } from './testing/connections.ts';
import { connack, startFakeBroker } from './testing/fake-broker.ts';
import { subscriptionTo } from './testing/setup.ts';

const connectionTo = testConnections();

test.for([
  [4, '[MQTT-3.2.2-1, byte 2]'],
  [5, '[MQTT-3.2.2-4, byte 2]'],
] as const)(
  'version %i: a session that is present after a clean start ends the connection, and is said: %s',
  async ([version, clause]) => {
    const broker = await startFakeBroker(version, (packet, peer) => {
      if (packet.type === 'connect') peer.send(connack(true));
    });
    const { connection, logged, until } = connectionTo({
      port: broker.port,
      protocolVersion: version,
      reconnect: false,
    });

    connection.open();
    const { state, steps, connack: shown } = await until((detail) => detail.state.kind === 'failed');
    await broker.close();

    const name = version === 5 ? 'Clean Start' : 'Clean Session';
    const why = `The broker broke the standard: CONNACK says Session Present after ${name} 1 ${clause}`;
    expect({ state, step: steps.at(-1), present: shown?.sessionPresent }).toMatchObject({
      state: { why },
      step: { step: 'connect', outcome: 'failed', detail: why },
      present: true,
    });
    expect(logged).toEqual([`127.0.0.1:${broker.port}: ${why}`]);
    // Only 5.0 has words for it.
    const told = broker.received.at(-1);
    expect(told).toMatchObject(
      version === 5 ? { type: 'disconnect', reasonCode: 0x82 } : { type: 'connect' },
    );
  },
);

test('a session that is present although we have none is taken where we did not ask for a clean start', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(true));
  });
  const { connection, until } = connectionTo({ port: broker.port, cleanStart: false, sessionExpiry: 300 });

  connection.open();
  const { steps } = await until(({ state }) => state.kind === 'connected');
  await broker.close();

  expect(steps.find(({ step }) => step === 'connect')).toMatchObject({
    outcome: 'done',
    detail: '0x00 Success; the broker has the session',
  });
});

/** Answers each SUBSCRIBE with these codes, whatever it asks for. */
function grants(reasonCodes: readonly number[]) {
  return (packet: Packet, peer: { send(packet: Packet): void }) => {
    if (packet.type === 'connect') peer.send(connack(false));
    if (packet.type === 'subscribe')
      peer.send({ type: 'suback', id: packet.id, reasonCodes, properties: {} });
  };
}

test.for([
  [4, [0], '1 reason code', 'MQTT-3.8.4-5'],
  [5, [0], '1 reason code', 'MQTT-3.8.4-6'],
  [5, [0, 0x87, 1], '3 reason codes', 'MQTT-3.8.4-6'],
] as const)(
  'version %i: a SUBACK with the codes %j for two filters grants nothing, ends the connection and is said',
  async ([version, codes, words, clause]) => {
    const broker = await startFakeBroker(version, grants(codes));
    const { connection, logged, until } = connectionTo({
      port: broker.port,
      protocolVersion: version,
      reconnect: false,
      subscriptions: [subscriptionTo('a'), subscriptionTo('b')],
    });

    connection.open();
    const { state, steps, subscriptions } = await until((detail) => detail.state.kind === 'failed');
    await broker.close();

    const why = `The broker broke the standard: SUBACK has ${words} for 2 topic filters [${clause}]`;
    expect({
      state,
      step: steps.at(-1),
      granted: subscriptions.map(({ granted }) => granted.kind),
    }).toMatchObject({
      state: { why },
      step: { step: 'subscribe', outcome: 'failed', detail: why },
      granted: ['none', 'none'],
    });
    expect(logged.at(-1)).toBe(`127.0.0.1:${broker.port}: ${why}`);
  },
);
