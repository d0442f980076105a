import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { packet, pingreq, u16 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

test('a SUBSCRIBE of many filters is worked off in slices, and what follows it waits', async () => {
  const time = new TestTime();
  const { port, broker } = await testBroker({ time });
  const { client } = await connected(port, 4);
  const filters = Array.from({ length: 200 }, (_, number) => [`f/${number}`, 0] as const);

  // Each filter takes a millisecond.
  time.perLook = 1_000;
  client.send(packet(0x82, u16(10), ...filters.flat()), pingreq);
  const slices: number[] = [];
  for (let known = 0; known < filters.length; known = broker.stats().subscriptions) {
    if (broker.stats().subscriptions > known) slices.push(broker.stats().subscriptions - known);
    await nextTurn();
  }
  const answers = [await client.next(), await client.next()];

  expect(Math.max(...slices)).toBeLessThanOrEqual(20);
  expect(answers).toEqual([`90 ca 01 00 0a${' 00'.repeat(200)}`, 'd0 00']);
});

test('another client is answered between two filters that take long, each by the rules that it meets', async () => {
  const time = new TestTime();
  const { port, broker } = await testBroker({ time });
  const { client } = await connected(port, 4);
  const { client: other } = await connected(port, 4, { id: 'other' });
  const filters = Array.from({ length: 100 }, (_, number) => [`f/${number}`, 0] as const);

  time.perLook = 20_000;
  client.send(packet(0x82, u16(10), ...filters.flat()));
  while (broker.stats().subscriptions === 0) await nextTurn();
  other.send(pingreq);
  const answer = await other.next();
  const done = broker.stats().subscriptions;

  expect(answer).toBe('d0 00');
  expect(done).toBeLessThan(50);
});

test('a client that goes while its SUBSCRIBE is worked off is done with', async () => {
  const time = new TestTime();
  const { port, broker } = await testBroker({ time });
  const { client } = await connected(port, 4);
  const filters = Array.from({ length: 100 }, (_, number) => [`f/${number}`, 0] as const);

  time.perLook = 20_000;
  client.send(packet(0x82, u16(10), ...filters.flat()));
  while (broker.stats().subscriptions === 0) await nextTurn();
  client.socket.resetAndDestroy();
  while (broker.stats().clients > 0) await nextTurn();

  expect(broker.stats().subscriptions).toBe(0);
});
