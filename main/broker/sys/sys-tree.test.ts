import { expect, test } from 'vitest';
import { disconnect, publish, u16, u32 } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

/** What PUBLISH packets of 3.1.1 at QoS 0 say, by topic. */
async function said(client: RawClient): Promise<Record<string, string>> {
  const packets = (await client.untilPong()).map((text) => Buffer.from(text.replaceAll(' ', ''), 'hex'));
  return Object.fromEntries(
    packets.map((packet) => {
      const topicEnd = 4 + packet.readUInt16BE(2);
      return [packet.toString('utf8', 4, topicEnd), packet.toString('utf8', topicEnd)];
    }),
  );
}

test('the tree says what mosquitto says, by its names', async () => {
  const time = new TestTime();
  const { port } = await testBroker({ time });
  const { client: publisher } = await connected(port, 4, { id: 'publisher' });
  const { client: asleep } = await connected(port, 5, { id: 'asleep', properties: [0x11, ...u32(1000)] });
  await asleep.subscribed(5, '$share/g/t', 1);
  asleep.send(disconnect());
  await asleep.untilClosed();
  publisher.send(publish(4, { qos: 1, id: 1 }), publish(4, { topic: 'r', retain: true }));
  await publisher.untilPong();
  time.advance(10_000);
  const { client } = await connected(port, 4, { id: 'watcher' });

  await client.subscribed(4, '$SYS/#');

  const tree = await said(client);
  expect(Object.keys(tree).filter((topic) => topic.includes('/load/'))).toHaveLength(24);
  expect(tree).toMatchObject({
    '$SYS/broker/version': 'topicscope version unknown',
    '$SYS/broker/uptime': '10 seconds',
    '$SYS/broker/clients/total': '2',
    '$SYS/broker/clients/connected': '1',
    '$SYS/broker/clients/disconnected': '1',
    '$SYS/broker/clients/maximum': '2',
    '$SYS/broker/clients/expired': '0',
    '$SYS/broker/messages/received': '7',
    '$SYS/broker/messages/sent': '5',
    '$SYS/broker/messages/stored': '2',
    '$SYS/broker/store/messages/count': '2',
    '$SYS/broker/store/messages/bytes': expect.stringMatching(/^\d+$/),
    '$SYS/broker/publish/messages/received': '2',
    '$SYS/broker/publish/messages/sent': '0',
    '$SYS/broker/publish/messages/dropped': '0',
    '$SYS/broker/publish/bytes/received': '14',
    '$SYS/broker/publish/bytes/sent': '0',
    '$SYS/broker/bytes/received': expect.stringMatching(/^\d{2,3}$/),
    '$SYS/broker/bytes/sent': expect.stringMatching(/^\d{2,3}$/),
    '$SYS/broker/subscriptions/count': '1',
    '$SYS/broker/shared_subscriptions/count': '1',
    '$SYS/broker/retained messages/count': '1',
    '$SYS/broker/heap/current': expect.stringMatching(/^\d+$/),
    '$SYS/broker/heap/maximum': expect.stringMatching(/^\d+$/),
    // Three in ten seconds, weighed as mosquitto does.
    '$SYS/broker/load/connections/1min': '1.84',
    '$SYS/broker/load/connections/15min': '0.13',
  });
});

test('what has not changed is not sent again, and what is sent does not count', async () => {
  const time = new TestTime();
  const { port, broker } = await testBroker({ time });
  const { client } = await connected(port, 4);
  await client.subscribed(4, '$SYS/broker/clients/#');
  await client.subscribed(4, '$SYS/broker/uptime');
  await client.untilPong();
  const before = broker.stats();

  time.advance(10_000);
  const first = await said(client);
  time.advance(10_000);

  expect([first, await said(client)]).toEqual([
    {
      '$SYS/broker/uptime': '10 seconds',
      '$SYS/broker/clients/connected': '1',
      '$SYS/broker/clients/total': '1',
      '$SYS/broker/clients/maximum': '1',
    },
    { '$SYS/broker/uptime': '20 seconds' },
  ]);
  expect(broker.stats()).toEqual(before);
});

test('it is recorded on a link of its own, and only when somebody gets it', async () => {
  const time = new TestTime();
  const { port, seen } = await testBroker({ time });
  const { client } = await connected(port, 4);
  time.advance(10_000);
  const unheard = seen.length;
  await client.subscribed(4, '$SYS/broker/uptime');

  time.advance(10_000);
  await client.untilPong();

  const payload = Buffer.from('20 seconds')
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1 ');
  expect(unheard).toBe(4);
  expect(seen.filter((line) => line.startsWith('2 '))).toEqual([
    '2 opened tcp',
    '2 is internal v5',
    `2 received v5 31 1f 00 12 24 53 59 53 2f 62 72 6f 6b 65 72 2f 75 70 74 69 6d 65 00 ${payload}`,
  ]);
});

test('a subscription to "#" leaves it out', async () => {
  const time = new TestTime();
  const { port } = await testBroker({ time });
  const { client } = await connected(port, 4);
  await client.subscribed(4, '#');

  time.advance(10_000);

  expect(await client.untilPong()).toEqual([]);
});

test('with an interval of 0 there is none', async () => {
  const { port } = await testBroker({ sys: { interval: 0 } });
  const { client } = await connected(port, 5, { properties: [0x21, ...u16(5)] });

  await client.subscribed(5, '$SYS/#');

  expect(await client.untilPong()).toEqual([]);
});
