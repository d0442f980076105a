import { expect, test } from 'vitest';
import { publish } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import type { TestBroker } from '../testing/test-broker.ts';
import { testBroker, until } from '../testing/test-broker.ts';

const payload = 'x'.repeat(2000);

/** A session that waits for its client, subscribed at QoS 1. */
async function asleep(target: TestBroker, id: string, filter: string): Promise<void> {
  const { client } = await connected(target.port, 4, { id, clean: false });
  await client.subscribed(4, filter, 1);
  client.socket.destroy();
  await until(target, () => target.broker.stats().clients === 1);
}

/** Publishes at QoS 1, one after the other. */
async function publishTo(client: RawClient, topic: string, count: number): Promise<void> {
  for (let id = 1; id <= count; id += 1) {
    client.send(publish(4, { topic, qos: 1, id, payload }));
    await client.next();
  }
}

/** How many messages a session has kept for its client. */
async function keptFor({ port }: TestBroker, id: string): Promise<number> {
  const { client } = await connected(port, 4, { id, clean: false });
  const packets = await client.untilPong();
  return packets.length;
}

test('when all queues together are full the longest give way, not who has next to nothing', async () => {
  const target = await testBroker({ limits: { allQueuedBytes: 100_000 } });
  const { client: publisher } = await connected(target.port, 4, { id: 'publisher' });
  await asleep(target, 'hog', 'hog');
  await asleep(target, 'modest', 'modest');

  await publishTo(publisher, 'hog', 60);
  await publishTo(publisher, 'modest', 10);

  const kept = { hog: await keptFor(target, 'hog'), modest: await keptFor(target, 'modest') };
  expect({ modest: kept.modest, dropped: target.broker.stats().dropped }).toEqual({
    modest: 10,
    dropped: [{ why: 'all queues full', count: 60 - kept.hog }],
  });
});

test('what a session kept is free again when its client has it, or the session is over', async () => {
  const target = await testBroker({ limits: { allQueuedBytes: 100_000 } });
  const { client: publisher } = await connected(target.port, 4, { id: 'publisher' });

  for (let round = 0; round < 5; round += 1) {
    await asleep(target, 'sleeper', 't');
    await publishTo(publisher, 't', 30);
    const { client } = await connected(target.port, 4, { id: 'sleeper', clean: true });
    client.socket.destroy();
    await until(target, () => target.broker.stats().clients === 1);
  }

  expect(target.broker.stats().dropped).toEqual([]);
});

test('a message that many sessions wait for counts once', async () => {
  const target = await testBroker({ limits: { allQueuedBytes: 100_000 } });
  const { client: publisher } = await connected(target.port, 4, { id: 'publisher' });
  for (const id of ['a', 'b', 'c', 'd', 'e']) await asleep(target, id, 't');

  await publishTo(publisher, 't', 30);

  expect(target.broker.stats().dropped).toEqual([]);
});
