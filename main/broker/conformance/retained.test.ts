import { describe, expect, test } from 'vitest';
import { acknowledge, hex, publish, subscribe, u32 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

describe.for([3, 4, 5] as const)('level %d', (version) => {
  const suback = version === 5 ? '90 04 00 0a 00 0' : '90 03 00 0a 0';

  test('[3.1 x-retain] [3.1.1 MQTT-3.3.1-5] [3.1.1 MQTT-3.3.1-6] [3.1.1 MQTT-3.3.1-8] [5.0 MQTT-3.3.1-5] a new subscription gets the last retained message of each topic', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    client.send(
      publish(version, { topic: 'a/1', payload: 'old', retain: true }),
      publish(version, { topic: 'a/1', payload: 'new', retain: true, qos: 1, id: 1 }),
      publish(version, { topic: 'a/2', payload: 'two', retain: true }),
      publish(version, { topic: 'b', payload: 'no', retain: true }),
    );
    await client.untilPong();

    client.send(subscribe(version, 'a/#', 1));
    const packets = await client.untilPong();

    expect(packets.toSorted()).toEqual(
      [
        `${suback}1`,
        hex(publish(version, { topic: 'a/1', payload: 'new', retain: true, qos: 1, id: 1 })),
        hex(publish(version, { topic: 'a/2', payload: 'two', retain: true })),
      ].toSorted(),
    );
  });

  test('[3.1.1 MQTT-3.3.1-9] [5.0 MQTT-3.3.1-12] RETAIN is 0 on what goes to established subscriptions', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, 't');

    client.send(publish(version, { retain: true }));

    expect(await client.untilPong()).toEqual([hex(publish(version))]);
  });

  test('[3.1 x-retain] [3.1.1 MQTT-3.3.1-10] [3.1.1 MQTT-3.3.1-11] [5.0 MQTT-3.3.1-6] [5.0 MQTT-3.3.1-7] an empty one is delivered and removes it', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    client.send(publish(version, { retain: true }));
    await client.subscribed(version, 't');
    await client.untilPong();

    client.send(publish(version, { payload: '', retain: true }));
    const delivered = await client.untilPong();
    client.send(subscribe(version, 't'));

    expect([delivered, await client.untilPong()]).toEqual([
      [hex(publish(version, { payload: '' }))],
      [`${suback}0`],
    ]);
  });

  test('[3.1.1 MQTT-3.3.1-12] [5.0 MQTT-3.3.1-8] RETAIN 0 does not touch what is retained', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(
      publish(version, { payload: 'kept', retain: true }),
      publish(version, { payload: 'passing' }),
      publish(version, { payload: '' }),
      subscribe(version, 't'),
    );

    expect(await client.untilPong()).toEqual([
      `${suback}0`,
      hex(publish(version, { payload: 'kept', retain: true })),
    ]);
  });

  test('[3.1.1 MQTT-3.1.2-7] retained messages outlive the session of their publisher', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, version, { id: 'publisher' });
    publisher.send(publish(version, { retain: true }));
    publisher.socket.end();
    await publisher.untilClosed();
    const { client } = await connected(port, version, { id: 'subscriber' });

    client.send(subscribe(version, '+'));

    expect(await client.untilPong()).toEqual([`${suback}0`, hex(publish(version, { retain: true }))]);
  });

  test('[3.1.1 MQTT-4.7.2-1] [5.0 MQTT-4.7.2-1] a filter that begins with a wildcard gets no retained message of a "$" topic', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    client.send(
      publish(version, { topic: '$a/b', retain: true }),
      subscribe(version, '#'),
      subscribe(version, '+/b'),
    );
    const byWildcard = await client.untilPong();

    client.send(subscribe(version, '$a/#'));

    expect([byWildcard, await client.untilPong()]).toEqual([
      [`${suback}0`, `${suback}0`],
      [`${suback}0`, hex(publish(version, { topic: '$a/b', retain: true }))],
    ]);
  });

  oursAlone('its limits are set for the test', () => {
    test('[3.1.1 MQTT-3.3.1-6] [5.0 MQTT-3.3.1-9] all of 20,000 retained messages reach a reader, whatever its buffer holds', async () => {
      const { port, broker } = await testBroker({ limits: { outgoingBytes: 4096, inFlight: 10 } });
      const { client: publisher } = await connected(port, version, { id: 'publisher' });
      const topics = Array.from({ length: 20_000 }, (_, index) => `a/${index}`);
      publisher.send(...topics.map((topic) => publish(version, { topic, retain: true })));
      await publisher.untilPong();
      const { client } = await connected(port, version);

      client.send(subscribe(version, 'a/+'));
      const received = new Set<string>();
      await client.next();
      for (const _ of topics) received.add(await client.next());

      expect({ received: received.size, dropped: broker.stats().dropped }).toEqual({
        received: 20_000,
        dropped: [],
      });
    });
  });
});

test('[3.1.1 MQTT-3.8.4-3] before 5.0 the same filter again sends the retained messages again', async () => {
  const { port } = await testTarget();
  const { client } = await connected(port, 4);
  client.send(publish(4, { retain: true }), subscribe(4, 't'));
  await client.untilPong();

  client.send(subscribe(4, 't'));

  expect(await client.untilPong()).toEqual(['90 03 00 0a 00', hex(publish(4, { retain: true }))]);
});

test.for([
  [0, true, true],
  [1, true, false],
  [2, false, false],
] as const)(
  '[5.0 MQTT-3.3.1-9] [5.0 MQTT-3.3.1-10] [5.0 MQTT-3.3.1-11] [5.0 MQTT-3.8.4-4] Retain Handling %d: first %s, again %s',
  async ([handling, first, again]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);
    client.send(publish(5, { retain: true }));

    client.send(subscribe(5, 't', handling << 4));
    const atFirst = await client.untilPong();
    client.send(subscribe(5, 't', handling << 4));
    const atAgain = await client.untilPong();

    expect([atFirst.length === 2, atAgain.length === 2]).toEqual([first, again]);
  },
);

oursAlone('its time is moved by hand', () => {
  test('[5.0 x-retained-expiry] a retained message loses time while it is kept, and is gone when it has none', async () => {
    const time = new TestTime();
    const { port, broker } = await testBroker({ time });
    const { client } = await connected(port, 5);
    client.send(publish(5, { retain: true, properties: [2, ...u32(60)] }));
    await client.untilPong();

    time.advance(45_000);
    client.send(subscribe(5, 't'));
    const [, fresh] = await client.untilPong();
    time.advance(15_000);
    client.send(subscribe(5, 't'));
    const [, ...late] = await client.untilPong();

    expect({ fresh, late, retained: broker.stats().retained }).toEqual({
      fresh: hex(publish(5, { retain: true, properties: [2, ...u32(15)] })),
      late: [],
      retained: 0,
    });
  });
});

oursAlone('its limits are set for the test', () => {
  test('what does not fit into the store is not retained, and counted', async () => {
    const { port, broker } = await testBroker({ limits: { retainedMessages: 1 } });
    const { client } = await connected(port, 4);

    client.send(publish(4, { topic: 'a', retain: true }), publish(4, { topic: 'b', retain: true }));
    await client.untilPong();

    expect(broker.stats()).toMatchObject({
      retained: 1,
      dropped: [{ why: 'retained store full', count: 1 }],
    });
  });
});

oursAlone('its limits are set for the test', () => {
  test('[3.1.1 MQTT-3.3.1-6] what a new subscription has not been sent when its client leaves is sent when it is back', async () => {
    const { port } = await testBroker({ limits: { inFlight: 10 } });
    const { client: publisher } = await connected(port, 4, { id: 'publisher' });
    const topics = Array.from({ length: 100 }, (_, index) => `a/${String(index).padStart(2, '0')}`);
    publisher.send(...topics.map((topic) => publish(4, { topic, retain: true, qos: 1 })));
    await publisher.untilPong();
    const { client } = await connected(port, 4, { id: 'subscriber', clean: false });
    await client.subscribed(4, 'a/+', 1);
    client.socket.end();
    await client.untilClosed();

    const { client: back } = await connected(port, 4, { id: 'subscriber', clean: false });
    const received: string[] = [];
    for (const _ of topics) {
      const sent = Buffer.from((await back.next()).replaceAll(' ', ''), 'hex');
      received.push(sent.toString('utf8', 4, 8));
      back.send(acknowledge(0x40, sent.readUInt16BE(8)));
    }

    expect(received.toSorted()).toEqual(topics);
  });
});
