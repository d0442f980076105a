import { describe, expect, test } from 'vitest';
import type { Part } from '../testing/bytes.ts';
import { connect, hex, packet, properties, publish, u16, u32 } from '../testing/bytes.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { codeOf } from '../testing/read-bytes.ts';
import { testTarget } from '../testing/target.ts';

async function codesFor(port: number, ...packets: readonly Uint8Array[]) {
  const client = await rawClient(port);
  client.send(...packets);
  return (await client.untilClosed()).map(codeOf);
}

describe.for([4, 5] as const)('level %d', (version) => {
  const empty = properties(version);

  test.for<readonly [name: string, flags: number, fields: readonly Part[]]>([
    [
      '[3.1.1 MQTT-3.1.2-14] [3.1.1 MQTT-3.2.2-6] [3.1.1 MQTT-3.1.4-1] [5.0 MQTT-3.1.2-12] [5.0 MQTT-3.1.4-1] [5.0 MQTT-3.2.2-8] a will QoS of 3',
      0x1e,
      ['client', empty, 'topic', 'payload'],
    ],
    [
      '[3.1.1 MQTT-3.1.2-13] [3.1.1 MQTT-3.1.2-11] [5.0 MQTT-3.1.2-11] a will QoS without a will',
      0x0a,
      ['client'],
    ],
    [
      '[3.1.1 MQTT-3.1.2-15] [3.1.1 MQTT-3.1.2-11] [5.0 MQTT-3.1.2-13] a will retain flag without a will',
      0x22,
      ['client'],
    ],
    ['[3.1.1 MQTT-3.1.2-11] will fields without the will flag', 2, ['client', empty, 'topic', 'payload']],
    ['[3.1.1 MQTT-3.1.2-9] [5.0 MQTT-3.1.2-9] a will flag without its fields', 6, ['client']],
    ['[3.1.1 MQTT-3.1.2-9] [5.0 MQTT-3.1.2-9] a will without its payload', 6, ['client', empty, 'topic']],
    ['[3.1.1 MQTT-3.1.2-19] [5.0 MQTT-3.1.2-17] a user name flag without a user name', 0x82, ['client']],
    ['[3.1.1 MQTT-3.1.2-18] [5.0 MQTT-3.1.2-16] a user name without its flag', 2, ['client', 'user']],
    [
      '[3.1.1 MQTT-3.1.2-21] [5.0 MQTT-3.1.2-19] a password flag without a password',
      0xc2,
      ['client', 'user'],
    ],
    [
      '[3.1.1 MQTT-3.1.2-20] [5.0 MQTT-3.1.2-18] a password without its flag',
      0x82,
      ['client', 'user', 'password'],
    ],
    ['[3.1.1 MQTT-3.1.3-3] [5.0 MQTT-3.1.3-3] no client identifier', 2, []],
  ])('%s is malformed', async ([, flags, fields]) => {
    const { port } = await testTarget();

    const codes = await codesFor(port, packet(0x10, 'MQTT', version, flags, u16(0), empty, ...fields));

    expect(codes).toEqual(version === 5 ? ['81'] : []);
  });

  test('[3.1.1 MQTT-2.2.2-2] [5.0 MQTT-2.1.3-1] flags in the fixed header of CONNECT are malformed', async () => {
    const { port } = await testTarget();
    const wrong = Uint8Array.from(connect(version));
    wrong[0] = 0x11;

    expect(await codesFor(port, wrong)).toEqual(version === 5 ? ['81'] : []);
  });

  test('[3.1.1 MQTT-3.1.2-1] [5.0 MQTT-3.1.2-1] another protocol name is not gone on with', async () => {
    const { port } = await testTarget();

    expect(await codesFor(port, packet(0x10, 'MQTX', version, 2, u16(0), empty, 'client'))).toEqual([]);
  });

  test('[3.1.1 MQTT-3.1.3-1] [5.0 MQTT-3.1.3-1] [3.1.1 MQTT-3.1.2-9] the payload is client identifier, will, user name, password', async () => {
    const { port } = await testTarget();
    const { client: watcher } = await connected(port, version, { id: 'watcher' });
    await watcher.subscribed(version, 'will');
    const will = { topic: 'will', payload: 'gone' };

    const { client, connack } = await connected(port, version, {
      id: 'mortal',
      will,
      user: 'user',
      password: 'password',
    });
    client.socket.end();
    await client.untilClosed();

    expect([codeOf(connack), await watcher.untilPong()]).toEqual(['00', [hex(publish(version, will))]]);
  });

  test('[3.1.1 MQTT-3.1.2-12] without a will nothing is published at the end', async () => {
    const { port } = await testTarget();
    const { client: watcher } = await connected(port, version, { id: 'watcher' });
    await watcher.subscribed(version, '#');
    const { client } = await connected(port, version);

    client.socket.end();
    await client.untilClosed();

    expect(await watcher.untilPong()).toEqual([]);
  });
});

test('[3.1.1 MQTT-3.1.2-22] in 3.1.1 a password without a user name closes the connection', async () => {
  const { port } = await testTarget();

  expect(await codesFor(port, connect(4, { password: 'password' }))).toEqual([]);
});

test('[5.0 MQTT-3.1.2-19] in 5.0 a password may come without a user name', async () => {
  const { port } = await testTarget();

  const { connack } = await connected(port, 5, { password: 'password' });

  expect(codeOf(connack)).toBe('00');
});

test.for([
  ['[3.1 x-name-level] level 4 of "MQIsdp"', 'MQIsdp', 4],
  ['[5.0 MQTT-3.1.2-2] level 6 of "MQTT"', 'MQTT', 6],
] as const)('%s is refused in the words of 3.1.1', async ([, name, level]) => {
  const { port } = await testTarget();
  const client = await rawClient(port);

  client.send(packet(0x10, name, level, 2, u16(0), 'client'));

  expect(await client.untilClosed()).toEqual(['20 02 00 01']);
});

test('[3.1 x-credential-flags] in 3.1 a user name and password may be left out although they are flagged', async () => {
  const { port } = await testTarget();
  const client = await rawClient(port);

  client.send(packet(0x10, 'MQIsdp', 3, 0xc2, u16(0), 'client'));

  expect(await client.next()).toBe('20 02 00 00');
});

describe('5.0', () => {
  test.for<readonly [name: string, code: string, list: readonly Part[]]>([
    ['[5.0 x-property-unknown] a property that there is not', '81', [0x04, 0]],
    ['[5.0 x-property-not-allowed] a property of another packet', '81', [0x23, ...u16(1)]],
    ['[5.0 x-property-doubled] Receive Maximum twice', '82', [0x21, ...u16(1), 0x21, ...u16(1)]],
    ['[5.0 x-property-doubled] Session Expiry Interval twice', '82', [0x11, ...u32(1), 0x11, ...u32(1)]],
    ['[5.0 x-property-range] Receive Maximum 0', '82', [0x21, ...u16(0)]],
    ['[5.0 x-property-range] Maximum Packet Size 0', '82', [0x27, ...u32(0)]],
    ['[5.0 x-property-range] Request Problem Information 2', '82', [0x17, 2]],
    ['[5.0 x-property-range] Request Response Information 2', '82', [0x19, 2]],
    ['[5.0 x-authentication-data] Authentication Data without a method', '82', [0x16, 'data']],
  ])('%s in CONNECT is refused with 0x%s', async ([, code, list]) => {
    const { port } = await testTarget();

    expect(await codesFor(port, connect(5, { properties: list }))).toEqual([code]);
  });

  test('[5.0 MQTT-3.1.3-8] a client identifier that is refused is answered by a code, and closed', async () => {
    const { port } = await testTarget();

    const codes = await codesFor(port, packet(0x10, 'MQTT', 5, 2, u16(0), 0, 'cli\0ent'));

    expect(codes.map((code) => Number.parseInt(code ?? '', 16) >= 0x80)).toEqual([true]);
  });

  test('[5.0 MQTT-3.1.4-6] [5.0 MQTT-3.1.4-2] what is sent after a refused CONNECT is not processed', async () => {
    const { port } = await testTarget();
    const refused = connect(5, { properties: [0x15, 'UNKNOWN'] });

    const codes = await codesFor(port, refused, publish(5, { retain: true }));

    const { client } = await connected(port, 5);
    await client.subscribed(5, 't');
    expect([codes, await client.untilPong()]).toEqual([['8c'], []]);
  });

  test('[5.0 MQTT-3.2.2-19] [5.0 MQTT-3.2.2-20] a CONNACK that refuses is within the Maximum Packet Size of the client', async () => {
    const { port } = await testTarget();
    const client = await rawClient(port);

    client.send(connect(5, { properties: [0x27, ...u32(12), 0x15, 'UNKNOWN'] }));

    expect(await client.untilClosed()).toEqual(['20 03 00 8c 00']);
  });
});
