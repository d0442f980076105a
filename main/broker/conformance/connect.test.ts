import { describe, expect, test } from 'vitest';
import {
  bytes,
  connect,
  disconnect,
  hex,
  packet,
  pingreq,
  pingresp,
  publish,
  u16,
  u32,
} from '../testing/bytes.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { codeOf, connackProperties, textOf } from '../testing/read-bytes.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

describe.for([3, 4, 5] as const)('level %d', (version) => {
  test('[3.1 x-name] [3.1.1 MQTT-3.1.4-4] [3.1.1 MQTT-3.2.0-1] [5.0 MQTT-3.1.4-5] [5.0 MQTT-3.2.0-1] success is answered by CONNACK, the first packet', async () => {
    const { port } = await testTarget();

    const { connack } = await connected(port, version);

    expect([connack.slice(0, 2), codeOf(connack)]).toEqual(['20', '00']);
  });

  test('[3.1.1 MQTT-3.1.0-1] [3.1.1 MQTT-4.8.0-1] [5.0 MQTT-3.1.0-1] a first packet other than CONNECT closes the connection', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(publish(version), connect(version));

    expect(await client.untilClosed()).toEqual([]);
  });

  test('[3.1.1 MQTT-3.1.0-2] [5.0 MQTT-3.1.0-2] [5.0 MQTT-3.2.0-2] [5.0 MQTT-4.13.2-1] a second CONNECT ends the connection', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(connect(version));

    const packets = await client.untilClosed();
    expect(packets.map((text) => text.slice(0, 2) + text.slice(5, 8))).toEqual(
      version === 5 ? ['e0 82'] : [],
    );
  });

  test('[3.1 x-client-id] [3.1.1 MQTT-3.1.3-5] [5.0 MQTT-3.1.3-5] a client identifier of 23 letters and digits is accepted', async () => {
    const { port } = await testTarget();

    const { connack } = await connected(port, version, { id: '0123456789abcdefghijABC' });

    expect(codeOf(connack)).toBe('00');
  });

  test('[3.1 x-ping] [3.1.1 MQTT-3.12.4-1] [5.0 MQTT-3.12.4-1] PINGREQ is answered by PINGRESP', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(pingreq);

    expect(await client.next()).toBe(hex(pingresp));
  });

  oursAlone('its limits are set for the test', () => {
    test('[3.1 x-connect-timeout] [3.1.1 x-connect-timeout] [5.0 x-connect-timeout] a connection without CONNECT is closed after the connect timeout', async () => {
      const { port } = await testBroker({ limits: { connectTimeout: 50 } });
      const client = await rawClient(port);

      client.send(connect(version).subarray(0, 5));

      expect(await client.untilClosed()).toEqual([]);
    });
  });

  test('[3.1.1 MQTT-7.1.1-1] [5.0 MQTT-4.2-1] a CONNECT that comes byte by byte is accepted', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);
    client.socket.setNoDelay(true);

    for (const byte of connect(version)) client.send(bytes(byte));

    expect(codeOf(await client.next())).toBe('00');
  });
});

describe('3.1', () => {
  test.for(['', '0123456789abcdefghijABCD'])(
    '[3.1 x-client-id] the client identifier "%s" is refused with 0x02',
    async (id) => {
      const { port } = await testTarget();
      const client = await rawClient(port);

      client.send(connect(3, { id }));

      expect(await client.untilClosed()).toEqual(['20 02 00 02']);
    },
  );

  test('[3.1 x-connack-reserved] CONNACK of a session that is there has a reserved byte of 0', async () => {
    const { port } = await testTarget();
    await connected(port, 3, { clean: false });

    const { connack } = await connected(port, 3, { clean: false });

    expect(connack).toBe('20 02 00 00');
  });
});

describe('3.1.1', () => {
  test('[3.1.1 MQTT-3.1.2-2] an unsupported level is refused with 0x01 and closed', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(packet(0x10, 'MQTT', 7, 2, u16(0), 'client'));

    expect(await client.untilClosed()).toEqual(['20 02 00 01']);
  });

  test('[3.1.1 MQTT-3.1.4-1] [3.1.1 MQTT-3.1.2-3] a reserved connect flag closes without CONNACK', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(packet(0x10, 'MQTT', 4, 3, u16(0), 'c'));

    expect(await client.untilClosed()).toEqual([]);
  });

  test('[3.1.1 MQTT-3.1.3-6] an empty client identifier with Clean Session is accepted', async () => {
    const { port } = await testTarget();

    const { connack } = await connected(port, 4, { id: '' });

    expect(connack).toBe('20 02 00 00');
  });

  test('[3.1.1 MQTT-3.1.3-8] [3.1.1 MQTT-3.1.3-9] [3.1.1 MQTT-3.2.2-4] [3.1.1 MQTT-3.2.2-5] an empty one without is refused with 0x02', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(connect(4, { id: '', clean: false }));

    expect(await client.untilClosed()).toEqual(['20 02 00 02']);
  });

  test('[3.1.1 MQTT-3.1.4-5] what is sent after a refused CONNECT is not processed', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(connect(4, { id: '', clean: false }), publish(4, { retain: true }));
    await client.untilClosed();

    const { client: other } = await connected(port, 4, { id: 'other' });
    await other.subscribed(4, 't');
    expect(await other.untilPong()).toEqual([]);
  });

  test('[3.1.1 MQTT-3.2.2-1] [3.1.1 MQTT-3.2.2-2] [3.1.1 MQTT-3.2.2-3] [3.1.1 MQTT-3.1.4-3] session present says whether there was state', async () => {
    const { port } = await testTarget();

    const first = await connected(port, 4, { clean: false });
    const second = await connected(port, 4, { clean: false });
    const clean = await connected(port, 4, { clean: true });
    const third = await connected(port, 4, { clean: false });

    expect([first, second, clean, third].map(({ connack }) => connack)).toEqual([
      '20 02 00 00',
      '20 02 01 00',
      '20 02 00 00',
      '20 02 00 00',
    ]);
  });

  test('[3.1.1 MQTT-3.1.4-2] the same client identifier disconnects the old connection', async () => {
    const { port } = await testTarget();
    const { client: old } = await connected(port, 4);

    await connected(port, 4);

    expect(await old.untilClosed()).toEqual([]);
  });

  test('[3.1.1 MQTT-3.14.1-1] DISCONNECT with reserved bits is a violation', async () => {
    const { port } = await testTarget();
    const { client: watcher } = await connected(port, 4, { id: 'watcher' });
    await watcher.subscribed(4, 'will');
    const will = { topic: 'will', payload: 'gone' };
    const { client } = await connected(port, 4, { will });

    client.send(bytes(0xe1, 0));

    expect(await client.untilClosed()).toEqual([]);
    expect(await watcher.untilPong()).toEqual([hex(publish(4, will))]);
  });
});

describe('5.0', () => {
  test('[5.0 MQTT-3.1.3-6] [5.0 MQTT-3.1.3-7] [5.0 MQTT-3.2.2-16] an empty client identifier gets one that is told', async () => {
    const { port } = await testTarget();

    const { client, connack } = await connected(port, 5, { id: '', clean: false });
    const { connack: another } = await connected(port, 5, { id: '', clean: false });
    const [assigned, second] = [connack, another].map((text) =>
      textOf(connackProperties(text).get(0x12)?.[0]),
    );
    await connected(port, 5, { id: assigned ?? '' });

    expect({ isAssigned: (assigned ?? '').length > 0, isAnother: assigned !== second }).toEqual({
      isAssigned: true,
      isAnother: true,
    });
    // The identifier is this client's: who connects with it takes over.
    await client.untilClosed();
  });

  test('[5.0 MQTT-3.2.2-2] [5.0 MQTT-3.2.2-3] [5.0 MQTT-3.1.2-4] [5.0 MQTT-3.1.2-5] [5.0 MQTT-3.1.2-6] [5.0 MQTT-3.1.4-4] [5.0 MQTT-3.2.2-1] session present and Clean Start', async () => {
    const { port } = await testTarget();
    const expiry = [0x11, ...u32(100)];

    const first = await connected(port, 5, { clean: false, properties: [expiry] });
    const second = await connected(port, 5, { clean: false, properties: [expiry] });
    const clean = await connected(port, 5, { clean: true, properties: [expiry] });

    expect([first, second, clean].map(({ connack }) => connack.slice(6, 11))).toEqual([
      '00 00',
      '01 00',
      '00 00',
    ]);
  });

  test('[5.0 MQTT-3.1.4-3] take-over: the old connection gets DISCONNECT 0x8E and is closed', async () => {
    const { port } = await testTarget();
    const { client: old } = await connected(port, 5);

    await connected(port, 5);

    const [last, ...others] = await old.untilClosed();
    expect({ type: last?.slice(0, 2), code: last?.slice(6, 8), others }).toEqual({
      type: 'e0',
      code: '8e',
      others: [],
    });
  });

  test('[5.0 MQTT-3.1.2-3] [5.0 MQTT-3.2.2-6] [5.0 MQTT-3.2.2-7] [5.0 MQTT-3.1.4-1] a reserved connect flag is refused with 0x81', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(packet(0x10, 'MQTT', 5, 3, u16(0), 0, 'c'));

    const [connack, ...others] = await client.untilClosed();
    expect({ code: connack?.slice(6, 11), others }).toEqual({ code: '00 81', others: [] });
  });

  test('[5.0 MQTT-4.12.0-1] an authentication method is refused with 0x8C', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(connect(5, { properties: [0x15, 'SCRAM-SHA-256'] }));

    const [connack] = await client.untilClosed();
    expect(connack?.slice(6, 11)).toBe('00 8c');
  });

  test('[5.0 MQTT-4.12.0-7] AUTH without a method in CONNECT is a Protocol Error', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(packet(0xf0, 0x18, 8, 0x15, 'SCRAM'));

    const [last] = await client.untilClosed();
    expect(last?.slice(6, 8)).toBe('82');
  });

  oursAlone('mosquitto closes at once: whether its last words arrive is a race', () => {
    test('[5.0 MQTT-4.13.1-1] [5.0 MQTT-3.14.4-1] [5.0 MQTT-3.14.4-2] the reason arrives although more was sent after the error', async () => {
      const { port } = await testTarget();
      const { client } = await connected(port, 5);

      // QoS 3, then more than a socket buffer holds: an early reset would overtake the DISCONNECT.
      client.send(bytes(0x36, 4, 0, 1, 0x74, 0));
      for (let count = 0; count < 40; count += 1) client.send(new Uint8Array(65_536));

      const [last, ...others] = await client.untilClosed();
      expect({ last: last?.slice(6, 8), others }).toEqual({ last: '81', others: [] });
    });
  });

  test('[5.0 MQTT-3.14.2-2] DISCONNECT may not prolong a session that ends with its connection', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(disconnect(0, 5, 0x11, u32(10)));

    const [last] = await client.untilClosed();
    expect(last?.slice(6, 8)).toBe('82');
  });

  test('[5.0 MQTT-3.1.2-24] [5.0 MQTT-3.14.0-1] a client whose Maximum Packet Size leaves no room for CONNACK is disconnected', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(connect(5, { properties: [0x27, ...u32(4)] }));

    expect(await client.untilClosed()).toEqual([]);
  });

  oursAlone('its limits are set for the test', () => {
    test('the session expiry that is granted is told when it is not what was asked for', async () => {
      const { port } = await testBroker({ tuning: { sessionExpiryMaximum: 100 } });

      await connected(port, 5, { clean: false, properties: [0x11, ...u32(0xffff_ffff)] });
      const { connack } = await connected(port, 5, { clean: false, properties: [0x11, ...u32(0xffff_ffff)] });

      expect([connack.slice(6, 11), connackProperties(connack).get(0x11)]).toEqual(['01 00', ['00000064']]);
    });
  });
});
