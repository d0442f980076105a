import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { acknowledge, disconnect, publish, subscribe, u32, unsubscribe } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { asKilled, storedFolder } from '../testing/stored-folder.ts';
import { testBroker, until } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

/** Session Expiry Interval. */
const expiry = (seconds: number) => [0x11, ...u32(seconds)];
/** Message Expiry Interval. */
const messageExpiry = (seconds: number) => [0x02, ...u32(seconds)];
/** No Local and Retain As Published at QoS 1; a Subscription Identifier. */
const options = 0x0d;
const identifier = (value: number) => [0x0b, value];

test('what waits for a sleeping session is there after a restart, in order', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const { client: sleeper } = await connected(first.port, 4, { id: 'sleeper', clean: false });
  await sleeper.subscribed(4, 'a/+', 1);
  sleeper.socket.destroy();
  await until(first, () => first.broker.stats().clients === 0);
  const { client: publisher } = await connected(first.port, 4, { id: 'publisher' });
  for (const payload of ['1', '2', '3']) {
    publisher.send(publish(4, { topic: 'a/b', qos: 1, id: 1, payload }));
    await publisher.next();
  }
  await first.broker.close();

  const second = await testBroker({ folder });
  const { client, connack } = await connected(second.port, 4, { id: 'sleeper', clean: false });
  const packets = await client.untilPong();

  expect(connack).toBe('20 02 01 00');
  expect(packets).toEqual([
    '32 08 00 03 61 2f 62 00 01 31',
    '32 08 00 03 61 2f 62 00 02 32',
    '32 08 00 03 61 2f 62 00 03 33',
  ]);
});

test('retained messages are there after a kill with their properties, and what was removed is not', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const { client: publisher } = await connected(first.port, 5, { id: 'publisher' });
  const contentType = [0x03, 0, 1, 0x63];
  publisher.send(
    publish(5, { topic: 'a', qos: 1, id: 1, retain: true, payload: 'old' }),
    publish(5, { topic: 'b', qos: 1, id: 2, retain: true, payload: 'gone' }),
    publish(5, { topic: 'a', qos: 1, id: 3, retain: true, payload: 'new', properties: contentType }),
    publish(5, { topic: 'b', qos: 1, id: 4, retain: true, payload: '' }),
  );
  await publisher.untilPong();

  const second = await testBroker({ folder: asKilled(folder) });
  const { client } = await connected(second.port, 5, { id: 'reader' });
  client.send(subscribe(5, '#', 0));
  const [, ...packets] = await client.untilPong();

  expect(packets).toEqual(['31 0b 00 01 61 04 03 00 01 63 6e 65 77']);
});

test('a QoS 2 message whose PUBREC went out is not taken twice after a kill', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const { client: sleeper } = await connected(first.port, 4, { id: 'sleeper', clean: false });
  await sleeper.subscribed(4, 'a', 2);
  const { client: publisher } = await connected(first.port, 4, { id: 'publisher', clean: false });
  publisher.send(publish(4, { topic: 'a', qos: 2, id: 7 }));
  await publisher.next();

  const second = await testBroker({ folder: asKilled(folder) });
  const { client: again } = await connected(second.port, 4, { id: 'publisher', clean: false });
  again.send(publish(4, { topic: 'a', qos: 2, id: 7, dup: true }), acknowledge(0x62, 7));
  const answers = [await again.next(), await again.next()];
  const { client } = await connected(second.port, 4, { id: 'sleeper', clean: false });
  const packets = await client.untilPong();

  expect(answers).toEqual(['50 02 00 07', '70 02 00 07']);
  expect(packets).toEqual(['3c 06 00 01 61 00 01 78']);
});

test('what was under way is sent again after a kill: PUBLISH with DUP, or PUBREL', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const { client: receiver } = await connected(first.port, 4, { id: 'receiver', clean: false });
  await receiver.subscribed(4, 'a', 2);
  const { client: publisher } = await connected(first.port, 4, { id: 'publisher' });
  for (const payload of ['1', '2', '3'])
    publisher.send(publish(4, { topic: 'a', qos: 2, id: Number(payload), payload }));
  for (const payload of ['1', '2', '3']) expect(await receiver.next()).toContain(`3${payload}`);
  receiver.send(acknowledge(0x50, 1), acknowledge(0x50, 2));
  await receiver.next();
  await receiver.next();
  receiver.send(acknowledge(0x70, 1));
  await receiver.untilPong();
  // Something that is answered comes after it in the store.
  await receiver.subscribed(4, 'b', 0);

  const second = await testBroker({ folder: asKilled(folder) });
  const { client } = await connected(second.port, 4, { id: 'receiver', clean: false });

  expect(await client.untilPong()).toEqual(['62 02 00 02', '3c 06 00 01 61 00 03 33']);
});

test('subscriptions keep their options, identifier and share over a kill, and what was given up stays so', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const { client } = await connected(first.port, 5, { id: 'c', clean: false, properties: expiry(100) });
  client.send(subscribe(5, 'own', options, 1, ...identifier(5)), subscribe(5, '$share/s/shared', 1, 2));
  client.send(subscribe(5, 'left', 1, 3), unsubscribe(5, 'left', 4));
  await client.untilPong();

  const second = await testBroker({ folder: asKilled(folder) });
  const { client: again } = await connected(second.port, 5, {
    id: 'c',
    clean: false,
    properties: expiry(100),
  });
  again.send(publish(5, { topic: 'own', payload: 'mine' }));
  const { client: other } = await connected(second.port, 5, { id: 'other' });
  for (const topic of ['own', 'shared', 'left']) other.send(publish(5, { topic, retain: topic === 'own' }));
  await other.untilPong();

  expect(await again.untilPong()).toEqual([
    // RETAIN as published, identifier 5, and no copy of its own message.
    '31 09 00 03 6f 77 6e 02 0b 05 78',
    '30 0a 00 06 73 68 61 72 65 64 00 78',
  ]);
});

test('a session that slept too long is gone after a restart, one that did not has what is left', async () => {
  const folder = storedFolder();
  const time = new TestTime();
  const first = await testBroker({ folder, time });
  for (const [id, seconds] of [
    ['short', 10],
    ['long', 100],
  ] as const) {
    const { client } = await connected(first.port, 5, { id, clean: false, properties: expiry(seconds) });
    client.send(disconnect());
    await client.untilClosed();
  }
  const closed = first.broker.close();
  time.advance(10_000);
  await closed;

  const later = new TestTime();
  later.advance(60_000);
  const second = await testBroker({ folder, time: later });
  const after = [second.broker.stats().sessions];
  later.advance(30_000);
  after.push(second.broker.stats().sessions);
  later.advance(20_000);
  after.push(second.broker.stats().sessions);

  expect(after).toEqual([1, 1, 0]);
});

test('the time that the broker was off counts for a message that expires', async () => {
  const folder = storedFolder();
  const time = new TestTime();
  const first = await testBroker({ folder, time });
  const { client: sleeper } = await connected(first.port, 5, {
    id: 'sleeper',
    clean: false,
    properties: expiry(1000),
  });
  await sleeper.subscribed(5, '#', 1);
  sleeper.send(disconnect());
  await sleeper.untilClosed();
  const { client: publisher } = await connected(first.port, 5, { id: 'publisher' });
  publisher.send(
    publish(5, { topic: 'a', qos: 1, id: 1, properties: messageExpiry(5), retain: true }),
    publish(5, { topic: 'b', qos: 1, id: 2, properties: messageExpiry(100) }),
  );
  await publisher.untilPong();
  const left = asKilled(folder);

  const later = new TestTime();
  later.advance(60_000);
  const second = await testBroker({ folder: left, time: later });
  const { client } = await connected(second.port, 5, {
    id: 'sleeper',
    clean: false,
    properties: expiry(1000),
  });

  expect(await client.untilPong()).toEqual(['32 0c 00 01 62 00 01 05 02 00 00 00 28 78']);
  expect(second.broker.stats().retained).toBe(0);
});

test('the will of a client that was connected is published after a kill, one after DISCONNECT is not', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const { client: sleeper } = await connected(first.port, 4, { id: 'sleeper', clean: false });
  await sleeper.subscribed(4, 'will/#', 1);
  const will = (topic: string) => ({ topic, payload: 'x', qos: 1 });
  await connected(first.port, 4, { id: 'there', will: will('will/there') });
  const { client: gone } = await connected(first.port, 4, { id: 'gone', will: will('will/gone') });
  gone.send(disconnect());
  await gone.untilClosed();
  await sleeper.subscribed(4, 'other', 0);

  const second = await testBroker({ folder: asKilled(folder) });
  const { client } = await connected(second.port, 4, { id: 'sleeper', clean: false });

  expect(await client.untilPong()).toEqual(['32 0f 00 0a 77 69 6c 6c 2f 74 68 65 72 65 00 01 78']);
});

test('a session that ends with its connection leaves nothing in the store', async () => {
  const folder = storedFolder();
  const target = await testBroker({ folder });
  const { client } = await connected(target.port, 4, { id: 'clean' });
  await client.subscribed(4, '#', 1);
  client.send(publish(4, { topic: 'a', qos: 1, id: 1 }));
  await client.untilPong();

  const db = new DatabaseSync(join(asKilled(folder), 'broker.sqlite'));
  const rows = ['message', 'session', 'subscription', 'in_flight', 'queued'].map(
    (table) => db.prepare(`select count(*) as count from ${table}`).get()?.['count'],
  );
  db.close();

  expect(rows).toEqual([0, 0, 0, 0, 0]);
});

test('a store of format 1 is opened, and what waits in it is there', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const { client: sleeper } = await connected(first.port, 4, { id: 'sleeper', clean: false });
  await sleeper.subscribed(4, 'a', 1);
  sleeper.socket.destroy();
  await until(first, () => first.broker.stats().clients === 0);
  const { client: publisher } = await connected(first.port, 4, { id: 'publisher' });
  publisher.send(publish(4, { topic: 'a', qos: 1, id: 1, payload: '1' }));
  await publisher.next();
  await first.broker.close();
  const db = new DatabaseSync(join(folder, 'broker.sqlite'));
  db.exec('alter table message drop column sequence; pragma user_version = 1');
  db.close();

  const second = await testBroker({ folder });
  const { client } = await connected(second.port, 4, { id: 'sleeper', clean: false });

  expect(await client.untilPong()).toEqual(['32 06 00 01 61 00 01 31']);
});
