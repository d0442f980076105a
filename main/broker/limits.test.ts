import { expect, test } from 'vitest';
import { defaultLimits } from '../../app/contract/areas/broker/limits.ts';
import { disconnect, publish, u16, u32 } from './testing/bytes.ts';
import { connected, rawClient } from './testing/raw-client.ts';
import { testBroker, until } from './testing/test-broker.ts';

test('each full limit is counted with what it cost', async () => {
  const limits = { sessions: 2, subscriptions: 1, queuedMessages: 1, retainedMessages: 1, connections: 3 };
  const target = await testBroker({ limits });
  const { port, broker } = target;
  const session = { id: 'asleep', clean: false, properties: [0x11, ...u32(100)] };
  const { client: asleep } = await connected(port, 5, session);
  await asleep.subscribed(5, 't', 1);
  await asleep.subscribed(5, 'too/many', 1);
  asleep.send(disconnect());
  await asleep.untilClosed();
  const { client } = await connected(port, 5, { id: 'publisher' });

  client.send(
    publish(5, { qos: 1, id: 1 }),
    publish(5, { qos: 1, id: 2 }),
    publish(5, { topic: 'r/1', retain: true }),
    publish(5, { topic: 'r/2', retain: true }),
  );
  await client.untilPong();
  const { client: third } = await connected(port, 5, { id: 'one too many' });
  await third.untilClosed();
  await rawClient(port);
  await rawClient(port);
  const refused = await rawClient(port);
  await refused.untilClosed();
  await until(target, () => broker.stats().refusedConnections > 0);

  expect(broker.stats()).toMatchObject({
    dropped: [
      { why: 'queue full', count: 1 },
      { why: 'retained store full', count: 1 },
    ],
    refusedSessions: 1,
    refusedSubscriptions: 1,
    refusedConnections: 1,
  });
});

test.for([
  ['while its client is connected', { clean: true, properties: [] }],
  ['while its session is asleep', { clean: false, properties: [0x11, ...u32(1000)] }],
] as const)('large CONNECTs have a bound over all: one counts %s', async ([, session]) => {
  const { port, broker } = await testBroker({ limits: { clientBytes: 30_000 } });
  const large = (id: string) => ({ id, ...session, user: 'u'.repeat(20_000) });
  const { client: first } = await connected(port, 5, large('first'));
  if (!session.clean) {
    first.send(disconnect());
    await first.untilClosed();
  }

  const { connack: refused } = await connected(port, 5, large('second'));
  const { connack: small } = await connected(port, 5, { id: 'third' });
  const { client: again, connack } = await connected(port, 5, { id: 'first' });
  again.send(disconnect());
  await again.untilClosed();
  const { connack: later } = await connected(port, 5, large('second'));

  const codes = [refused, small, connack, later].map((answer) => answer.slice(9, 11));
  expect(codes).toEqual(['97', '00', '00', '00']);
  expect(broker.stats().refusedSessions).toBe(1);
});

test('topics behind aliases have a bound over all clients', async () => {
  const { port } = await testBroker({ limits: { clientBytes: 30_000 } });
  const alias = publish(5, { topic: 'x'.repeat(20_000), properties: [0x23, ...u16(1)] });
  const { client: first } = await connected(port, 5, { id: 'first' });
  const { client: second } = await connected(port, 5, { id: 'second' });
  first.send(alias, alias);
  await first.untilPong();

  second.send(alias);
  const told = await second.untilClosed();
  first.send(disconnect());
  await first.untilClosed();
  const { client: third } = await connected(port, 5, { id: 'third' });
  third.send(alias);

  expect(told.map((text) => text.slice(6, 8))).toEqual(['97']);
  expect(await third.untilPong()).toEqual([]);
});

test('filters have a bound over all sessions, and the bytes of a session that ends are there for others', async () => {
  const { port, broker } = await testBroker({ limits: { allSubscriptionBytes: 10_000 } });
  const levels = '/'.repeat(29);
  const { client: first } = await connected(port, 5, { id: 'first' });
  const { client: second } = await connected(port, 5, { id: 'second' });

  const full = [await first.subscribed(5, `a${levels}`), await second.subscribed(5, `b${levels}`)];
  first.send(disconnect());
  await first.untilClosed();
  const after = await second.subscribed(5, `b${levels}`);

  expect([...full, after].map((suback) => suback.slice(-2))).toEqual(['00', '97', '00']);
  expect(broker.stats().refusedSubscriptions).toBe(1);
});

test('the packet limit is 16 MB unless something else is asked for', async () => {
  const { port } = await testBroker();
  const { client, connack } = await connected(port, 5);

  // A fixed header alone, of one byte more than 16 MiB in all.
  client.send(Uint8Array.of(0x30, 0xfc, 0xff, 0xff, 0x07));

  expect(connack).toContain('27 01 00 00 00');
  expect((await client.untilClosed()).map((text) => text.slice(6, 8))).toEqual(['95']);
  expect(defaultLimits.connections).toBe(10_000);
});
