import { describe, expect, test } from 'vitest';
import { acknowledge, bytes, hex, packet, publish, u16, u32 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { readPublish } from '../testing/read-bytes.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

async function pair(version: 3 | 4 | 5, filter: string, options: number) {
  const { port } = await testTarget();
  const { client: publisher } = await connected(port, version, { id: 'publisher' });
  const { client: subscriber } = await connected(port, version, { id: 'subscriber' });
  await subscriber.subscribed(version, filter, options);
  return { publisher, subscriber };
}

describe.for([3, 4, 5] as const)('level %d', (version) => {
  test('[3.1 x-qos-flows] [3.1.1 MQTT-4.3.1-1] [3.1.1 MQTT-2.3.1-5] [5.0 MQTT-4.3.1-1] [5.0 MQTT-2.2.1-2] QoS 0 goes out once, without identifier and DUP', async () => {
    const { publisher, subscriber } = await pair(version, 't', 2);

    publisher.send(publish(version));
    await publisher.untilPong();

    expect(await subscriber.untilPong()).toEqual([hex(publish(version))]);
  });

  test('[3.1 x-qos-flows] [3.1.1 MQTT-4.3.2-2] [3.1.1 MQTT-3.3.4-1] [3.1.1 MQTT-2.3.1-6] [5.0 MQTT-4.3.2-4] [5.0 MQTT-4.3.2-2] [5.0 MQTT-3.3.4-1] [5.0 MQTT-2.2.1-5] QoS 1 is answered by PUBACK and delivered at QoS 1', async () => {
    const { publisher, subscriber } = await pair(version, 't', 1);

    publisher.send(publish(version, { qos: 1, id: 77 }));

    expect(await publisher.untilPong()).toEqual([hex(acknowledge(0x40, 77))]);
    expect(await subscriber.untilPong()).toEqual([hex(publish(version, { qos: 1, id: 1 }))]);
  });

  test('[3.1 x-qos-flows] [3.1.1 MQTT-4.3.3-1] [3.1.1 MQTT-4.3.3-2] [3.1.1 MQTT-2.3.1-6] [3.1.1 MQTT-2.2.2-1] [3.1.1 MQTT-3.3.4-1] [5.0 MQTT-4.3.3-2] [5.0 MQTT-4.3.3-4] [5.0 MQTT-4.3.3-8] [5.0 MQTT-4.3.3-11] [5.0 MQTT-2.2.1-5] [5.0 MQTT-3.3.4-1] QoS 2 goes through both handshakes', async () => {
    const { publisher, subscriber } = await pair(version, 't', 2);

    publisher.send(publish(version, { qos: 2, id: 7 }), acknowledge(0x62, 7));
    const answers = await publisher.untilPong();
    const delivered = await subscriber.untilPong();
    subscriber.send(acknowledge(0x50, 1));
    const released = await subscriber.untilPong();
    subscriber.send(acknowledge(0x70, 1));

    expect({ answers, delivered, released, rest: await subscriber.untilPong() }).toEqual({
      answers: [hex(acknowledge(0x50, 7)), hex(acknowledge(0x70, 7))],
      delivered: [hex(publish(version, { qos: 2, id: 1 }))],
      released: [hex(acknowledge(0x62, 1))],
      rest: [],
    });
  });

  test('[3.1 x-qos-flows] [3.1.1 MQTT-4.3.3-2] [3.1.1 MQTT-3.3.1-3] [5.0 MQTT-4.3.3-10] [5.0 MQTT-3.3.1-3] a repeated QoS 2 PUBLISH is acknowledged again but routed once', async () => {
    const { publisher, subscriber } = await pair(version, 't', 2);

    publisher.send(
      publish(version, { qos: 2, id: 7 }),
      publish(version, { qos: 2, id: 7, dup: true }),
      acknowledge(0x62, 7),
    );

    expect(await publisher.untilPong()).toEqual([
      hex(acknowledge(0x50, 7)),
      hex(acknowledge(0x50, 7)),
      hex(acknowledge(0x70, 7)),
    ]);
    expect(await subscriber.untilPong()).toEqual([hex(publish(version, { qos: 2, id: 1 }))]);
  });

  test('[3.1.1 MQTT-4.3.3-2] [5.0 MQTT-4.3.3-12] after PUBREL the same identifier is a new message', async () => {
    const { publisher, subscriber } = await pair(version, 't', 0);

    publisher.send(publish(version, { qos: 2, id: 7, payload: 'a' }), acknowledge(0x62, 7));
    publisher.send(publish(version, { qos: 2, id: 7, payload: 'b' }), acknowledge(0x62, 7));
    await publisher.untilPong();

    expect(await subscriber.untilPong()).toEqual([
      hex(publish(version, { payload: 'a' })),
      hex(publish(version, { payload: 'b' })),
    ]);
  });

  test('[3.1.1 MQTT-4.3.2-2] [3.1.1 MQTT-3.3.1-3] [5.0 MQTT-4.3.2-5] [5.0 MQTT-3.3.1-3] after PUBACK the same identifier is a new message whatever DUP says', async () => {
    const { publisher, subscriber } = await pair(version, 't', 0);

    publisher.send(publish(version, { qos: 1, id: 7 }), publish(version, { qos: 1, id: 7, dup: true }));
    await publisher.untilPong();

    expect(await subscriber.untilPong()).toEqual([hex(publish(version)), hex(publish(version))]);
  });

  test.for([
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [0, 1, 0],
    [1, 1, 1],
    [2, 1, 1],
    [0, 2, 0],
    [1, 2, 1],
    [2, 2, 2],
  ] as const)(
    '[3.1.1 MQTT-3.8.4-6] [5.0 MQTT-3.8.4-8] published at QoS %d, granted %d: delivered at %d',
    async ([published, granted, delivered]) => {
      const { publisher, subscriber } = await pair(version, 't', granted);

      publisher.send(publish(version, { qos: published, id: 9 }));
      if (published === 2) publisher.send(acknowledge(0x62, 9));
      await publisher.untilPong();

      expect(await subscriber.untilPong()).toEqual([hex(publish(version, { qos: delivered, id: 1 }))]);
    },
  );

  test('[3.1.1 MQTT-3.3.5-1] [5.0 MQTT-3.3.4-2] overlapping subscriptions give one copy at the highest QoS', async () => {
    const { publisher, subscriber } = await pair(version, 'a/+', 0);
    await subscriber.subscribed(version, 'a/#', 2);
    await subscriber.subscribed(version, 'a/b', 1);

    publisher.send(publish(version, { topic: 'a/b', qos: 2, id: 3 }), acknowledge(0x62, 3));
    await publisher.untilPong();

    expect(await subscriber.untilPong()).toEqual([hex(publish(version, { topic: 'a/b', qos: 2, id: 1 }))]);
  });

  test('[3.1 x-order] [3.1.1 MQTT-4.6.0-2] [3.1.1 MQTT-4.6.0-5] [3.1.1 MQTT-4.6.0-6] [5.0 MQTT-4.6.0-2] [5.0 MQTT-4.6.0-5] [5.0 MQTT-4.6.0-6] messages and acknowledgements keep their order', async () => {
    const { publisher, subscriber } = await pair(version, 't', 1);
    const ids = Array.from({ length: 250 }, (_, index) => index + 1);

    publisher.send(...ids.map((id) => publish(version, { qos: 1, id, payload: String(id) })));
    const acknowledged = await publisher.untilPong();
    const delivered: string[] = [];
    for (const id of ids) {
      delivered.push(await subscriber.next());
      subscriber.send(acknowledge(0x40, id));
    }

    expect(acknowledged).toEqual(ids.map((id) => hex(acknowledge(0x40, id))));
    expect(delivered).toEqual(ids.map((id) => hex(publish(version, { qos: 1, id, payload: String(id) }))));
  });

  test('[3.1.1 MQTT-7.1.1-1] [5.0 MQTT-4.2-1] a packet larger than a socket buffer comes out as it went in', async () => {
    const { publisher, subscriber } = await pair(version, 't', 1);
    const large = publish(version, { qos: 1, id: 1, payload: 'x'.repeat(1_000_000) });

    publisher.send(large);

    expect(await subscriber.next()).toBe(hex(large));
  });
});

test('one message to subscribers of all three versions at all three levels of QoS', async () => {
  const { port } = await testTarget();
  const { client: publisher } = await connected(port, 5, { id: 'publisher' });
  const subscribers = await Promise.all(
    ([3, 4, 5] as const).flatMap((version) =>
      [0, 1, 2].map(async (qos) => {
        const { client } = await connected(port, version, { id: `v${version}q${qos}` });
        await client.subscribed(version, 't', qos);
        return {
          client,
          expected: hex(publish(version, { qos, id: 1, properties: version === 5 ? [3, 'text'] : [] })),
        };
      }),
    ),
  );

  publisher.send(publish(5, { qos: 2, id: 9, properties: [3, 'text'] }), acknowledge(0x62, 9));
  await publisher.untilPong();

  for (const { client, expected } of subscribers) expect(await client.untilPong()).toEqual([expected]);
});

describe('3.1.1 errors', () => {
  test.for([
    ['[3.1.1 MQTT-3.3.1-4] QoS 3', bytes(0x36, 5, 0, 1, 0x74, 0, 1)],
    ['[3.1.1 MQTT-3.3.1-2] DUP at QoS 0', bytes(0x38, 3, 0, 1, 0x74)],
    ['[3.1.1 MQTT-3.3.2-2] [3.1.1 MQTT-4.7.1-1] a wildcard in the topic name', publish(4, { topic: 'a/+' })],
    ['[3.1.1 MQTT-4.7.3-1] an empty topic', publish(4, { topic: '' })],
    ['[3.1.1 MQTT-1.5.3-2] [3.1.1 MQTT-4.7.3-2] U+0000 in the topic', publish(4, { topic: 'a\0b' })],
    ['[3.1.1 MQTT-1.5.3-1] text that is not UTF-8', packet(0x30, 0, 2, 0xc0, 0x80)],
    ['[3.1.1 MQTT-2.3.1-1] the packet identifier 0', publish(4, { qos: 1, id: 0 })],
    ['[3.1.1 MQTT-2.2.2-2] [3.1.1 MQTT-3.6.1-1] PUBREL with other flags', bytes(0x60, 2, 0, 1)],
    ['[3.1.1 x-server-packets] a packet that only a server sends', bytes(0x20, 2, 0, 0)],
    ['[3.1.1 x-server-packets] a packet of type 15', bytes(0xf0, 0)],
    ['[3.1.1 x-remaining-length] a Remaining Length of five bytes', bytes(0x30, 0xff, 0xff, 0xff, 0xff, 1)],
    ['[3.1.1 x-exact-body] bytes after the end of a packet', bytes(0xc0, 1, 0)],
  ] as const)('%s closes the connection', async ([, wrong]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 4);

    client.send(wrong);

    expect(await client.untilClosed()).toEqual([]);
  });
});

describe('5.0 errors', () => {
  test.for([
    ['[5.0 MQTT-3.3.1-4] QoS 3', '81', bytes(0x36, 6, 0, 1, 0x74, 0, 1, 0)],
    ['[5.0 MQTT-3.3.1-2] DUP at QoS 0', '81', bytes(0x38, 4, 0, 1, 0x74, 0)],
    [
      '[5.0 MQTT-3.3.2-2] [5.0 MQTT-4.7.0-1] a wildcard in the topic name',
      '90',
      publish(5, { topic: 'a/+' }),
    ],
    ['[5.0 x-topic-alias-unknown] an empty topic without alias', '82', publish(5, { topic: '' })],
    [
      '[5.0 MQTT-3.3.2-8] [5.0 x-topic-alias] topic alias 0',
      '94',
      publish(5, { properties: [0x23, ...u16(0)] }),
    ],
    [
      '[5.0 MQTT-3.3.2-9] [5.0 MQTT-3.2.2-17] [5.0 x-topic-alias] a topic alias above the maximum',
      '94',
      publish(5, { properties: [0x23, ...u16(33)] }),
    ],
    [
      '[5.0 x-topic-alias-unknown] a topic alias that was never set',
      '82',
      publish(5, { topic: '', properties: [0x23, ...u16(3)] }),
    ],
    ['[5.0 MQTT-3.3.4-6] a subscription identifier', '82', publish(5, { properties: [0x0b, 1] })],
    ['[5.0 MQTT-1.5.4-1] text that is not UTF-8', '81', packet(0x30, 0, 2, 0xed, 0xa0, 0)],
    ['[5.0 MQTT-2.2.1-3] the packet identifier 0', '82', publish(5, { qos: 1, id: 0 })],
    ['[5.0 MQTT-2.1.3-1] [5.0 MQTT-3.6.1-1] PUBREL with other flags', '81', bytes(0x60, 2, 0, 1)],
    ['[5.0 x-property-doubled] a property twice', '82', publish(5, { properties: [1, 0, 1, 0] })],
    [
      '[5.0 x-property-not-allowed] a property of another packet',
      '81',
      publish(5, { properties: [0x11, ...u32(1)] }),
    ],
  ] as const)('%s is answered by DISCONNECT 0x%s', async ([, code, wrong]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(wrong);

    const packets = await client.untilClosed();
    expect(packets.map((text) => [text.slice(0, 2), text.slice(6, 8)])).toEqual([['e0', code]]);
  });

  test('[5.0 MQTT-3.2.2-15] [5.0 x-maximum-packet-size] a packet above our Maximum Packet Size is 0x95 as soon as its header is there', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(bytes(0x30, 0xff, 0xff, 0xff, 0x7f));

    const [last] = await client.untilClosed();
    expect(last?.slice(6, 8)).toBe('95');
  });

  oursAlone('its limits are set for the test', () => {
    test('[5.0 MQTT-3.3.4-7] [5.0 x-receive-maximum] more QoS 2 messages than our Receive Maximum is 0x93', async () => {
      const { port } = await testBroker({ tuning: { receiveMaximum: 2 } });
      const { client } = await connected(port, 5);

      client.send(...[1, 2, 3].map((id) => publish(5, { qos: 2, id })));

      const packets = await client.untilClosed();
      expect(packets.map((text) => text.slice(0, 2) + text.slice(5, 8))).toEqual(['50 00', '50 00', 'e0 93']);
    });
  });
});

describe('5.0', () => {
  test('[5.0 MQTT-3.3.2-4] [5.0 MQTT-3.3.2-15] [5.0 MQTT-3.3.2-16] [5.0 MQTT-3.3.2-17] [5.0 MQTT-3.3.2-18] [5.0 MQTT-3.3.2-20] properties go on unchanged, in order', async () => {
    const { publisher, subscriber } = await pair(5, 't', 1);
    const properties = [
      1,
      1,
      3,
      'json',
      8,
      'answer/here',
      9,
      'id',
      0x26,
      'b',
      '1',
      0x26,
      'a',
      '2',
      0x26,
      'b',
      '1',
    ];

    publisher.send(publish(5, { qos: 1, id: 5, properties }));

    const expected = readPublish(hex(publish(5, { qos: 1, id: 1, properties })));
    expect(readPublish(await subscriber.next())).toEqual(expected);
  });

  test('[5.0 MQTT-3.3.2-12] [5.0 MQTT-3.3.2-7] an alias stands for its topic, and is not passed on', async () => {
    const { publisher, subscriber } = await pair(5, '#', 0);

    publisher.send(
      publish(5, { topic: 'a', payload: '1', properties: [0x23, ...u16(10)] }),
      publish(5, { topic: '', payload: '2', properties: [0x23, ...u16(10)] }),
      publish(5, { topic: 'b', payload: '3', properties: [0x23, ...u16(10)] }),
      publish(5, { topic: '', payload: '4', properties: [0x23, ...u16(10)] }),
    );
    await publisher.untilPong();

    expect(await subscriber.untilPong()).toEqual(
      (
        [
          ['a', '1'],
          ['a', '2'],
          ['b', '3'],
          ['b', '4'],
        ] as const
      ).map(([topic, payload]) => hex(publish(5, { topic, payload }))),
    );
  });

  test('[5.0 x-no-matching-subscribers] PUBACK and PUBREC say 0x10 when nobody is subscribed', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(publish(5, { qos: 1, id: 1 }), publish(5, { qos: 2, id: 2 }));

    expect(await client.untilPong()).toEqual([
      hex(acknowledge(0x40, 1, 0x10)),
      hex(acknowledge(0x50, 2, 0x10)),
    ]);
  });

  test('[5.0 x-pubrel-unknown] [5.0 x-pubrec-unknown] PUBREL and PUBREC for an unknown identifier are answered with 0x92', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(acknowledge(0x62, 4), acknowledge(0x50, 5));

    expect(await client.untilPong()).toEqual([
      hex(acknowledge(0x70, 4, 0x92)),
      hex(acknowledge(0x62, 5, 0x92)),
    ]);
  });

  test('[5.0 MQTT-3.3.4-9] [5.0 MQTT-4.9.0-2] [5.0 MQTT-4.9.0-3] [5.0 MQTT-3.3.4-10] no more than the Receive Maximum is under way', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, 5, { id: 'publisher' });
    const { client: subscriber } = await connected(port, 5, {
      id: 'subscriber',
      properties: [0x21, ...u16(2)],
    });
    await subscriber.subscribed(5, 't', 2);
    const sent = (id: number) => hex(publish(5, { qos: 2, id, payload: String(id) }));

    publisher.send(...[1, 2, 3, 4].map((id) => publish(5, { qos: 2, id, payload: String(id) })), publish(5));
    publisher.send(...[1, 2, 3, 4].map((id) => acknowledge(0x62, id)));
    await publisher.untilPong();
    const first = (await subscriber.untilPong()).toSorted();
    subscriber.send(acknowledge(0x50, 1));
    const afterPubrec = await subscriber.untilPong();
    subscriber.send(acknowledge(0x70, 1));
    const afterPubcomp = await subscriber.untilPong();
    subscriber.send(acknowledge(0x50, 2, 0x97));
    const afterRefusal = await subscriber.untilPong();

    expect({ first, afterPubrec, afterPubcomp, afterRefusal }).toEqual({
      first: [sent(1), sent(2), hex(publish(5))].toSorted(),
      afterPubrec: [hex(acknowledge(0x62, 1))],
      afterPubcomp: [sent(3)],
      afterRefusal: [sent(4)],
    });
  });

  test('[5.0 MQTT-3.1.2-24] [5.0 MQTT-3.1.2-25] what is too large for a client is dropped as if delivered', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, 5, { id: 'publisher' });
    const { client: subscriber } = await connected(port, 5, {
      id: 'subscriber',
      properties: [0x27, ...u32(30)],
    });
    await subscriber.subscribed(5, 't', 1);

    publisher.send(publish(5, { qos: 1, id: 1, payload: 'x'.repeat(100) }), publish(5, { qos: 1, id: 2 }));
    await publisher.untilPong();

    expect((await subscriber.untilPong()).map(readPublish)).toMatchObject([{ payload: 'x' }]);
  });

  oursAlone('its time is moved by hand', () => {
    test('[5.0 MQTT-3.3.2-5] [5.0 MQTT-3.3.2-6] a message that waits loses time, and is deleted when it has none', async () => {
      const time = new TestTime();
      const { port, broker } = await testBroker({ time });
      const { client: publisher } = await connected(port, 5, { id: 'publisher' });
      const session = { id: 'subscriber', clean: false, properties: [0x11, ...u32(1000)] };
      const { client: away } = await connected(port, 5, session);
      await away.subscribed(5, 't', 1);
      away.socket.end();
      await away.untilClosed();

      publisher.send(
        publish(5, { qos: 1, id: 1, payload: 'short', properties: [2, ...u32(5)] }),
        publish(5, { qos: 1, id: 2, payload: 'long', properties: [2, ...u32(60)] }),
      );
      await publisher.untilPong();
      time.advance(20_000);
      const { client: back } = await connected(port, 5, session);

      expect(await back.untilPong()).toEqual([
        hex(publish(5, { qos: 1, id: 1, payload: 'long', properties: [2, ...u32(40)] })),
      ]);
      expect(broker.stats().dropped).toEqual([{ why: 'expired', count: 1 }]);
    });
  });
});
