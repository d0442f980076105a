import { expect, test } from 'vitest';
import type { Peer } from '../peer/peer.ts';
import type { WillBytes } from '../testing/bytes.ts';
import { hex, publish, u32 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import type { TestBroker } from '../testing/test-broker.ts';
import { testBroker, until } from '../testing/test-broker.ts';

const will: WillBytes = { topic: 'will', payload: 'gone' };
const kicked = /^e0 .. 98 /;

function peerOf({ broker }: TestBroker, clientId: string): Peer {
  const found = [...broker.inspection.connections()].find(
    ({ client }) => client?.session.clientId === clientId,
  );
  if (found === undefined) throw new Error(`${clientId} is not connected`);
  return found;
}

/** A broker with a client that has a will and a session that outlives it, and one that watches the will. */
async function withMortal() {
  const test = await testBroker();
  const { client: watcher } = await connected(test.port, 5, { id: 'watcher' });
  await watcher.subscribed(5, '#');
  const properties = [0x11, ...u32(600)];
  const { client: mortal } = await connected(test.port, 5, { id: 'mortal', will, properties });
  return { test, watcher, mortal, peer: peerOf(test, 'mortal') };
}

test('a kicked client is told 0x98, and its will goes out as for a broken connection', async () => {
  const { test, watcher, mortal, peer } = await withMortal();

  test.broker.control.act(peer, 'kick');

  expect(await mortal.untilClosed()).toEqual([expect.stringMatching(kicked)]);
  expect(await watcher.untilPong()).toEqual([hex(publish(5, will))]);
  expect(test.broker.stats()).toMatchObject({ clients: 1, sessions: 2 });
});

test('a client that is kicked without its will is told 0x98, and nobody hears of it', async () => {
  const { test, watcher, mortal, peer } = await withMortal();

  test.broker.control.act(peer, 'kickWithoutWill');

  expect(await mortal.untilClosed()).toEqual([expect.stringMatching(kicked)]);
  expect(await watcher.untilPong()).toEqual([]);
});

test('only of a client that has a will it is said that this was deleted', async () => {
  const { test, mortal, peer } = await withMortal();
  const { client: plain } = await connected(test.port, 5, { id: 'plain' });
  const ends = () =>
    test.seen.filter((line) => line.includes(' closed: ')).map((line) => line.slice(line.indexOf(':')));

  test.broker.control.act(peer, 'kickWithoutWill');
  await mortal.untilClosed();
  await until(test, () => ends().length === 1);
  test.broker.control.act(peerOf(test, 'plain'), 'kickWithoutWill');
  await plain.untilClosed();
  await until(test, () => ends().length === 2);

  expect(ends()).toEqual([
    ': The client was disconnected by hand, and its will deleted.',
    ': The client was disconnected by hand.',
  ]);
});

test('a dropped socket closes without a word, and the will goes out', async () => {
  const { test, watcher, mortal, peer } = await withMortal();

  test.broker.control.act(peer, 'drop');

  expect(await mortal.untilClosed()).toEqual([]);
  await until(test, () => test.broker.stats().clients === 1);
  expect(await watcher.untilPong()).toEqual([hex(publish(5, will))]);
});

test('an ended session is gone with its subscriptions, whether its client is there or not', async () => {
  const { test, mortal, peer } = await withMortal();
  await mortal.subscribed(5, 'lab/#', 1);
  const asleep = await connected(test.port, 5, { id: 'asleep', properties: [0x11, ...u32(600)] });
  asleep.client.socket.end();
  await until(test, () => test.broker.stats().clients === 2);

  test.broker.control.act(peer, 'expire');
  for (const session of test.broker.inspection.sessions()) {
    if (session.clientId === 'asleep') test.broker.control.expire(session);
  }

  expect(await mortal.untilClosed()).toEqual([expect.stringMatching(kicked)]);
  expect(test.broker.stats()).toMatchObject({ clients: 1, sessions: 1, subscriptions: 1 });
});

test('what is published as a client reaches its subscribers, and is recorded as its own with a mark', async () => {
  const { test, watcher, mortal, peer } = await withMortal();
  const message = {
    topic: 'lab/a',
    payload: Buffer.from('42'),
    qos: 1,
    retain: false,
    properties: {},
  } as const;
  test.forgetSeen();

  const outcome = test.broker.control.publishAs(peer, message);

  const expected = { topic: 'lab/a', payload: '42', qos: 1 };
  expect(outcome).toMatchObject({ ok: true, receivers: 1 });
  expect(await watcher.untilPong()).toEqual([hex(publish(5, { topic: 'lab/a', payload: '42' }))]);
  expect(await mortal.untilPong()).toEqual([]);
  expect(test.seen).toContain(`2 received v5 ${hex(publish(5, expected))} {published by hand}`);
});

test('nothing can be published as a client that has gone', async () => {
  const { test, mortal, peer } = await withMortal();
  mortal.socket.end();
  await mortal.untilClosed();

  const outcome = test.broker.control.publishAs(peer, {
    topic: 'lab/a',
    payload: Buffer.from('42'),
    qos: 0,
    retain: false,
    properties: {},
  });

  expect(outcome).toEqual({ ok: false, why: 'gone' });
});

test('retained messages are taken away and put back without a word to who subscribes', async () => {
  const test = await testBroker();
  const { client } = await connected(test.port, 4, { id: 'one' });
  client.send(publish(4, { topic: 'a', payload: '1', retain: true }));
  client.send(publish(4, { topic: 'b', payload: '2', retain: true }));
  await client.subscribed(4, '#');
  await client.untilPong();

  const taken = [test.broker.control.clear('a'), test.broker.control.clear('b')].flatMap(
    (message) => message ?? [],
  );
  client.send(publish(4, { topic: 'b', payload: 'new', retain: true }));
  const heard = await client.untilPong();
  const outcomes = taken.map((message) => test.broker.control.putBack(message, false));

  expect(heard).toEqual([hex(publish(4, { topic: 'b', payload: 'new' }))]);
  expect(outcomes).toEqual(['restored', 'kept']);
  const { client: later } = await connected(test.port, 4, { id: 'two' });
  await later.subscribed(4, '#');
  expect((await later.untilPong()).toSorted()).toEqual([
    hex(publish(4, { topic: 'a', payload: '1', retain: true })),
    hex(publish(4, { topic: 'b', payload: 'new', retain: true })),
  ]);
});
