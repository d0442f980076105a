import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Profile } from '../../../app/contract/areas/profiles.ts';
import type { MessageToPublish } from '../../../app/contract/areas/publish.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { testConnections } from '../testing/connections.ts';
import { subscriptionTo } from '../testing/setup.ts';

const connectionTo = testConnections();

const kept = { cleanStart: false, sessionExpiry: 300, clientId: 'press-1' } as const;

function message(changes: Partial<MessageToPublish> = {}): MessageToPublish {
  return { topic: 't', payload: Buffer.from('1'), qos: 1, retain: false, properties: {}, ...changes };
}

/** A connection to the broker that is up, with what it asked for. */
async function connected(changes: Partial<Profile> = {}) {
  const { port, seen } = await testBroker();
  const made = connectionTo({ port, ...kept, ...changes });
  made.connection.open();
  const up = () =>
    made.until(({ state, steps }) => state.kind === 'connected' && steps.at(-1)?.outcome === 'done');
  await up();
  return { ...made, port, seen, up, lab: made.connection.lab };
}

test.for(['die', 'disconnect-with-will'] as const)(
  '%s: the broker publishes the will, and we stay away',
  async (action) => {
    const will = {
      topic: 'gone',
      payload: Buffer.from('1'),
      qos: 0,
      retain: false,
      properties: {},
      delay: 0,
    } as const;
    const watcher = await connected({ subscriptions: [subscriptionTo('gone')], clientId: 'watcher' });
    const { connection, until } = connectionTo({ port: watcher.port, will, clientId: 'device' });
    connection.open();
    await until(({ state }) => state.kind === 'connected');

    expect(connection.lab.act({ do: action })).toMatchObject({ ok: true });

    await watcher.untilSeen(({ packet }) => packet?.type === 'publish' && packet.topic === 'gone');
    const { attempts } = await until(({ state }) => state.kind === 'idle');
    expect(attempts.length).toBe(1);
  },
);

test('a client that sleeps comes back by itself, and its session gives it what came meanwhile', async () => {
  const sleeper = await connected({ subscriptions: [subscriptionTo('t', 1)] });
  const other = connectionTo({ port: sleeper.port });
  other.connection.open();
  await other.until(({ state }) => state.kind === 'connected');

  sleeper.lab.act({ do: 'sleep', seconds: 0.3, by: 'death' });
  await sleeper.until(({ state }) => state.kind === 'idle');
  const wakes = sleeper.lab.state().wakesAt;
  await other.connection.publish(message(), undefined);

  const { packet } = await sleeper.untilSeen((seen) => seen.packet?.type === 'publish');
  expect(wakes).toBeGreaterThan(0);
  expect(packet).toMatchObject({ topic: 't', qos: 1 });
  expect(sleeper.connection.detail().connack?.sessionPresent).toBe(true);
});

test.for([true, false])('resumed with Clean Start %s once, then as the profile says', async (cleanStart) => {
  const { lab, until, up, connection } = await connected();

  lab.act({ do: 'resume', cleanStart });
  await until(({ attempts, state }) => attempts.length === 2 && state.kind === 'connected');
  const once = connection.detail().connack?.sessionPresent;
  await up();
  lab.act({ do: 'resume', cleanStart: false });
  const { connack } = await until(
    ({ attempts, state }) => attempts.length === 3 && state.kind === 'connected',
  );

  expect([once, connack?.sessionPresent]).toEqual([!cleanStart, true]);
});

test('taken over by a second connection with its client identifier it is told so, and stays away until it resumes', async () => {
  const { lab, until, untilSeen } = await connected();

  lab.act({ do: 'take-over' });
  const told = await untilSeen(({ packet }) => packet?.type === 'disconnect');
  await until(({ state }) => state.kind === 'idle' && lab.state().rival === 'connected');
  lab.act({ do: 'resume', cleanStart: false });
  await until(({ state }) => state.kind === 'connected');

  expect(told.packet).toMatchObject({ reasonCode: 0x8e });
  expect(lab.state().rival).toBe('none');
});

test.for([
  { hold: 'puback', qos: 1, name: 'PUBACK', after: [] },
  { hold: 'pubrec', qos: 2, name: 'PUBREC', after: ['< PUBREL', '> PUBCOMP'] },
  { hold: 'pubcomp', qos: 2, name: 'PUBCOMP', after: [] },
] as const)('$hold is held back until it is released', async ({ hold, qos, name, after }) => {
  const { lab, observer, until, untilSeen, port } = await connected({
    subscriptions: [subscriptionTo('t', 2)],
  });
  const other = connectionTo({ port });
  other.connection.open();
  await other.until(({ state }) => state.kind === 'connected');

  lab.set({ holds: [hold], delayMs: 0 });
  await other.connection.publish(message({ qos }), undefined);
  await until(() => lab.state().heldCount === 1);
  const before = observer.lines();
  const count = lab.release(undefined);
  const released = [`> ${name} (session lab: held n ms)`, ...after];
  const last = released.at(-1);
  await untilSeen(() => observer.lines().at(-1) === last);

  expect(before.at(-1)).toBe(`> ${name} (session lab: held)`);
  expect(count).toBe(1);
  expect(observer.lines().slice(before.length)).toEqual(released);
});

test('PUBREL of what we publish is held back, and the handshake is over when it is released', async () => {
  const { lab, connection, until } = await connected();
  lab.set({ holds: ['pubrel'], delayMs: 0 });

  const outcome = connection.publish(message({ qos: 2 }), undefined);
  await until(() => lab.state().heldCount === 1);
  lab.set({ holds: [], delayMs: 0 });

  expect(await outcome).toMatchObject({ ok: true, value: { kind: 'acknowledged' } });
});

test('PUBACK goes out late and with the reason code that was chosen', async () => {
  const { lab, untilSeen, port } = await connected({ subscriptions: [subscriptionTo('t', 1)] });
  const other = connectionTo({ port });
  other.connection.open();
  await other.until(({ state }) => state.kind === 'connected');
  lab.set({ holds: [], delayMs: 40, reasonCode: 0x83 });

  await other.connection.publish(message(), undefined);
  const came = await untilSeen(({ packet }) => packet?.type === 'publish');
  const acknowledged = await untilSeen(
    ({ packet, faults }) => packet?.type === 'puback' && faults.at(-1) !== 'session lab: held',
  );

  expect(acknowledged.packet).toMatchObject({ reasonCode: 0x83 });
  expect(acknowledged.faults).toEqual([
    'session lab: rewritten to 0x83',
    expect.stringMatching(/^session lab: held \d+ ms$/),
  ]);
  expect(acknowledged.time - came.time).toBeGreaterThanOrEqual(39_000);
});

test('a message goes out with the packet identifier that was chosen, and its handshake is ours to end', async () => {
  const { lab, observer, untilSeen } = await connected();
  const before = observer.lines().length;

  lab.act({ do: 'publish', message: message({ qos: 2 }), packetId: 4_711, dup: true, releases: true });
  await untilSeen(({ packet }) => packet?.type === 'pubcomp');

  const ids = observer.seen
    .slice(before)
    .map(({ packet }) => packet !== undefined && 'id' in packet && packet.id);
  expect(observer.lines().slice(before)).toEqual(['> PUBLISH DUP', '< PUBREC', '> PUBREL', '< PUBCOMP']);
  expect(ids).toEqual([4_711, 4_711, 4_711, 4_711]);
});

test('bytes go out as they are: answers are not given to MQTT.js, and what is malformed is recorded', async () => {
  const { lab, observer, until, untilSeen } = await connected({ reconnect: false });
  const before = observer.lines().length;

  lab.act({ do: 'send', bytes: Uint8Array.of(0x82, 7, 0, 9, 0, 0, 1, 0x61, 0, 0xc0, 0) });
  await untilSeen(({ packet }) => packet?.type === 'pingresp');
  lab.act({ do: 'send', bytes: Uint8Array.of(0x36, 0) });
  await until(({ state }) => state.kind !== 'connected');

  expect(observer.lines().slice(before)).toEqual([
    '> SUBSCRIBE',
    '> PINGREQ',
    '< SUBACK',
    '< PINGRESP',
    '> malformed',
    '< DISCONNECT',
  ]);
});

test('bytes that the broker ends the connection for keep the next try no longer than any other end', async () => {
  const { lab, until } = await connected();

  lab.act({ do: 'send', bytes: Uint8Array.of(0x36, 0) });
  const { state } = await until(
    ({ attempts, state: { kind } }) => attempts.length === 1 && kind === 'waiting',
  );
  await until(({ attempts, state: { kind } }) => attempts.length === 2 && kind === 'connected');

  expect(state).toMatchObject({ why: expect.stringContaining('0x81') });
});

test('without a connection it says so', () => {
  const { connection } = connectionTo({});

  expect(connection.lab.act({ do: 'die' })).toMatchObject({ ok: false, error: { code: 'not-connected' } });
});

test('what a tester sends to a broker that does not read is bounded', async () => {
  const broker = createServer((socket) => {
    // CONNACK of MQTT 5.0 to whatever comes first.
    socket.once('data', () => {
      socket.write(Uint8Array.of(0x20, 3, 0, 0, 0));
      socket.pause();
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void broker.close());
  await once(broker, 'listening');
  const address = broker.address();
  const { connection, until } = connectionTo({
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
  });
  connection.open();
  await until(({ state }) => state.kind === 'connected');

  // One PUBLISH.
  const bytes = new Uint8Array(262_144);
  bytes.set([0x30, 0xfc, 0xff, 0x0f]);
  let sent = 0;
  while (sent < 1_000 && connection.lab.act({ do: 'send', bytes }).ok) sent += 1;

  expect(sent).toBeGreaterThan(10);
  expect(sent * bytes.byteLength).toBeLessThan(64 * 1_048_576);
  expect(connection.lab.act({ do: 'send', bytes })).toMatchObject({ ok: false, error: { code: 'busy' } });
  expect(connection.lab.act({ do: 'die' })).toMatchObject({ ok: true });
  await until(({ state }) => state.kind === 'idle');
});
