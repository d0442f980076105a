import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { MessageToPublish } from '../../app/contract/areas/publish.ts';
import type { TestCa } from './testing/certificates.ts';
import { createTestCa } from './testing/certificates.ts';
import { testConnections } from './testing/connections.ts';
import { ack, connack, startFakeBroker } from './testing/fake-broker.ts';
import type { Mosquitto } from './testing/mosquitto.ts';
import { startMosquitto } from './testing/mosquitto.ts';
import type { TestConnection } from './testing/setup.ts';
import { subscriptionTo, testProfile } from './testing/setup.ts';

const connectionTo = testConnections();
let ca: TestCa;
let mosquitto: Mosquitto;

beforeAll(async () => {
  ca = await createTestCa(await mkdtemp(path.join(tmpdir(), 'connection-')));
  mosquitto = await startMosquitto({ tls: await ca.server('broker', ['127.0.0.1']) });
});
afterAll(() => mosquitto.stop());

async function connected(changes: Partial<Profile>): Promise<TestConnection> {
  const created = connectionTo({ port: mosquitto.ports.tcp, ...changes });
  created.connection.open();
  await created.until(isSettled);
  return created;
}

function isSettled({ state, steps }: ReturnType<TestConnection['connection']['detail']>): boolean {
  return (
    state.kind === 'connected' && steps.at(-1)?.step === 'subscribe' && steps.at(-1)?.outcome !== 'running'
  );
}

function message(changes: Partial<MessageToPublish>): MessageToPublish {
  return { topic: 'lab/press', payload: Buffer.from('1'), qos: 0, retain: false, properties: {}, ...changes };
}

const transports = ['tcp', 'tls', 'ws', 'wss'] as const;
const versions = [3, 4, 5] as const;
const combinations = transports.flatMap((transport) =>
  versions.map((version) => [transport, version] as const),
);

test.for(combinations)('%s, version %i: every packet of a session is seen', async ([transport, version]) => {
  const { connection, observer, untilSeen } = await connected({
    transport,
    port: mosquitto.ports[transport],
    protocolVersion: version,
    tls: { ...testProfile({}).tls, caFile: ca.certificateFile },
    subscriptions: [subscriptionTo('lab/#', 2)],
  });

  const outcome = await connection.publish(message({ qos: 2 }), undefined);
  await untilSeen(({ packet, direction }) => packet?.type === 'pubcomp' && direction === 'sent');
  await connection.close();

  expect(outcome).toMatchObject({ ok: true, value: { kind: 'acknowledged', packetId: 2 } });
  expect(outcome.ok && outcome.value.steps.map(({ packet }) => packet)).toEqual([
    'PUBLISH',
    'PUBREC',
    'PUBREL',
    'PUBCOMP',
  ]);
  expect(observer.lines().sort()).toEqual(
    [
      ...['> CONNECT', '< CONNACK', '> SUBSCRIBE', '< SUBACK'],
      ...['> PUBLISH', '< PUBREC', '> PUBREL', '< PUBCOMP'],
      ...['< PUBLISH', '> PUBREC', '< PUBREL', '> PUBCOMP'],
      '> DISCONNECT',
    ].sort(),
  );
  expect(observer.links).toEqual([`opened ${transport}`, 'identified topicscopetest', 'closed Disconnected']);
});

test('a message of 20,000 bytes comes whole over a WebSocket, in however many frames', async () => {
  const payload = Buffer.alloc(20_000, 'x');
  const { untilSeen } = await connected({
    transport: 'ws',
    port: mosquitto.ports.ws,
    subscriptions: [subscriptionTo('lab/#')],
  });
  const other = await connected({ clientId: 'other' });

  await other.connection.publish(message({ payload }), undefined);
  const seen = await untilSeen(({ packet }) => packet?.type === 'publish');

  expect(seen.packet).toMatchObject({ topic: 'lab/press', payload: new Uint8Array(payload) });
});

test('each filter gets its own answer, also one that is a number or a word of MQTT.js', async () => {
  const subscriptions = [
    subscriptionTo('plain', 2),
    subscriptionTo('7', 0),
    subscriptionTo('resubscribe', 1),
  ];

  const { connection } = await connected({ subscriptions });

  const granted = connection
    .detail()
    .subscriptions.map(({ asked, granted: answer }) => [
      asked.filter,
      answer.kind === 'granted' ? answer.reason.code : answer.kind,
    ]);
  expect(granted).toEqual([
    ['plain', 2],
    ['7', 0],
    ['resubscribe', 1],
  ]);
});

test('when the broker comes back, so do connection and subscriptions, and each try shows', async () => {
  const restarted = await startMosquitto();
  const { connection, observer, until, untilSeen } = await connected({
    port: restarted.ports.tcp,
    subscriptions: [subscriptionTo('lab/#', 1)],
  });

  await restarted.stop();
  const waiting = await until(({ state }) => state.kind === 'waiting');
  await until(({ attempts }) => attempts.length >= 3);
  await restarted.start();
  const { attempts } = await until(isSettled);
  await connection.publish(message({ payload: Buffer.from('after') }), undefined);
  await untilSeen(
    ({ packet }) => packet?.type === 'publish' && Buffer.from(packet.payload).toString() === 'after',
  );
  await connection.close();
  await restarted.stop();

  expect(waiting.state).toMatchObject({ kind: 'waiting', attempt: 2, why: expect.any(String) });
  expect(attempts.slice(1, -1).every(({ outcome }) => outcome.includes('refused'))).toBe(true);
  expect(attempts.at(-1)?.outcome).toBe('connected');
  expect(observer.lines().filter((line) => line === '> SUBSCRIBE')).toHaveLength(2);
});

test.for([4, 5] as const)(
  'version %i: what came while we were away comes when the session goes on',
  async (version) => {
    const { connection, observer, until, untilSeen } = await connected({
      protocolVersion: version,
      clientId: `sleeper${version}`,
      cleanStart: false,
      sessionExpiry: 300,
      subscriptions: [subscriptionTo('night/#', 2)],
    });
    const other = await connected({ clientId: 'night-shift' });

    await connection.close();
    await other.connection.publish(message({ topic: 'night/alarm', qos: 2 }), undefined);
    connection.open();
    const { connack: answer } = await until(isSettled);
    await untilSeen(({ packet, direction }) => packet?.type === 'pubcomp' && direction === 'sent');

    expect(answer?.sessionPresent).toBe(true);
    expect(observer.lines().filter((line) => line === '> SUBSCRIBE')).toHaveLength(1);
    expect(observer.lines().filter((line) => line === '< PUBLISH')).toHaveLength(1);
  },
);

test('a secret is in no detail and in no line of the log', async () => {
  const { connection, logged, until } = connectionTo(
    { port: mosquitto.ports.tcp, username: 'lab' },
    { password: 'tell-nobody', keyPassphrase: 'nor-this' },
  );

  connection.open();
  const detail = await until(isSettled);
  await connection.close();

  expect(logged).not.toEqual([]);
  expect(JSON.stringify([detail, logged])).not.toMatch(/tell-nobody|nor-this/);
});

test('to open while it waits tries at once', async () => {
  const { connection, until } = connectionTo({ port: mosquitto.ports.tcp });
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type !== 'connect') return;
    peer.send(connack(false));
    if (peer.number === 0) peer.send({ type: 'disconnect', reasonCode: 0x8e, properties: {} });
  });
  connection.update({ profile: testProfile({ port: broker.port }), madeUpClientId: 'x' });
  connection.open();
  const { state } = await until((detail) => detail.state.kind === 'waiting');

  connection.open();
  await until((detail) => detail.state.kind === 'connected');
  await connection.close();
  await broker.close();

  expect(state).toMatchObject({
    why: 'The broker ended the connection: 0x8E Session taken over (another client connected with the same client id)',
  });
});

test('a subscription that is added or removed while connected takes effect at once', async () => {
  const { connection, observer, until, untilSeen } = await connected({});
  const change = (subscriptions: Profile['subscriptions']) =>
    connection.update({
      profile: testProfile({ port: mosquitto.ports.tcp, subscriptions }),
      madeUpClientId: 'topicscopetest',
    });

  change([subscriptionTo('lab/#', 1)]);
  const { subscriptions } = await until(({ subscriptions: [first] }) => first?.granted.kind === 'granted');
  change([]);
  await untilSeen(({ packet }) => packet?.type === 'unsuback');
  await connection.publish(message({}), undefined);
  await connection.close();

  expect(subscriptions).toMatchObject([
    {
      asked: subscriptionTo('lab/#', 1),
      granted: { kind: 'granted', reason: { code: 1, name: 'Granted QoS 1' } },
    },
  ]);
  expect(connection.detail().subscriptions).toEqual([]);
  expect(observer.lines()).not.toContain('< PUBLISH');
});

test('a subscription that is changed is asked for anew', async () => {
  const { connection, observer, until } = await connected({ subscriptions: [subscriptionTo('lab/#', 0)] });

  const changed = testProfile({ port: mosquitto.ports.tcp, subscriptions: [subscriptionTo('lab/#', 2)] });
  const { reconnectNeeded } = connection.update({ profile: changed, madeUpClientId: 'topicscopetest' });
  await until(
    ({ subscriptions: [first] }) => first?.granted.kind === 'granted' && first.granted.reason.code === 2,
  );

  expect(reconnectNeeded).toBe(false);
  expect(observer.lines().filter((line) => line === '> SUBSCRIBE')).toHaveLength(2);
});

test('a changed profile says whether it needs a new connection', async () => {
  const { connection } = await connected({});
  const change = (changes: Partial<Profile>) =>
    connection.update({
      profile: testProfile({ port: mosquitto.ports.tcp, ...changes }),
      madeUpClientId: 'topicscopetest',
    });

  expect(change({ name: 'Other', production: true, reconnect: false })).toEqual({ reconnectNeeded: false });
  expect(change({ keepAlive: 7 })).toEqual({ reconnectNeeded: true });
  expect(change({ username: 'lab' })).toEqual({ reconnectNeeded: true });
});

test('publishing without a connection fails', async () => {
  const { connection } = connectionTo({});

  const answer = await connection.publish(message({}), undefined);

  expect(answer).toMatchObject({ ok: false, error: { code: 'not-connected' } });
});

test.for([
  [{ topic: 'lab/+' }, 'wildcard'],
  [{ topic: 'lab/\u0000' }, 'U+0000'],
  [{ properties: { topicAlias: 11 } }, 'topic aliases up to 10'],
  [{ properties: { responseTopic: 'a/#' } }, 'Response Topic'],
  [{ properties: { userProperties: [['a', '\ud800']] } }, 'half of one'],
  [{ properties: { correlationData: Buffer.alloc(70_000) } }, 'Correlation Data'],
] satisfies [Partial<MessageToPublish>, string][])(
  '%o is not sent: no PUBLISH may say it',
  async ([wrong, words]) => {
    const { connection, observer } = await connected({});

    const answer = await connection.publish(message(wrong), undefined);

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid', message: expect.stringContaining(words) },
    });
    expect(observer.lines()).not.toContain('> PUBLISH');
  },
);

test('what the broker has ruled out in CONNACK is not sent to it', async () => {
  const limits = { maximumQos: 1, retainAvailable: 0, maximumPacketSize: 100 } as const;
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false, 0, limits));
  });
  const { connection } = await connected({ port: broker.port });

  const answers = await Promise.all([
    connection.publish(message({ qos: 2 }), undefined),
    connection.publish(message({ retain: true }), undefined),
    connection.publish(message({ payload: Buffer.alloc(100) }), undefined),
  ]);
  await broker.close();

  expect(answers.map((answer) => (answer.ok ? '' : answer.error.message))).toEqual([
    'The broker allows at most QoS 1 [MQTT-3.2.2-11]',
    'The broker does not support retained messages [MQTT-3.2.2-14]',
    expect.stringMatching(/^The packet has 114 bytes, the broker takes at most 100 bytes/),
  ]);
});

test('a message that the broker refuses comes back with its reason', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false));
    if (packet.type === 'publish') peer.send(ack(packet.qos === 1 ? 'puback' : 'pubrec', packet.id, 0x87));
  });
  const { connection } = await connected({ port: broker.port });

  const answers = [
    await connection.publish(message({ qos: 1 }), undefined),
    await connection.publish(message({ qos: 2 }), undefined),
  ];
  await broker.close();

  expect(answers).toMatchObject([
    { ok: true, value: { kind: 'refused', reason: { code: 0x87, name: 'Not authorized' } } },
    { ok: true, value: { kind: 'refused', reason: { code: 0x87, name: 'Not authorized' } } },
  ]);
});

test('a message that waits can be cancelled and is not sent', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false, 0, { receiveMaximum: 1 }));
  });
  const { connection, untilSeen } = await connected({ port: broker.port });
  const cancel = new AbortController();

  const first = connection.publish(message({ topic: 'first', qos: 1 }), cancel.signal);
  const second = connection.publish(message({ topic: 'second', qos: 1 }), cancel.signal);
  await untilSeen(({ packet }) => packet?.type === 'publish');
  cancel.abort();

  expect([await first, await second]).toMatchObject([
    { error: { code: 'cancelled', message: 'Not waited for any longer; the message was sent' } },
    { error: { code: 'cancelled', message: 'Not sent' } },
  ]);
  await connection.close();
  await broker.close();
  expect(broker.received.filter(({ type }) => type === 'publish')).toHaveLength(1);
});

test('what waits for the broker is bounded', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false, 0, { receiveMaximum: 1 }));
  });
  const { connection } = await connected({ port: broker.port });

  const all = Array.from({ length: 1_001 }, () => connection.publish(message({ qos: 1 }), undefined));
  const last = await all.at(-1);
  await connection.close();
  await broker.close();

  expect(last).toMatchObject({ ok: false, error: { code: 'busy' } });
  expect((await all[0])?.ok).toBe(false);
});

test('CONNECT carries what the profile says', async () => {
  const broker = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect')
      peer.send(connack(false, 0, { assignedClientIdentifier: 'b-7', serverKeepAlive: 20 }));
  });
  const userProperties: [string, string][] = [
    ['z', '1'],
    ['a', '2'],
    ['z', '3'],
  ];
  const will = { topic: 'lab/gone', payload: Buffer.from('bye'), qos: 1, retain: true, delay: 5 } as const;
  const { connection, observer, until } = connectionTo(
    {
      ...{
        port: broker.port,
        clientId: 'c-1',
        keepAlive: 40,
        cleanStart: false,
        sessionExpiry: 600,
        receiveMaximum: 9,
      },
      will: { ...will, properties: { userProperties, contentType: 'text/plain' } },
    },
    // Without a user name: 5.0 allows it [MQTT-3.1.2-22 of 3.1.1 does not].
    { password: 'secret' },
  );

  connection.open();
  const { connack: answer } = await until(isSettled);
  await connection.close();
  await broker.close();

  expect(broker.received[0]).toEqual({
    type: 'connect',
    protocolVersion: 5,
    cleanStart: false,
    keepAlive: 40,
    clientId: 'c-1',
    will: {
      topic: 'lab/gone',
      payload: new Uint8Array(Buffer.from('bye')),
      qos: 1,
      retain: true,
      properties: { userProperties, contentType: 'text/plain', willDelayInterval: 5 },
    },
    username: undefined,
    password: new Uint8Array(Buffer.from('secret')),
    properties: { sessionExpiryInterval: 600, receiveMaximum: 9 },
  });
  expect(answer?.values.slice(0, 5)).toEqual([
    { name: 'Client Identifier', asked: 'c-1', granted: 'b-7' },
    { name: 'Clean Start', asked: 'no', granted: 'no session present' },
    { name: 'Keep Alive', asked: '40 s', granted: '20 s' },
    { name: 'Session Expiry Interval', asked: '600 s', granted: '600 s' },
    { name: 'Receive Maximum', asked: '9 (ours)', granted: "65535 (the broker's)" },
  ]);
  expect(observer.links).toContain('identified b-7');
});

test('two connections know nothing of each other', async () => {
  const one = await connected({ clientId: 'one', subscriptions: [subscriptionTo('one/#')] });
  const two = await connected({ clientId: 'two', subscriptions: [subscriptionTo('two/#')] });

  await one.connection.publish(message({ topic: 'two/x' }), undefined);
  await two.untilSeen(({ packet }) => packet?.type === 'publish');
  await one.connection.close();

  expect(one.observer.lines()).not.toContain('< PUBLISH');
  expect(two.connection.state().kind).toBe('connected');
});

test('closing stops a try that is under way, and nothing comes after it', async () => {
  const { connection, observer, until } = connectionTo({ host: '127.0.0.1', port: mosquitto.ports.tcp });
  connection.open();

  await connection.close();

  expect(connection.state()).toEqual({ kind: 'idle' });
  expect((await until(() => true)).attempts).toMatchObject([{ outcome: 'disconnected' }]);
  expect(observer.links.at(-1)).toMatch(/^closed /);
});
