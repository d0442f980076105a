import { randomInt } from 'node:crypto';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { connect, publish, subscribe } from './testing/bytes.ts';
import { numbersOf } from './testing/draw.ts';
import { kinds } from './testing/fuzz/case.ts';
import { runFuzz } from './testing/fuzz/run-fuzz.ts';
import { connected, rawClient } from './testing/raw-client.ts';
import { testBroker, until } from './testing/test-broker.ts';

/** Where objects live; machine code, which grows until the program is warm, has spaces of its own. */
const spaces = ['new_space', 'old_space', 'large_object_space', 'new_large_object_space'];

/** Bytes of objects that are in use after everything that can go has gone. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => spaces.includes(name))
    .reduce((sum, space) => sum + space.space_used_size, 0);
}

test('2,000 bad connections: each is answered as the standard says, healthy clients lose nothing, nothing stays', {
  timeout: 120_000,
}, async () => {
  const seed = randomInt(1, 2 ** 31);
  console.log(`fuzz seed ${seed}`);
  const target = await testBroker();
  const { port, broker } = target;

  const warmUp = await runFuzz({ port, seed, count: 1000 });
  target.forgetSeen();
  const before = usedBytes();
  const complaints = await runFuzz({ port, seed: seed ^ 1 || 1, count: 1000 });
  await until(target, () => broker.stats().clients === 0);
  target.forgetSeen();
  const grown = usedBytes() - before;

  expect([...warmUp, ...complaints], `seed ${seed}`).toEqual([]);
  expect(grown).toBeLessThan(500_000);
  expect(kinds).toBeGreaterThan(60);
});

test('1,000 connections that are opened and killed leave nothing behind', async () => {
  const seed = randomInt(1, 2 ** 31);
  const random = numbersOf(seed);
  const target = await testBroker();
  const { broker, port } = target;
  const sockets = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
  const before = sockets();

  for (let round = 0; round < 50; round += 1) {
    await Promise.all(
      Array.from({ length: 20 }, async (_, lane) => {
        const client = await rawClient(port);
        const will = { topic: 'gone', payload: 'x', retain: false };
        const begun = [
          connect(5, { id: `killed ${lane}`, will }),
          subscribe(5, '#', 1),
          publish(5, { qos: 2 }),
        ];
        const sent = begun.slice(0, Math.floor(random() * 4));
        client.send(...sent);
        if (sent.length > 0 && random() < 0.5) await client.next();
        client.socket.resetAndDestroy();
      }),
    );
  }
  const { client } = await connected(port, 4, { id: 'last' });
  client.socket.destroy();
  await until(target, () => broker.stats().clients === 0 && broker.stats().sessions === 0);
  await expect.poll(sockets, { timeout: 20_000 }).toBeLessThanOrEqual(before);

  const { sessions, subscriptions, retained } = broker.stats();
  expect({ sessions, subscriptions, retained }, `seed ${seed}`).toEqual({
    sessions: 0,
    subscriptions: 0,
    retained: 0,
  });
});
