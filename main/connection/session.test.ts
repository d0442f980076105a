import { expect, test } from 'vitest';
import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { MessageToPublish } from '../../app/contract/areas/publish.ts';
import type { PublishPacket } from '../../app/mqtt/packet.ts';
import { testConnections } from './testing/connections.ts';
import { ack, connack, startFakeBroker } from './testing/fake-broker.ts';
import { subscriptionTo, testProfile } from './testing/setup.ts';

const connectionTo = testConnections();

function message(changes: Partial<MessageToPublish>): MessageToPublish {
  return { topic: 't', payload: Buffer.from('1'), qos: 1, retain: false, properties: {}, ...changes };
}

/** All that the session had under way was sent again. */
function isReady({ state, steps }: Pick<ConnectionDetail, 'state' | 'steps'>): boolean {
  return state.kind === 'connected' && steps.at(-1)?.step === 'subscribe' && steps.at(-1)?.outcome === 'done';
}

/** What a PUBLISH said, shortly: `a 1` or `a 1 DUP`. */
function short({ topic, id, dup }: PublishPacket): string {
  return `${topic} ${id}${dup ? ' DUP' : ''}`;
}

test.for([4, 5] as const)(
  'version %i: on a resumed session what is not acknowledged is sent again with DUP and its identifier',
  async (version) => {
    const broker = await startFakeBroker(version, (packet, peer) => {
      if (packet.type === 'connect') peer.send(connack(peer.number > 0));
      if (packet.type !== 'publish' && packet.type !== 'pubrel') return;
      if (peer.number === 0) {
        if (packet.type === 'publish' && packet.topic === 'b') peer.drop();
        return;
      }
      if (packet.type === 'publish') peer.send(ack(packet.qos === 1 ? 'puback' : 'pubrec', packet.id));
      else peer.send(ack('pubcomp', packet.id));
    });
    const { connection, until } = connectionTo({
      port: broker.port,
      protocolVersion: version,
      cleanStart: false,
      sessionExpiry: 300,
    });
    connection.open();
    await until(isReady);

    const [first, second] = await Promise.all([
      connection.publish(message({ topic: 'a', qos: 1 }), undefined),
      connection.publish(message({ topic: 'b', qos: 2 }), undefined),
    ]);
    await until(({ attempts, ...detail }) => attempts.length === 2 && isReady(detail));
    await broker.close();

    expect([first, second]).toMatchObject([
      { ok: false, error: { code: 'lost' } },
      { ok: false, error: { code: 'lost' } },
    ]);
    const published = broker.received.filter((packet) => packet.type === 'publish');
    expect(published.map(short)).toEqual(['a 1', 'b 2', 'a 1 DUP', 'b 2 DUP']);
    expect(broker.received.at(-1)).toMatchObject({ type: 'pubrel', id: 2 });
  },
);

test('a message handed in while those before are sent again follows them', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(peer.number > 0));
    if (packet.type !== 'publish') return;
    if (peer.number === 0) peer.drop();
    else setTimeout(() => peer.send(ack('puback', packet.id)), 50);
  });
  const { connection, until } = connectionTo({ port: broker.port, cleanStart: false, sessionExpiry: 300 });
  connection.open();
  await until(isReady);
  await connection.publish(message({ topic: 'before' }), undefined);
  await until(({ attempts, state }) => attempts.length === 2 && state.kind === 'connected');

  const answer = await connection.publish(message({ topic: 'after' }), undefined);
  await broker.close();

  expect(answer).toMatchObject({ ok: true, value: { kind: 'acknowledged' } });
  const published = broker.received.filter((packet) => packet.type === 'publish');
  expect(published.map(short)).toEqual(['before 1', 'before 1 DUP', 'after 2']);
});

test('what was unsubscribed from while away is taken from the session', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(peer.number > 0));
    if (packet.type === 'subscribe') {
      peer.send({
        type: 'suback',
        id: packet.id,
        reasonCodes: packet.subscriptions.map(() => 0),
        properties: {},
      });
    }
    if (packet.type === 'unsubscribe') {
      peer.send({ type: 'unsuback', id: packet.id, reasonCodes: [0], properties: {} });
    }
  });
  const lasting = { port: broker.port, cleanStart: false, sessionExpiry: 300 };
  const subscriptions = [subscriptionTo('a'), subscriptionTo('b')];
  const { connection, until } = connectionTo({ ...lasting, subscriptions });
  connection.open();
  await until(isReady);
  await connection.close();

  connection.update({
    profile: testProfile({ ...lasting, subscriptions: [subscriptionTo('b'), subscriptionTo('c')] }),
    madeUpClientId: 'topicscopetest',
  });
  connection.open();
  await until(isReady);
  await connection.close();
  await broker.close();

  const asked = broker.received.slice(3).filter(({ type }) => type !== 'connect' && type !== 'disconnect');
  expect(asked).toMatchObject([
    { type: 'unsubscribe', filters: ['a'] },
    { type: 'subscribe', subscriptions: [{ filter: 'c' }] },
  ]);
});

test('a broker that does not answer a ping is given up, in words', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false, 0, { serverKeepAlive: 1 }));
  });
  const { connection, until } = connectionTo({ port: broker.port, reconnect: false });

  connection.open();
  const { state } = await until((detail) => detail.state.kind === 'failed');
  await broker.close();

  expect(state).toMatchObject({ why: expect.stringMatching(/^No PINGRESP came/) });
});

test('what was released is not published again: PUBREL is sent again', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(peer.number > 0));
    if (packet.type === 'publish') peer.send(ack('pubrec', packet.id));
    if (packet.type !== 'pubrel') return;
    if (peer.number === 0) peer.drop();
    else peer.send(ack('pubcomp', packet.id));
  });
  const { connection, until } = connectionTo({ port: broker.port, cleanStart: false, sessionExpiry: 300 });
  connection.open();
  await until(isReady);

  await connection.publish(message({ qos: 2 }), undefined);
  await until(({ attempts, ...detail }) => attempts.length === 2 && isReady(detail));
  await broker.close();

  expect(broker.received.map(({ type }) => type)).toEqual([
    'connect',
    'publish',
    'pubrel',
    'connect',
    'pubrel',
  ]);
});

test('when the broker has no session, nothing of the old one is sent again', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false));
    if (packet.type !== 'publish') return;
    if (peer.number === 0) peer.drop();
    else peer.send(ack('puback', packet.id));
  });
  const { connection, until } = connectionTo({ port: broker.port, cleanStart: false, sessionExpiry: 300 });
  connection.open();
  await until(isReady);

  await connection.publish(message({ topic: 'old' }), undefined);
  await until(({ attempts, ...detail }) => attempts.length === 2 && isReady(detail));
  const answer = await connection.publish(message({ topic: 'new' }), undefined);
  await broker.close();

  expect(answer).toMatchObject({ ok: true, value: { kind: 'acknowledged' } });
  const published = broker.received.filter((packet) => packet.type === 'publish');
  expect(published.map(({ topic, dup }) => ({ topic, dup }))).toEqual([
    { topic: 'old', dup: false },
    { topic: 'new', dup: false },
  ]);
});

test('subscriptions are sent again only when the broker has no session', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(peer.number === 1));
    if (packet.type !== 'subscribe') return;
    peer.send({ type: 'suback', id: packet.id, reasonCodes: [0], properties: {} });
  });
  const { connection, until } = connectionTo({
    port: broker.port,
    cleanStart: false,
    sessionExpiry: 300,
    subscriptions: [subscriptionTo('lab/#')],
  });
  const settled = (count: number) =>
    until(({ attempts, steps, state }) => {
      return attempts.length === count && state.kind === 'connected' && steps.at(-1)?.outcome === 'done';
    });

  connection.open();
  await settled(1);
  await connection.close();
  connection.open();
  await settled(2);
  await connection.close();
  connection.open();
  await settled(3);
  await broker.close();

  const types = broker.received.map(({ type }) => type).filter((type) => type !== 'disconnect');
  expect(types).toEqual(['connect', 'subscribe', 'connect', 'connect', 'subscribe']);
});

test('[MQTT-3.3.4-7] no more messages are under way than the broker’s Receive Maximum', async () => {
  const waiting: number[] = [];
  let most = 0;
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false, 0, { receiveMaximum: 3 }));
    if (packet.type !== 'publish') return;
    waiting.push(packet.id);
    most = Math.max(most, waiting.length);
    setTimeout(() => {
      waiting.shift();
      peer.send(ack('puback', packet.id));
    }, 5);
  });
  const { connection, until } = connectionTo({ port: broker.port });
  connection.open();
  await until(isReady);

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_none, index) =>
      connection.publish(message({ topic: `t/${index}` }), undefined),
    ),
  );
  await broker.close();

  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(most).toBe(3);
  const topics = broker.received.flatMap((packet) => (packet.type === 'publish' ? [packet.topic] : []));
  expect(topics).toEqual(Array.from({ length: 20 }, (_none, index) => `t/${index}`));
});

test('[MQTT-3.3.2-18] user properties go out in their order, doubled names included', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false));
    if (packet.type === 'publish' && packet.qos === 1) peer.send(ack('puback', packet.id));
  });
  const { connection, until } = connectionTo({ port: broker.port });
  connection.open();
  await until(isReady);
  const userProperties: [string, string][] = [
    ['b', '1'],
    ['1', '2'],
    ['a', '3'],
    ['b', '4'],
    ['__proto__', '5'],
  ];

  await connection.publish(message({ qos: 0, properties: { userProperties, contentType: 'x' } }), undefined);
  await connection.publish(message({ qos: 1, properties: { userProperties } }), undefined);
  await broker.close();

  const published = broker.received.filter((packet) => packet.type === 'publish');
  expect(published.map(({ properties }) => properties)).toEqual([
    { userProperties, contentType: 'x' },
    { userProperties },
  ]);
});

test('a packet that is malformed is seen, told to the broker and ends the connection in words', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type !== 'connect') return;
    peer.send(connack(false));
    // PUBLISH with QoS 3.
    peer.sendBytes(0x36, 0x05, 0x00, 0x01, 0x74, 0x00, 0x01);
  });
  const { connection, observer, until } = connectionTo({ port: broker.port, reconnect: false });

  connection.open();
  const { state } = await until((detail) => detail.state.kind === 'failed');
  await broker.close();

  expect(state).toMatchObject({
    why: expect.stringMatching(/^The broker broke the standard: .*\[MQTT-3\.3\.1-4/),
  });
  expect(observer.lines()).toEqual(['> CONNECT', '< CONNACK', '< malformed', '> DISCONNECT']);
  expect(broker.received.at(-1)).toMatchObject({ type: 'disconnect', reasonCode: 0x81 });
});

test('the acknowledgements of one read go out in one write', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type !== 'connect') return;
    peer.send(connack(false));
    const frames = Array.from({ length: 100 }, (_none, index) => [0x32, 6, 0, 1, 0x74, 0, index + 1, 0]);
    peer.sendBytes(...frames.flat());
  });
  const { connection, observer, untilSeen } = connectionTo({ port: broker.port });

  connection.open();
  await untilSeen(({ packet }) => packet?.type === 'puback' && packet.id === 100);
  const acknowledged = observer.seen.filter(({ packet }) => packet?.type === 'puback');
  await connection.close();
  await broker.close();

  expect(acknowledged.map(({ packet }) => packet?.type === 'puback' && packet.id)).toEqual(
    Array.from({ length: 100 }, (_none, index) => index + 1),
  );
  expect(new Set(acknowledged.map(({ time }) => time)).size).toBeLessThanOrEqual(2);
  expect(Math.max(...broker.reads)).toBeGreaterThanOrEqual(50);
});

test('[MQTT-4.3.3-10] a QoS 2 message that comes again is acknowledged again, and its release once more', async () => {
  const publish = [0x34, 6, 0, 1, 0x74, 0, 7, 0];
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type !== 'connect') return;
    peer.send(connack(false));
    peer.sendBytes(...publish, ...publish, 0x62, 2, 0, 7, 0x62, 2, 0, 7);
  });
  const { connection, untilSeen } = connectionTo({ port: broker.port });

  connection.open();
  await untilSeen(({ packet }) => packet?.type === 'pubcomp' && packet.reasonCode === 0x92);
  await connection.close();
  await broker.close();

  expect(broker.received.slice(1, 5)).toMatchObject([
    { type: 'pubrec', id: 7, reasonCode: 0 },
    { type: 'pubrec', id: 7, reasonCode: 0 },
    { type: 'pubcomp', id: 7, reasonCode: 0 },
    { type: 'pubcomp', id: 7, reasonCode: 0x92 },
  ]);
});

test('[MQTT-3.2.2-21] the keep alive of the broker counts, even if ours is off', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false, 0, { serverKeepAlive: 1 }));
    if (packet.type === 'pingreq') peer.send({ type: 'pingresp' });
  });
  const { connection, untilSeen, observer } = connectionTo({ port: broker.port, keepAlive: 0 });

  connection.open();
  const ping = await untilSeen(({ packet }) => packet?.type === 'pingreq');
  await connection.close();
  await broker.close();

  expect(ping.time - (observer.seen[1]?.time ?? 0)).toBeLessThan(1_000_000);
});

test('the broker’s DISCONNECT is the reason of the end, in its words', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type !== 'connect') return;
    peer.send(connack(false));
    peer.send({ type: 'disconnect', reasonCode: 0x8b, properties: { reasonString: 'maintenance' } });
  });
  const { connection, until } = connectionTo({ port: broker.port, reconnect: false });

  connection.open();
  const { state } = await until((detail) => detail.state.kind === 'failed');
  await broker.close();

  expect(state).toMatchObject({
    why: 'The broker ended the connection: 0x8B Server shutting down – "maintenance" (the broker is being stopped or restarted)',
  });
});

test('a second CONNACK is a violation', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type !== 'connect') return;
    peer.send(connack(false));
    peer.send(connack(false));
  });
  const { connection, until } = connectionTo({ port: broker.port, reconnect: false });

  connection.open();
  const { state } = await until((detail) => detail.state.kind === 'failed');
  await broker.close();

  expect(state).toMatchObject({ why: expect.stringContaining('second CONNACK') });
});
