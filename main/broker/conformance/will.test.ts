import { describe, expect, test } from 'vitest';
import type { Version, WillBytes } from '../testing/bytes.ts';
import { bytes, disconnect, hex, pingreq, publish, subscribe, u32 } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import { readPublish } from '../testing/read-bytes.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

const will: WillBytes = { topic: 'will', payload: 'gone' };

async function watched(version: Version, own: WillBytes, expiry = 0, time?: TestTime) {
  const { port } = time === undefined ? await testTarget() : await testBroker({ time });
  const { client: watcher } = await connected(port, version, { id: 'watcher' });
  await watcher.subscribed(version, 'will', 2);
  const properties = version === 5 ? [0x11, ...u32(expiry)] : [];
  const options = { id: 'mortal', will: own, properties, clean: expiry === 0 };
  const { client: mortal } = await connected(port, version, options);
  return { watcher, mortal, port, options };
}

async function drop(client: RawClient): Promise<void> {
  client.socket.end();
  await client.untilClosed();
}

describe.for([3, 4, 5] as const)('level %d', (version) => {
  test('[3.1 x-will] [3.1.1 MQTT-3.1.2-8] [5.0 MQTT-3.1.2-7] [5.0 MQTT-3.1.2-8] the will is published when the connection closes without DISCONNECT', async () => {
    const { watcher, mortal } = await watched(version, will);

    await drop(mortal);

    expect(await watcher.untilPong()).toEqual([hex(publish(version, will))]);
  });

  test('[3.1.1 MQTT-3.1.2-8] [5.0 MQTT-3.1.2-8] the will is published when the client breaks the protocol', async () => {
    const { watcher, mortal } = await watched(version, will);

    mortal.send(bytes(0, 0));
    await mortal.untilClosed();

    expect(await watcher.untilPong()).toEqual([hex(publish(version, will))]);
  });

  test('[3.1 x-will] [3.1.1 MQTT-3.1.2-10] [3.1.1 MQTT-3.14.4-3] [5.0 MQTT-3.1.2-10] [5.0 MQTT-3.14.4-3] DISCONNECT discards the will', async () => {
    const { watcher, mortal } = await watched(version, will);

    mortal.send(disconnect());
    await mortal.untilClosed();

    expect(await watcher.untilPong()).toEqual([]);
  });

  test('[3.1.1 MQTT-3.1.2-16] [5.0 MQTT-3.1.2-14] a will at QoS 2 without RETAIN is not retained', async () => {
    const { watcher, mortal } = await watched(version, { ...will, qos: 2 });

    await drop(mortal);

    expect(await watcher.untilPong()).toEqual([hex(publish(version, { ...will, qos: 2, id: 1 }))]);
    await watcher.subscribed(version, 'will');
    expect(await watcher.untilPong()).toEqual([]);
  });

  test('[3.1.1 MQTT-3.1.2-17] [5.0 MQTT-3.1.2-15] a will with RETAIN is retained', async () => {
    const { watcher, mortal } = await watched(version, { ...will, retain: true });

    await drop(mortal);
    await watcher.untilPong();
    watcher.send(subscribe(version, 'will'));
    const [, retained] = await watcher.untilPong();

    expect(retained).toBe(hex(publish(version, { ...will, retain: true })));
  });

  test('[3.1 x-take-over] [3.1.1 MQTT-3.1.4-2] [5.0 MQTT-3.1.4-3] the will goes out when another connection takes over', async () => {
    const { watcher, port, mortal } = await watched(version, will);

    await connected(port, version, { id: 'mortal' });
    await mortal.untilClosed();

    expect(await watcher.untilPong()).toEqual([hex(publish(version, will))]);
  });

  oursAlone('its time is moved by hand', () => {
    test('[3.1 x-keep-alive] [3.1.1 MQTT-3.1.2-24] [5.0 MQTT-3.1.2-22] [5.0 MQTT-3.2.2-22] silence of one and a half times the keep alive ends the connection, and the will goes out', async () => {
      const time = new TestTime();
      const { port } = await testBroker({ time });
      const { client: watcher } = await connected(port, version, { id: 'watcher' });
      await watcher.subscribed(version, 'will');
      const { client: mortal } = await connected(port, version, { id: 'mortal', will, keepAlive: 10 });
      time.advance(10_000);
      mortal.send(pingreq);
      await mortal.next();

      time.advance(14_999);
      const before = await watcher.untilPong();
      time.advance(1);

      const last = await mortal.untilClosed();
      expect({
        before,
        last: last.map((text) => text.slice(6, 8)),
        after: await watcher.untilPong(),
      }).toEqual({
        before: [],
        last: version === 5 ? ['8d'] : [],
        after: [hex(publish(version, will))],
      });
    });
  });
});

describe('5.0', () => {
  test('[5.0 MQTT-3.1.2-10] DISCONNECT 0x04 publishes the will', async () => {
    const { watcher, mortal } = await watched(5, will);

    mortal.send(disconnect(4));
    await mortal.untilClosed();

    expect(await watcher.untilPong()).toEqual([hex(publish(5, will))]);
  });

  test('[5.0 MQTT-3.1.3-10] [5.0 MQTT-3.1.2-9] the properties of a will go with it, without the delay', async () => {
    const properties = [1, 1, 2, ...u32(9), 3, 'text', 8, 'r', 9, 'c', 0x26, 'b', '1', 0x26, 'a', '2'];
    const { watcher, mortal } = await watched(5, { ...will, properties: [0x18, ...u32(0), ...properties] });

    await drop(mortal);

    const published = (await watcher.untilPong()).map((text) => readPublish(text).properties);
    expect(published).toEqual([readPublish(hex(publish(5, { ...will, properties }))).properties]);
  });

  oursAlone('its time is moved by hand', () => {
    test('[5.0 MQTT-3.1.2-8] the will waits for its Will Delay Interval', async () => {
      const time = new TestTime();
      const { watcher, mortal } = await watched(5, { ...will, properties: [0x18, ...u32(10)] }, 100, time);
      await drop(mortal);

      time.advance(9_999);
      const before = await watcher.untilPong();
      time.advance(1);

      expect([before, await watcher.untilPong()]).toEqual([[], [hex(publish(5, will))]]);
    });

    test('[5.0 MQTT-3.1.2-8] the end of the session lets the will out before its delay has passed', async () => {
      const time = new TestTime();
      const { watcher, mortal } = await watched(5, { ...will, properties: [0x18, ...u32(10)] }, 3, time);
      await drop(mortal);

      time.advance(3_000);

      expect(await watcher.untilPong()).toEqual([hex(publish(5, will))]);
    });

    test('[5.0 MQTT-3.1.3-9] a client that comes back in time keeps its will unsaid', async () => {
      const time = new TestTime();
      const own = { ...will, properties: [0x18, ...u32(10)] };
      const { watcher, mortal, port, options } = await watched(5, own, 100, time);
      await drop(mortal);

      await connected(port, 5, options);
      time.advance(20_000);

      expect(await watcher.untilPong()).toEqual([]);
    });
  });

  test('[5.0 MQTT-3.1.2-8] a clean start ends the session, so that its waiting will goes out', async () => {
    const own = { ...will, properties: [0x18, ...u32(10)] };
    const { watcher, mortal, port } = await watched(5, own, 100);
    await drop(mortal);

    await connected(port, 5, { id: 'mortal', clean: true });

    expect(await watcher.untilPong()).toEqual([hex(publish(5, will))]);
  });
});
