import { describe, expect, test } from 'vitest';
import type { Part } from '../testing/bytes.ts';
import { bytes, hex, packet, properties, publish, u16 } from '../testing/bytes.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { codeOf } from '../testing/read-bytes.ts';
import { testTarget } from '../testing/target.ts';

/** What may not stand in a text: overlong, half of a surrogate pair, cut off, U+0000. */
const wrongTexts = [
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0x61, 0xe2, 0x82],
  [0x61, 0],
];

function text(wrong: readonly number[]): readonly number[] {
  return [...u16(wrong.length), ...wrong];
}

/** The codes that a server ends the connection with, for each wrong text. */
async function endings(port: number, version: 4 | 5, make: (wrong: readonly number[]) => Uint8Array) {
  const codes: (string | undefined)[][] = [];
  for (const wrong of wrongTexts) {
    const { client } = await connected(port, version);
    client.send(make(text(wrong)));
    codes.push((await client.untilClosed()).map(codeOf));
  }
  return codes;
}

describe.for([4, 5] as const)('level %d', (version) => {
  test.for<readonly [name: string, make: (wrong: readonly number[]) => Uint8Array]>([
    [
      '[3.1.1 MQTT-1.5.3-1] [3.1.1 MQTT-1.5.3-2] [3.1.1 MQTT-3.3.2-1] [3.1.1 MQTT-4.7.3-2] [5.0 MQTT-1.5.4-1] [5.0 MQTT-1.5.4-2] [5.0 MQTT-3.3.2-1] [5.0 MQTT-4.7.3-2] the topic name of PUBLISH',
      (wrong) => packet(0x30, wrong, properties(version)),
    ],
    [
      '[3.1.1 MQTT-3.8.3-1] [5.0 MQTT-3.8.3-1] a filter of SUBSCRIBE',
      (wrong) => packet(0x82, u16(1), properties(version), wrong, 0),
    ],
    [
      '[3.1.1 MQTT-3.10.3-1] [5.0 MQTT-3.10.3-1] a filter of UNSUBSCRIBE',
      (wrong) => packet(0xa2, u16(1), properties(version), wrong),
    ],
  ])('%s is well-formed UTF-8 without U+0000, or the connection ends', async ([, make]) => {
    const { port } = await testTarget();

    const codes = await endings(port, version, make);

    expect(codes).toEqual(wrongTexts.map(() => (version === 5 ? ['81'] : [])));
  });

  test.for<readonly [name: string, flags: number, fields: (wrong: Part) => readonly Part[]]>([
    ['[3.1.1 MQTT-3.1.3-4] [5.0 MQTT-3.1.3-4] the client identifier', 2, (wrong) => [wrong]],
    [
      '[3.1.1 MQTT-3.1.3-10] [5.0 MQTT-3.1.3-11] the will topic',
      6,
      (wrong) => ['client', properties(version), wrong, 'payload'],
    ],
    ['[3.1.1 MQTT-3.1.3-11] [5.0 MQTT-3.1.3-12] the user name', 0x82, (wrong) => ['client', wrong]],
  ])('%s is well-formed UTF-8 without U+0000, or CONNECT is refused', async ([, flags, fields]) => {
    const { port } = await testTarget();
    const codes: (string | undefined)[][] = [];

    for (const wrong of wrongTexts) {
      const client = await rawClient(port);
      client.send(packet(0x10, 'MQTT', version, flags, u16(0), properties(version), ...fields(text(wrong))));
      codes.push((await client.untilClosed()).map(codeOf));
    }

    expect(codes).toEqual(wrongTexts.map(() => (version === 5 ? ['81'] : [])));
  });

  test('[3.1.1 MQTT-1.5.3-3] [5.0 MQTT-1.5.4-3] U+FEFF is a character like any other', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, '\ufeffa/+');
    const message = { topic: '\ufeffa/\ufeff', payload: '\ufeff' };

    client.send(publish(version, message));

    expect(await client.untilPong()).toEqual([hex(publish(version, message))]);
  });

  test('[3.1.1 x-control-characters] [5.0 x-control-characters] control characters are passed on as they are', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, '#');

    client.send(publish(version, { topic: '\u0001\u007f\u0085' }));

    expect(await client.untilPong()).toEqual([hex(publish(version, { topic: '\u0001\u007f\u0085' }))]);
  });
});

describe('5.0', () => {
  test.for<readonly [name: string, list: (wrong: readonly number[]) => readonly Part[]]>([
    ['[5.0 MQTT-3.3.2-13] Response Topic', (wrong) => [8, wrong]],
    ['[5.0 MQTT-3.3.2-19] Content Type', (wrong) => [3, wrong]],
    ['[5.0 MQTT-1.5.7-1] the name of a User Property', (wrong) => [0x26, wrong, 'value']],
    ['[5.0 MQTT-1.5.7-1] the value of a User Property', (wrong) => [0x26, 'name', wrong]],
  ])('%s is well-formed UTF-8 without U+0000', async ([, list]) => {
    const { port } = await testTarget();

    const codes = await endings(port, 5, (wrong) => publish(5, { properties: list(wrong) }));

    expect(codes).toEqual(wrongTexts.map(() => ['81']));
  });

  test.for([
    ['Property Length', packet(0x30, 't', 0x80, 0)],
    ['Remaining Length', bytes(0xc0, 0x80, 0)],
    ['Subscription Identifier', packet(0x82, u16(1), 4, 0x0b, 0x81, 0x80, 0, 't', 0)],
  ] as const)('[5.0 MQTT-1.5.5-1] %s in more bytes than it needs is malformed', async ([, wrong]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);

    client.send(wrong);

    expect((await client.untilClosed()).map(codeOf)).toEqual(['81']);
  });
});
