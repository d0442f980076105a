import { describe, expect, test } from 'vitest';
import type { Part } from '../testing/bytes.ts';
import {
  acknowledge,
  bytes,
  disconnect,
  hex,
  packet,
  properties,
  publish,
  subscribe,
  u16,
  u32,
  unsubscribe,
} from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { codeOf } from '../testing/read-bytes.ts';
import { testTarget } from '../testing/target.ts';

function withFirst(first: number, whole: Uint8Array): Uint8Array {
  return bytes(first, whole.subarray(1));
}

describe.for([4, 5] as const)('level %d', (version) => {
  test.for([
    ['PUBACK', withFirst(0x41, acknowledge(0x40, 1))],
    ['PUBREC', withFirst(0x51, acknowledge(0x50, 1))],
    ['[3.1.1 MQTT-3.6.1-1] [5.0 MQTT-3.6.1-1] PUBREL', withFirst(0x60, acknowledge(0x62, 1))],
    ['PUBCOMP', withFirst(0x72, acknowledge(0x70, 1))],
    ['[3.1.1 MQTT-3.8.1-1] [5.0 MQTT-3.8.1-1] SUBSCRIBE', withFirst(0x80, subscribe(version, 'a'))],
    ['[3.1.1 MQTT-3.10.1-1] [5.0 MQTT-3.10.1-1] UNSUBSCRIBE', withFirst(0xa0, unsubscribe(version, 'a'))],
    ['PINGREQ', bytes(0xc1, 0)],
    ['[3.1.1 MQTT-3.14.1-1] [5.0 MQTT-3.14.1-1] DISCONNECT', bytes(0xe1, 0)],
  ] as const)(
    '[3.1.1 MQTT-2.2.2-2] [5.0 MQTT-2.1.3-1] other flags of %s are malformed',
    async ([, wrong]) => {
      const { port } = await testTarget();
      const { client } = await connected(port, version);

      client.send(wrong);

      expect((await client.untilClosed()).map(codeOf)).toEqual(version === 5 ? ['81'] : []);
    },
  );

  test.for([
    ['CONNACK', packet(0x20, 0, 0, properties(version))],
    ['SUBACK', packet(0x90, u16(1), properties(version), 0)],
    ['UNSUBACK', packet(0xb0, u16(1), properties(version), version === 5 ? 0 : [])],
    ['PINGRESP', bytes(0xd0, 0)],
  ] as const)(
    '[3.1.1 x-server-packets] [5.0 x-server-packets] %s from a client is a violation',
    async ([, wrong]) => {
      const { port } = await testTarget();
      const { client } = await connected(port, version);

      client.send(wrong);

      expect((await client.untilClosed()).map(codeOf)).toEqual(version === 5 ? ['82'] : []);
    },
  );

  test.for([
    ['[3.1.1 x-server-packets] [5.0 x-server-packets] the packet type 0', bytes(0, 0)],
    [
      '[3.1.1 x-remaining-length] [5.0 x-remaining-length] a Remaining Length of five bytes',
      bytes(0x30, 0xff, 0xff, 0xff, 0xff, 1),
    ],
    ['[3.1.1 x-exact-body] [5.0 x-exact-body] a body of PINGREQ', bytes(0xc0, 1, 0)],
    [
      '[3.1.1 x-exact-body] [5.0 x-exact-body] half a filter at the end of SUBSCRIBE',
      packet(0x82, u16(1), properties(version), 'a', 0, 0, 9),
    ],
    [
      '[3.1.1 MQTT-3.3.2-1] [5.0 MQTT-3.3.2-1] a topic longer than its PUBLISH',
      packet(0x30, u16(40), 0x61, 0x62),
    ],
  ] as const)('%s is malformed', async ([, wrong]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(wrong);

    expect((await client.untilClosed()).map(codeOf)).toEqual(version === 5 ? ['81'] : []);
  });

  test('[3.1.1 MQTT-4.7.3-1] [5.0 MQTT-4.7.3-1] an empty filter is an error', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(subscribe(version, ''));

    const packets = await client.untilClosed();
    expect(packets.map((text) => text.slice(0, 2))).toEqual(version === 5 ? ['e0'] : []);
  });

  test('[3.1.1 MQTT-7.0.0-2] [5.0 MQTT-2.2.2-1] a conversation of nothing but what the standard wants', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(subscribe(version, 't', 1), publish(version, { qos: 1, id: 2 }));
    const answers = [await client.next(), await client.next(), await client.next()];
    client.send(acknowledge(0x40, 1), unsubscribe(version, 't'));
    const unsuback = await client.next();
    client.send(disconnect());

    expect({ answers: answers.toSorted(), unsuback, rest: await client.untilClosed() }).toEqual({
      answers: [
        hex(publish(version, { qos: 1, id: 1 })),
        '40 02 00 02',
        version === 5 ? '90 04 00 0a 00 01' : '90 03 00 0a 01',
      ],
      unsuback: version === 5 ? 'b0 04 00 0b 00 00' : 'b0 02 00 0b',
      rest: [],
    });
  });
});

describe('5.0', () => {
  test.for<readonly [name: string, code: string, wrong: Uint8Array]>([
    ['[5.0 x-property-unknown] an unknown property in PUBLISH', '81', publish(5, { properties: [4, 0] })],
    [
      '[5.0 x-property-not-allowed] a property of CONNECT in SUBSCRIBE',
      '81',
      subscribe(5, 'a', 0, 1, 0x21, ...u16(1)),
    ],
    [
      '[5.0 x-property-not-allowed] a property of PUBLISH in UNSUBSCRIBE',
      '81',
      packet(0xa2, u16(1), properties(5, 1, 0), 'a'),
    ],
    [
      '[5.0 x-property-doubled] Subscription Identifier twice in SUBSCRIBE',
      '82',
      subscribe(5, 'a', 0, 1, 0x0b, 1, 0x0b, 2),
    ],
    ['[5.0 x-property-range] Payload Format Indicator 2', '82', publish(5, { properties: [1, 2] })],
    ['[5.0 MQTT-3.3.2-14] a wildcard in the Response Topic', '82', publish(5, { properties: [8, 'a/+'] })],
    ['[5.0 MQTT-3.4.2-1] a code of PUBACK that is not listed', '82', acknowledge(0x40, 1, 0x01)],
    ['[5.0 MQTT-3.5.2-1] a code of PUBREC that is not listed', '82', acknowledge(0x50, 1, 0x01)],
    ['[5.0 MQTT-3.6.2-1] a code of PUBREL that is not listed', '82', acknowledge(0x62, 1, 0x80)],
    ['[5.0 MQTT-3.7.2-1] a code of PUBCOMP that is not listed', '82', acknowledge(0x70, 1, 0x80)],
    ['[5.0 MQTT-3.14.2-1] a code of DISCONNECT that is not listed', '82', disconnect(0x01)],
    ['[5.0 x-property-doubled] Session Expiry twice in DISCONNECT', '82', disconnectTwice()],
  ])('%s is answered by DISCONNECT 0x%s', async ([, code, wrong]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5, { properties: [0x11, ...u32(9)] });

    client.send(wrong);

    expect((await client.untilClosed()).map(codeOf)).toEqual([code]);
  });

  test('[5.0 MQTT-3.14.2-3] [5.0 MQTT-3.14.2-4] [5.0 MQTT-4.13.2-1] [5.0 MQTT-3.14.2-1] a DISCONNECT is within the Maximum Packet Size of the client', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5, { properties: [0x27, ...u32(24)] });

    client.send(bytes(0x36, 6, 0, 1, 0x74, 0, 1, 0));

    const [last, ...others] = await client.untilClosed();
    expect({ code: codeOf(last), isSmall: (last ?? '').length < 24 * 3, others }).toEqual({
      code: '81',
      isSmall: true,
      others: [],
    });
  });

  test.for<readonly [name: string, sent: Uint8Array, answer: string]>([
    [
      '[5.0 MQTT-3.7.2-1] [5.0 MQTT-3.7.2-2] [5.0 MQTT-3.7.2-3] PUBCOMP',
      acknowledge(0x62, 4),
      '70 03 00 04 92',
    ],
    [
      '[5.0 MQTT-3.6.2-1] [5.0 MQTT-3.6.2-2] [5.0 MQTT-3.6.2-3] PUBREL',
      acknowledge(0x50, 5),
      '62 03 00 05 92',
    ],
    [
      '[5.0 MQTT-3.11.2-1] [5.0 MQTT-3.11.2-2] [5.0 MQTT-3.11.3-2] UNSUBACK',
      unsubscribe(5, 'no/such/filter'),
      'b0 04 00 0b 00 11',
    ],
  ])('%s says what is wrong within the Maximum Packet Size of the client', async ([, sent, answer]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5, { properties: [0x27, ...u32(24)] });

    client.send(sent);

    expect(await client.untilPong()).toEqual([answer]);
  });
});

function disconnectTwice(): Uint8Array {
  const expiry: readonly Part[] = [0x11, ...u32(1)];
  return disconnect(0, properties(5, ...expiry, ...expiry));
}
