import { describe, expect, test } from 'vitest';
import type { Version } from '../testing/bytes.ts';
import { acknowledge, disconnect, hex, publish, u16, u32, unsubscribe } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

function stored(version: Version) {
  return { id: 'subscriber', clean: false, properties: version === 5 ? [0x11, ...u32(100)] : [] };
}

async function leave(client: RawClient): Promise<void> {
  client.socket.end();
  await client.untilClosed();
}

describe.for([3, 4, 5] as const)('level %d', (version) => {
  test('[3.1 x-clean-session] [3.1.1 MQTT-3.1.2-4] [3.1.1 MQTT-3.1.2-5] [3.1.1 MQTT-4.5.0-1] [3.1.1 MQTT-4.1.0-1] [3.1.1 MQTT-3.1.3-2] [5.0 MQTT-3.1.2-5] [5.0 MQTT-4.5.0-1] [5.0 MQTT-3.1.3-2] [5.0 MQTT-3.1.2-23] what comes at QoS 1 and 2 while a client is away waits for it', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, version, { id: 'publisher' });
    const { client } = await connected(port, version, stored(version));
    await client.subscribed(version, 't', 2);
    await leave(client);

    publisher.send(
      publish(version, { payload: 'zero' }),
      publish(version, { payload: 'one', qos: 1, id: 1 }),
      publish(version, { payload: 'two', qos: 2, id: 2 }),
      acknowledge(0x62, 2),
    );
    await publisher.untilPong();
    const { client: back } = await connected(port, version, stored(version));

    expect(await back.untilPong()).toEqual([
      hex(publish(version, { payload: 'one', qos: 1, id: 1 })),
      hex(publish(version, { payload: 'two', qos: 2, id: 2 })),
    ]);
  });

  test('[3.1 x-re-send] [3.1.1 MQTT-4.4.0-1] [3.1.1 MQTT-3.3.1-1] [3.1.1 MQTT-2.3.1-4] [3.1.1 MQTT-4.3.3-1] [3.1.1 MQTT-4.6.0-1] [5.0 MQTT-4.4.0-1] [5.0 MQTT-3.3.1-1] [5.0 MQTT-4.3.3-6] [5.0 MQTT-4.6.0-1] [3.1.1 MQTT-4.3.2-1] [5.0 MQTT-4.3.2-3] [5.0 MQTT-4.3.3-3] [5.0 MQTT-4.3.3-5] on resuming PUBLISH goes again with DUP, PUBREL again', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, version, { id: 'publisher' });
    const { client } = await connected(port, version, stored(version));
    await client.subscribed(version, 't', 2);
    publisher.send(
      publish(version, { payload: 'a', qos: 1, id: 1 }),
      publish(version, { payload: 'b', qos: 2, id: 2 }),
      acknowledge(0x62, 2),
      publish(version, { payload: 'c', qos: 2, id: 3 }),
      acknowledge(0x62, 3),
      publish(version, { payload: 'd', qos: 1, id: 4 }),
    );
    await publisher.untilPong();
    await client.untilPong();
    client.send(acknowledge(0x40, 1), acknowledge(0x50, 2));
    await client.untilPong();
    await leave(client);

    const { client: back } = await connected(port, version, stored(version));

    expect(await back.untilPong()).toEqual([
      hex(acknowledge(0x62, 2)),
      hex(publish(version, { payload: 'c', qos: 2, id: 3, dup: true })),
      hex(publish(version, { payload: 'd', qos: 1, id: 4, dup: true })),
    ]);
  });

  oursAlone('its time is moved by hand', () => {
    test('[3.1 x-re-send] [3.1.1 MQTT-3.3.1-3] [5.0 MQTT-4.4.0-1] without a new connection nothing is sent again', async () => {
      const time = new TestTime();
      const { port } = await testBroker({ time });
      const { client } = await connected(port, version, stored(version));
      await client.subscribed(version, 't', 1);
      client.send(publish(version, { qos: 1, id: 1 }));
      await client.untilPong();

      time.advance(86_400_000);

      expect(await client.untilPong()).toEqual([]);
    });
  });

  test('[3.1.1 MQTT-4.3.3-2] [5.0 MQTT-4.3.3-10] a QoS 2 message begun before is not routed again after a resumption', async () => {
    const { port } = await testTarget();
    const { client: other } = await connected(port, version, { id: 'other' });
    await other.subscribed(version, 't');
    const { client } = await connected(port, version, stored(version));
    client.send(publish(version, { qos: 2, id: 5 }));
    await client.untilPong();
    await leave(client);

    const { client: back } = await connected(port, version, stored(version));
    back.send(publish(version, { qos: 2, id: 5, dup: true }), acknowledge(0x62, 5));

    expect(await back.untilPong()).toEqual([hex(acknowledge(0x50, 5)), hex(acknowledge(0x70, 5))]);
    expect(await other.untilPong()).toEqual([hex(publish(version))]);
  });

  test('[3.1 x-clean-session] [3.1.1 MQTT-3.1.2-6] [5.0 MQTT-3.1.2-4] a clean start drops subscriptions, queue and what was under way', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version, stored(version));
    await client.subscribed(version, 't', 1);
    client.send(publish(version, { qos: 1, id: 1 }));
    await client.untilPong();
    await leave(client);

    const { client: clean } = await connected(port, version, { ...stored(version), clean: true });
    const before = await clean.untilPong();
    clean.send(publish(version));

    expect([before, await clean.untilPong()]).toEqual([[], []]);
  });

  test('[3.1.1 MQTT-3.10.4-3] [5.0 MQTT-3.10.4-3] a delivery that was begun is completed after UNSUBSCRIBE', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version, stored(version));
    await client.subscribed(version, 't', 2);
    client.send(publish(version, { qos: 2, id: 5 }));
    await client.untilPong();

    client.send(unsubscribe(version, 't'), acknowledge(0x50, 1));
    const [, ...packets] = await client.untilPong();

    expect(packets).toEqual([hex(acknowledge(0x62, 1))]);
  });

  oursAlone('its limits are set for the test', () => {
    test('a full queue drops what comes last, and counts it', async () => {
      const { port, broker } = await testBroker({ limits: { queuedMessages: 2 } });
      const { client: publisher } = await connected(port, version, { id: 'publisher' });
      const { client } = await connected(port, version, stored(version));
      await client.subscribed(version, 't', 1);
      await leave(client);

      publisher.send(...[1, 2, 3].map((id) => publish(version, { qos: 1, id, payload: String(id) })));
      await publisher.untilPong();
      const { client: back } = await connected(port, version, stored(version));

      expect(await back.untilPong()).toEqual(
        [1, 2].map((id) => hex(publish(version, { qos: 1, id, payload: String(id) }))),
      );
      expect(broker.stats().dropped).toEqual([{ why: 'queue full', count: 1 }]);
    });
  });
});

test('[3.1.1 MQTT-3.1.2-6] a session with Clean Session 1 ends with its connection', async () => {
  const { port } = await testTarget();
  const { client } = await connected(port, 4);
  await client.subscribed(4, 't');

  await leave(client);
  const { client: back, connack } = await connected(port, 4, { clean: false });
  back.send(publish(4));

  expect([connack, await back.untilPong()]).toEqual(['20 02 00 00', []]);
});

describe('5.0', () => {
  oursAlone('its time is moved by hand', () => {
    test('[5.0 MQTT-3.1.2-23] [5.0 MQTT-4.1.0-2] [5.0 MQTT-4.1.0-1] a session lives as long as its Session Expiry Interval', async () => {
      const time = new TestTime();
      const { port, broker } = await testBroker({ time });
      const { client } = await connected(port, 5, stored(5));
      time.advance(1_000_000);
      const whileConnected = broker.stats().sessions;
      await leave(client);

      time.advance(99_999);
      const before = broker.stats().sessions;
      time.advance(1);

      expect([whileConnected, before, broker.stats().sessions]).toEqual([1, 1, 0]);
    });
  });

  test('DISCONNECT may shorten the session expiry', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5, stored(5));

    client.send(disconnect(0, 5, 0x11, u32(0)));
    await client.untilClosed();

    const { connack } = await connected(port, 5, stored(5));
    expect(connack.slice(6, 8)).toBe('00');
  });

  test('[5.0 MQTT-4.9.0-1] on resuming no more goes again than the new Receive Maximum allows', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, 5, { id: 'publisher' });
    const { client } = await connected(port, 5, stored(5));
    await client.subscribed(5, 't', 1);
    publisher.send(...[1, 2, 3].map((id) => publish(5, { qos: 1, id, payload: String(id) })));
    await publisher.untilPong();
    await client.untilPong();
    await leave(client);
    const again = (id: number) => hex(publish(5, { qos: 1, id, payload: String(id), dup: true }));

    const { client: back } = await connected(port, 5, {
      ...stored(5),
      properties: [0x11, ...u32(100), 0x21, ...u16(1)],
    });
    const first = await back.untilPong();
    back.send(acknowledge(0x40, 1));
    const second = await back.untilPong();

    expect([first, second]).toEqual([[again(1)], [again(2)]]);
  });

  oursAlone('its limits are set for the test', () => {
    test('more sessions than the limit are refused with 0x97', async () => {
      const { port } = await testBroker({ limits: { sessions: 1 } });
      await connected(port, 5, { id: 'one' });

      const { connack } = await connected(port, 5, { id: 'two' });

      expect(connack.slice(6, 11)).toBe('00 97');
    });
  });
});
