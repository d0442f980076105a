import { describe, expect, test } from 'vitest';
import { bytes, hex, packet, publish, subscribe, u16, unsubscribe } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

const noLocal = 4;
const retainAsPublished = 8;

describe.for([3, 4, 5] as const)('level %d', (version) => {
  const empty = version === 5 ? '00 ' : '';

  test('[3.1 x-suback-codes] [3.1.1 MQTT-3.8.4-1] [3.1.1 MQTT-3.8.4-2] [3.1.1 MQTT-3.8.4-4] [3.1.1 MQTT-3.8.4-5] [3.1.1 MQTT-3.9.3-1] [3.1.1 MQTT-3.9.3-2] [3.1.1 MQTT-2.3.1-7] [5.0 MQTT-3.8.4-1] [5.0 MQTT-3.8.4-2] [5.0 MQTT-3.8.4-5] [5.0 MQTT-3.8.4-6] [5.0 MQTT-3.8.4-7] [5.0 MQTT-3.9.3-1] [5.0 MQTT-2.2.1-6] one SUBACK with a code for each filter, in order', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(packet(0x82, u16(515), version === 5 ? 0 : [], 'a', 2, 'b/#', 0, '+/c', 1));

    expect(await client.next()).toBe(`90 0${version === 5 ? 6 : 5} 02 03 ${empty}02 00 01`);
  });

  test('[3.1 x-unsuback] [3.1.1 MQTT-3.10.4-1] [3.1.1 MQTT-3.10.4-2] [3.1.1 MQTT-3.10.4-4] [3.1.1 MQTT-2.3.1-7] [5.0 MQTT-3.10.4-1] [5.0 MQTT-3.10.4-2] [5.0 MQTT-3.10.4-4] [5.0 MQTT-2.2.1-6] UNSUBACK, and nothing more for that filter', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, 'a/+');
    await client.subscribed(version, 'b');

    client.send(
      unsubscribe(version, 'a/+'),
      publish(version, { topic: 'a/b' }),
      publish(version, { topic: 'b' }),
    );

    expect(await client.untilPong()).toEqual([
      version === 5 ? 'b0 04 00 0b 00 00' : 'b0 02 00 0b',
      hex(publish(version, { topic: 'b' })),
    ]);
  });

  test('[3.1.1 MQTT-3.10.4-5] [3.1.1 MQTT-3.10.4-1] [5.0 MQTT-3.10.4-5] [5.0 MQTT-3.10.4-1] UNSUBACK also when nothing matched character by character', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, 'a/+');

    client.send(unsubscribe(version, 'a/b'), publish(version, { topic: 'a/b' }));

    expect(await client.untilPong()).toEqual([
      version === 5 ? 'b0 04 00 0b 00 11' : 'b0 02 00 0b',
      hex(publish(version, { topic: 'a/b' })),
    ]);
  });

  test('[3.1.1 MQTT-4.7.3-3] [5.0 MQTT-4.7.3-3] a topic of 65,535 bytes, all of them slashes', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    const topic = '/'.repeat(65_535);
    await client.subscribed(version, topic);
    await client.subscribed(version, '/#', 1);

    client.send(publish(version, { topic, retain: true, qos: 1, id: 4 }));

    const [delivered, ...others] = await client.untilPong();
    expect({ isWhole: delivered === hex(publish(version, { topic, qos: 1 })), others }).toEqual({
      isWhole: true,
      others: ['40 02 00 04'],
    });
  });

  test('[3.1.1 MQTT-3.8.4-3] [5.0 MQTT-3.8.4-3] the same filter again replaces the subscription', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, 't', 2);
    await client.subscribed(version, 't', 0);

    client.send(publish(version, { qos: 1, id: 5 }));

    const packets = await client.untilPong();
    expect(packets.toSorted()).toEqual([hex(publish(version)), '40 02 00 05']);
  });
});

describe('3.1.1 errors', () => {
  test.for([
    ['[3.1.1 MQTT-3.8.1-1] SUBSCRIBE with other flags', bytes(0x80, 6, 0, 1, 0, 1, 0x61, 0)],
    ['[3.1.1 MQTT-3.8.3-3] SUBSCRIBE without filter', packet(0x82, u16(1))],
    ['[3.1.1 MQTT-3.8.3-4] a requested QoS of 3', subscribe(4, 'a', 3)],
    ['[3.1.1 MQTT-3.8.3-4] reserved bits in the QoS byte', subscribe(4, 'a', 4)],
    ['[3.1.1 MQTT-4.7.1-2] "#" that is not last', subscribe(4, 'a/#/b')],
    ['[3.1.1 MQTT-4.7.1-3] "+" beside a character', subscribe(4, 'a+')],
    ['[3.1.1 MQTT-4.7.3-1] an empty filter', subscribe(4, '')],
    ['[3.1.1 MQTT-2.3.1-1] the packet identifier 0', subscribe(4, 'a', 0, 0)],
    ['[3.1.1 MQTT-3.10.1-1] UNSUBSCRIBE with other flags', bytes(0xa0, 5, 0, 1, 0, 1, 0x61)],
    ['[3.1.1 MQTT-3.10.3-2] UNSUBSCRIBE without filter', packet(0xa2, u16(1))],
  ] as const)('%s closes the connection', async ([, wrong]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 4);

    client.send(wrong);

    expect(await client.untilClosed()).toEqual([]);
  });
});

describe('5.0', () => {
  test.for([
    ['[5.0 MQTT-3.8.1-1] SUBSCRIBE with other flags', '81', bytes(0x80, 7, 0, 1, 0, 0, 1, 0x61, 0)],
    ['[5.0 MQTT-3.8.3-2] SUBSCRIBE without filter', '82', packet(0x82, u16(1), 0)],
    ['[5.0 MQTT-3.8.3-4] No Local on a shared subscription', '82', subscribe(5, '$share/g/a', noLocal)],
    ['[5.0 MQTT-3.8.3-5] reserved bits in the options', '81', subscribe(5, 'a', 0x40)],
    ['[5.0 x-subscription-options] QoS 3 in the options', '82', subscribe(5, 'a', 3)],
    ['[5.0 x-subscription-options] Retain Handling 3', '82', subscribe(5, 'a', 0x30)],
    ['[5.0 MQTT-4.7.1-1] "#" that is not last', '8f', subscribe(5, 'a/#/b')],
    ['[5.0 MQTT-4.8.2-1] a share without name', '8f', subscribe(5, '$share//a')],
    ['[5.0 MQTT-4.8.2-2] a share name with a wildcard', '8f', subscribe(5, '$share/+/a')],
    ['[5.0 MQTT-3.10.3-2] UNSUBSCRIBE without filter', '82', packet(0xa2, u16(1), 0)],
    ['[5.0 x-property-range] the subscription identifier 0', '82', subscribe(5, 'a', 0, 1, 0x0b, 0)],
  ] as const)('%s is answered by DISCONNECT 0x%s', async ([, code, wrong]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(wrong);

    const [last, ...others] = await client.untilClosed();
    expect({ type: last?.slice(0, 2), code: last?.slice(6, 8), others }).toEqual({
      type: 'e0',
      code,
      others: [],
    });
  });

  test('[5.0 MQTT-3.8.3-3] No Local: own messages do not come back, those of others do', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5, { id: 'one' });
    const { client: other } = await connected(port, 5, { id: 'two' });
    await client.subscribed(5, 't', noLocal);

    client.send(publish(5, { payload: 'own' }));
    const own = await client.untilPong();
    other.send(publish(5, { payload: 'other' }));
    await other.untilPong();

    expect([own, await client.untilPong()]).toEqual([[], [hex(publish(5, { payload: 'other' }))]]);
  });

  test('[5.0 MQTT-3.3.4-3] [5.0 MQTT-3.3.4-4] one copy carries the identifiers of all matching subscriptions', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);
    client.send(
      subscribe(5, 'a/+', 0, 1, 0x0b, 5),
      subscribe(5, 'a/#', 1, 2, 0x0b, 0x80, 1),
      subscribe(5, 'a/b', 0, 3),
    );
    await client.untilPong();

    client.send(publish(5, { topic: 'a/b', qos: 1, id: 9 }));
    const [delivered] = await client.untilPong();

    const copies = [
      [0x0b, 5, 0x0b, 0x80, 1],
      [0x0b, 0x80, 1, 0x0b, 5],
    ].map((properties) => hex(publish(5, { topic: 'a/b', qos: 1, id: 1, properties })));
    expect(copies).toContain(delivered);
  });

  test.for([
    [retainAsPublished, true, true],
    [retainAsPublished, false, false],
    [0, true, false],
  ] as const)(
    '[5.0 MQTT-3.3.1-12] [5.0 MQTT-3.3.1-13] options %d, published with RETAIN %s: forwarded with %s',
    async ([options, published, forwarded]) => {
      const { port } = await testTarget();
      const { client } = await connected(port, 5);
      await client.subscribed(5, 't', options);

      client.send(publish(5, { retain: published }));

      expect(await client.untilPong()).toEqual([hex(publish(5, { retain: forwarded }))]);
    },
  );

  oursAlone('its limits are set for the test', () => {
    test('more subscriptions than the limit are refused with 0x97', async () => {
      const { port } = await testBroker({ limits: { subscriptions: 1 }, tuning: { reasonStrings: false } });
      const { client } = await connected(port, 5);
      await client.subscribed(5, 'a');

      expect(await client.subscribed(5, 'b')).toBe('90 04 00 0a 00 97');
    });
  });
});

describe('shared subscriptions', () => {
  test('members take turns, beside an ordinary subscription that gets everything', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, 5, { id: 'publisher' });
    const { client: one } = await connected(port, 5, { id: 'one' });
    const { client: two } = await connected(port, 5, { id: 'two' });
    const { client: all } = await connected(port, 4, { id: 'all' });
    await one.subscribed(5, '$share/g/t');
    await two.subscribed(5, '$share/g/t');
    await all.subscribed(4, 't');

    publisher.send(...['1', '2', '3', '4'].map((payload) => publish(5, { payload })));
    await publisher.untilPong();

    const expected = (version: 4 | 5, ...payloads: string[]) =>
      payloads.map((payload) => hex(publish(version, { payload })));
    expect([await one.untilPong(), await two.untilPong(), await all.untilPong()]).toEqual([
      expected(5, '1', '3'),
      expected(5, '2', '4'),
      expected(4, '1', '2', '3', '4'),
    ]);
  });

  test('[5.0 MQTT-4.8.2-3] the granted QoS of the chosen member holds, and one who has gone is left out', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, 5, { id: 'publisher' });
    const { client: one } = await connected(port, 5, { id: 'one' });
    const { client: two } = await connected(port, 5, { id: 'two' });
    await one.subscribed(5, '$share/g/t', 0);
    await two.subscribed(5, '$share/g/t', 1);

    one.socket.end();
    await one.untilClosed();
    publisher.send(publish(5, { qos: 1, id: 1, payload: 'a' }), publish(5, { qos: 1, id: 2, payload: 'b' }));
    await publisher.untilPong();

    expect(await two.untilPong()).toEqual([
      hex(publish(5, { qos: 1, id: 1, payload: 'a' })),
      hex(publish(5, { qos: 1, id: 2, payload: 'b' })),
    ]);
  });

  test('[5.0 x-shared-retained] retained messages are not sent for a shared subscription', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);
    client.send(publish(5, { retain: true }));

    client.send(subscribe(5, '$share/g/t'));

    expect(await client.untilPong()).toEqual(['90 04 00 0a 00 00']);
  });

  test('before 5.0 "$share" is a level like any other', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 4);
    await client.subscribed(4, '$share/g/t');

    client.send(publish(4, { topic: 't' }), publish(4, { topic: '$share/g/t' }));

    expect(await client.untilPong()).toEqual([hex(publish(4, { topic: '$share/g/t' }))]);
  });
});
