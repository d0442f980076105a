import { describe, expect, test } from 'vitest';
import { blindObserver } from '../../capture/blind-observer.ts';
import { defaultConfig } from '../config/broker-config.ts';
import { makeCore } from '../core.ts';
import { dispatch } from '../dispatch.ts';
import { Peer } from '../peer/peer.ts';
import { connect, disconnect, pingreq, publish, subscribe } from '../testing/bytes.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { SlowAccess } from '../testing/slow-access.ts';
import { testBroker, until } from '../testing/test-broker.ts';
import { TestChannel } from '../testing/test-channel.ts';
import { TestTime } from '../testing/test-time.ts';
import type { Outcome } from './access.ts';

const refused: Outcome = { kind: 'refused', reasonCode: 0x86, why: 'No.' };

describe.for([3, 4, 5] as const)('level %d: while it is decided who a client is', (version) => {
  test('what came behind its CONNECT waits, and is handled in order afterwards', async () => {
    const access = new SlowAccess();
    const { port } = await testBroker({ access });
    const client = await rawClient(port);

    client.send(connect(version), subscribe(version, 't'), publish(version), pingreq);
    await access.seen(0);
    client.send(publish(version, { payload: 'y' }), pingreq);
    await access.decide(0);

    const types = [];
    for (let count = 0; count < 6; count += 1) types.push((await client.next()).slice(0, 2));
    expect(types).toEqual(['20', '90', '30', 'd0', '30', 'd0']);
  });

  test('[5.0 MQTT-3.1.4-6] what came behind a CONNECT that is refused is not handled', async () => {
    const access = new SlowAccess();
    const { port, broker } = await testBroker({ access });
    const client = await rawClient(port);

    client.send(connect(version), publish(version, { retain: true }), pingreq);
    await access.decide(0, refused);

    const [connack, ...others] = await client.untilClosed();
    expect([connack?.slice(9, 11), others, broker.stats().retained]).toEqual([
      version === 5 ? '86' : '04',
      [],
      0,
    ]);
  });
});

test('a client that closes meanwhile is not let in, and its will is not published', async () => {
  const access = new SlowAccess();
  const { port, broker } = await testBroker({ access });
  const client = await rawClient(port);
  client.send(connect(4, { will: { topic: 't', payload: 'gone', retain: true } }));
  const { applicant, decide } = await access.seen(0);

  client.socket.destroy();
  while (!applicant.isGone) await new Promise((resolve) => setImmediate(resolve));
  decide({ kind: 'accepted', identity: { kind: 'anonymous', claimed: undefined } });
  await new Promise((resolve) => setImmediate(resolve));

  const { clients, sessions, retained } = broker.stats();
  expect({ clients, sessions, retained }).toEqual({ clients: 0, sessions: 0, retained: 0 });
});

test('a client that half-closes behind its packets has them handled', async () => {
  const access = new SlowAccess();
  const { port, broker } = await testBroker({ access });
  const client = await rawClient(port);

  client.socket.end(Buffer.concat([connect(4), publish(4, { retain: true }), disconnect()]));
  await access.decide(0);

  expect((await client.untilClosed()).map((packet) => packet.slice(0, 2))).toEqual(['20']);
  expect(broker.stats().retained).toBe(1);
});

test('too late is our fault where we decide, and the fault of a client that was asked', async () => {
  const time = new TestTime();
  const access = new SlowAccess();
  const { port } = await testBroker({ access, time, limits: { authenticationTime: 5000 } });
  const waiting = await rawClient(port);
  waiting.send(connect(5, { id: 'waiting' }));
  await access.seen(0);
  const asked = await rawClient(port);
  asked.send(connect(5, { id: 'asked' }));
  await access.decide(1, { kind: 'challenge', data: undefined, next: () => refused });
  const challenge = await asked.next();

  time.advance(5000);

  const codes = [await waiting.next(), await asked.next()].map((connack) => connack.slice(9, 11));
  expect([challenge.slice(0, 2), codes]).toEqual(['f0', ['89', '87']]);
});

test('an earlier connection of the same client goes only when the new one is let in', async () => {
  const access = new SlowAccess();
  const { port } = await testBroker({ access });
  const first = await rawClient(port);
  first.send(connect(5));
  await access.decide(0);
  await first.next();
  const stranger = await rawClient(port);
  stranger.send(connect(5));

  await access.seen(1);
  const whileUndecided = await first.untilPong();
  await access.decide(1, refused);
  const whenRefused = [(await stranger.untilClosed()).length, ...(await first.untilPong())];
  const second = await rawClient(port);
  second.send(connect(5));
  await access.decide(2);
  const [goodbye] = await first.untilClosed();

  expect([whileUndecided, whenRefused, goodbye?.slice(6, 8)]).toEqual([[], [1], '8e']);
});

test('of two that wait under one client identifier the later one stays, whichever is decided first', async () => {
  const access = new SlowAccess();
  const test = await testBroker({ access });
  const first = await rawClient(test.port);
  first.send(connect(4));
  await access.seen(0);
  const second = await rawClient(test.port);
  second.send(connect(4));

  await access.decide(1);
  await until(test, () => test.broker.stats().clients === 1);
  await access.decide(0);

  expect(await first.untilClosed()).toEqual([]);
  expect([await second.next(), ...(await second.untilPong())]).toEqual(['20 02 00 00']);
});

test('[3.1.1 MQTT-4.8.0-2] a decision that fails by a mistake of ours ends that connection alone', async () => {
  const { core, channel } = withoutNetwork();
  const mistakes: string[] = [];
  const failing = { ...core, log: (_level: string, _area: string, text: string) => mistakes.push(text) };
  const own = new TestChannel();
  join(own, {
    ...failing,
    access: { ...core.access, authenticate: () => Promise.reject(new Error('ours')) },
  });

  own.receive(connect(4));
  await new Promise((resolve) => setImmediate(resolve));

  expect([own.happened, mistakes[0]?.split('\n')[0], channel.happened]).toEqual([
    ['resume', 'finish'],
    'A packet could not be handled: Error: ours',
    [],
  ]);
});

test('no more is read than there is room for while it waits', async () => {
  const { access, channel } = withoutNetwork();
  channel.receive(connect(4));

  channel.receive(new Uint8Array(60_000));
  const before = [...channel.happened];
  channel.receive(new Uint8Array(10_000));
  const full = [...channel.happened];
  await access.decide(0, refused);
  await new Promise((resolve) => setImmediate(resolve));

  expect([before, full, channel.happened]).toEqual([
    [],
    ['pause'],
    ['pause', '20 02 00 04', 'resume', 'finish'],
  ]);
});

test('without users and rules a CONNECT is answered in the turn in which it came', async () => {
  const { port } = await testBroker();

  const { connack } = await connected(port, 4);

  expect(connack).toBe('20 02 00 00');
});

function withoutNetwork() {
  const time = new TestTime();
  const access = new SlowAccess();
  const core = makeCore({
    clock: time,
    timers: time,
    random: Math.random,
    log: () => undefined,
    observer: blindObserver,
    settings: defaultConfig,
    access,
    changed: () => undefined,
  });
  const channel = new TestChannel();
  join(channel, core);
  return { core, access, channel };
}

function join(channel: TestChannel, core: ReturnType<typeof makeCore>): void {
  new Peer({
    core,
    channel,
    handle: (from, packet, inbound) => dispatch(from, packet, inbound, core),
    closed: () => undefined,
  });
}
