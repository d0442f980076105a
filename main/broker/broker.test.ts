import { expect, test } from 'vitest';
import { bytes, connect, disconnect, hex, publish, subscribe } from './testing/bytes.ts';
import { connected, rawClient } from './testing/raw-client.ts';
import { testBroker } from './testing/test-broker.ts';
import { TestTime } from './testing/test-time.ts';

test('a port that somebody else has is said', async () => {
  const { broker, port } = await testBroker();

  const outcome = await broker.listen({ transport: 'tcp', host: '127.0.0.1', port, allowedOrigins: [] });

  expect(outcome).toEqual({
    ok: false,
    why: 'taken',
    message: `Port ${port} of 127.0.0.1 is in use by another program.`,
  });
});

test('an address that this machine does not have is said', async () => {
  const { broker } = await testBroker();

  const outcome = await broker.listen({ transport: 'tcp', host: '192.0.2.1', port: 0, allowedOrigins: [] });

  expect(outcome).toMatchObject({ ok: false, why: 'failed' });
});

test('closing a listener disconnects those who came by it, and nobody else', async () => {
  const { broker, port } = await testBroker();
  const second = await broker.listen({ transport: 'tcp', host: '127.0.0.1', port: 0, allowedOrigins: [] });
  if (!second.ok) throw new Error(second.message);
  const { client: leaver } = await connected(second.port, 5, { id: 'leaver' });
  const { client: stayer } = await connected(port, 5, { id: 'stayer' });

  await Promise.all([second.close(), leaver.untilClosed()]);

  expect([await stayer.untilPong(), broker.stats().clients]).toEqual([[], 1]);
});

test('closing tells 5.0 clients 0x8B, and lets wills out', async () => {
  const { broker, port } = await testBroker();
  const will = { topic: 'will', payload: 'gone' };
  const { client: mortal } = await connected(port, 4, { id: 'mortal', will });
  const { client: watcher } = await connected(port, 5, { id: 'watcher' });
  await watcher.subscribed(5, 'will');

  const [, left, heard] = await Promise.all([broker.close(), mortal.untilClosed(), watcher.untilClosed()]);

  expect({ left, will: heard[0], code: heard[1]?.slice(6, 8) }).toEqual({
    left: [],
    will: hex(publish(5, will)),
    code: '8b',
  });
});

test('a client that keeps its socket open cannot keep the broker from closing', async () => {
  const { broker, port } = await testBroker();
  const { client } = await connected(port, 4);
  client.socket.pause();

  await broker.close();

  expect(broker.stats().clients).toBe(0);
});

test('the observer is told every packet, a message only as it came in', async () => {
  const { port, seen } = await testBroker();
  const { client } = await connected(port, 4, { id: 'one' });

  client.send(subscribe(4, 't', 1), publish(4, { qos: 1, id: 3 }));
  await client.next();
  await client.next();
  client.send(bytes(0x40, 2, 0, 1), disconnect());
  await client.untilClosed();

  expect(seen).toEqual([
    '1 opened tcp',
    `1 received v4 ${hex(connect(4, { id: 'one' }))}`,
    '1 is one v4',
    '1 sent v4 20 02 00 00',
    `1 received v4 ${hex(subscribe(4, 't', 1))}`,
    '1 sent v4 90 03 00 0a 01',
    `1 received v4 ${hex(publish(4, { qos: 1, id: 3 }))}`,
    '1 sent v4 40 02 00 03',
    '1 received v4 40 02 00 01',
    '1 received v4 e0 00',
    '1 closed: The client sent DISCONNECT.',
  ]);
});

test('the observer is told malformed packets too, and why they ended the connection', async () => {
  const { port, seen } = await testBroker();
  const client = await rawClient(port);

  client.send(bytes(0x10, 2, 0, 0));
  await client.untilClosed();

  expect(seen).toEqual([
    '1 opened tcp',
    '1 received v4 10 02 00 00',
    '1 closed: The protocol name is neither "MQTT" nor "MQIsdp" [MQTT-3.1.2-1].',
  ]);
});

test('many changes are one notice', async () => {
  const time = new TestTime();
  const { broker, port } = await testBroker({ time });
  let notices = 0;
  const stop = broker.onChange(() => {
    notices += 1;
  });
  const { client } = await connected(port, 4);
  for (const filter of ['a', 'b', 'c']) await client.subscribed(4, filter);

  time.advance(100);
  const afterChanges = notices;
  stop();
  await client.subscribed(4, 'd');
  time.advance(100);

  expect([afterChanges, notices]).toEqual([1, 1]);
});

test('statistics count clients, sessions, subscriptions, retained messages and PUBLISH packets', async () => {
  const { broker, port } = await testBroker();
  const { client } = await connected(port, 4, { id: 'stays', clean: false });
  const { client: other } = await connected(port, 4, { id: 'other' });
  await client.subscribed(4, 't');
  await other.subscribed(4, 't');
  client.send(publish(4, { retain: true }));
  await client.untilPong();
  client.socket.end();
  await client.untilClosed();

  expect(broker.stats()).toEqual({
    clients: 1,
    sessions: 2,
    subscriptions: 2,
    retained: 1,
    dropped: [],
    refusedConnections: 0,
    refusedSessions: 0,
    refusedSubscriptions: 0,
    received: 1,
    sent: 2,
  });
});

test('more connections than the limit are closed at once, and counted', async () => {
  const { broker, port } = await testBroker({ limits: { connections: 1 } });
  await connected(port, 4, { id: 'one' });
  const client = await rawClient(port);

  client.send(connect(4, { id: 'two' }));

  expect(await client.untilClosed()).toEqual([]);
  expect(broker.stats().refusedConnections).toBe(1);
});
