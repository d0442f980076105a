import { describe, expect, test } from 'vitest';
import { encode, encodedLength } from './encode.ts';
import type { ConnackPacket, ConnectPacket, Packet, ProtocolVersion, PublishPacket } from './packet.ts';
import { bytesOf, frameOf, prefixed, properties, text } from './testing/frame.ts';

const none = {};
const publish: PublishPacket = {
  type: 'publish',
  topic: 'a',
  payload: Uint8Array.of(1, 2),
  qos: 0,
  retain: false,
  dup: false,
  id: 0,
  properties: none,
};
const connect: ConnectPacket = {
  type: 'connect',
  protocolVersion: 4,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'c',
  will: undefined,
  username: undefined,
  password: undefined,
  properties: none,
};
const connack: ConnackPacket = { type: 'connack', sessionPresent: true, reasonCode: 0, properties: none };
const options = { qos: 1, noLocal: true, retainAsPublished: true, retainHandling: 2 } as const;

test.each<[string, Packet, ProtocolVersion, Uint8Array]>([
  ['[MQTT-2.3.1-5] PUBLISH at QoS 0 has no packet identifier', publish, 4, frameOf(0x30, text('a'), 1, 2)],
  ['[MQTT-2.2.1-2] not in 5.0 either', publish, 5, frameOf(0x30, text('a'), 0, 1, 2)],
  [
    'PUBLISH with all flags',
    { ...publish, qos: 2, retain: true, dup: true, id: 258 },
    4,
    frameOf(0x3d, text('a'), 1, 2, 1, 2),
  ],
  [
    '[MQTT-2.2.2-1] properties that the version lacks are left out',
    { ...publish, properties: { topicAlias: 1 } },
    4,
    frameOf(0x30, text('a'), 1, 2),
  ],
  ['[MQTT-2.2.2-1] 5.0: no properties are a length of 0', connack, 5, frameOf(0x20, 1, 0, 0)],
  ['3.1 has no Session Present', connack, 3, frameOf(0x20, 0, 0)],
  ['3.1.1 has', connack, 4, frameOf(0x20, 1, 0)],
  [
    '[MQTT-3.1.2-1] CONNECT of 3.1',
    { ...connect, protocolVersion: 3 },
    5,
    frameOf(0x10, text('MQIsdp'), 3, 2, 0, 60, text('c')),
  ],
  ['CONNECT of 3.1.1', connect, 5, frameOf(0x10, text('MQTT'), 4, 2, 0, 60, text('c'))],
  [
    '[MQTT-3.1.3-1] CONNECT of 5.0 with all it can hold',
    {
      ...connect,
      protocolVersion: 5,
      will: {
        topic: 'w',
        payload: Uint8Array.of(9),
        qos: 2,
        retain: true,
        properties: { willDelayInterval: 1 },
      },
      username: 'u',
      password: Uint8Array.of(8),
      properties: { receiveMaximum: 5 },
    },
    4,
    frameOf(
      0x10,
      text('MQTT'),
      5,
      0xf6,
      0,
      60,
      properties(0x21, 0, 5),
      text('c'),
      properties(0x18, 0, 0, 0, 1),
      text('w'),
      prefixed(9),
      text('u'),
      prefixed(8),
    ),
  ],
  [
    'PUBACK of success takes two bytes',
    { type: 'puback', id: 7, reasonCode: 0, properties: none },
    5,
    frameOf(0x40, 0, 7),
  ],
  [
    'with a reason code three',
    { type: 'pubrec', id: 7, reasonCode: 0x10, properties: none },
    5,
    frameOf(0x50, 0, 7, 0x10),
  ],
  [
    'with properties all',
    { type: 'pubcomp', id: 7, reasonCode: 0, properties: { reasonString: 'r' } },
    5,
    frameOf(0x70, 0, 7, 0, properties(0x1f, text('r'))),
  ],
  [
    '[MQTT-2.2.2-1] PUBREL has its flags, and before 5.0 no reason',
    { type: 'pubrel', id: 7, reasonCode: 0x92, properties: none },
    4,
    frameOf(0x62, 0, 7),
  ],
  [
    '[MQTT-2.1.3-1] SUBSCRIBE has its flags, and in 5.0 all options',
    { type: 'subscribe', id: 7, subscriptions: [{ filter: 'a', ...options }], properties: none },
    5,
    frameOf(0x82, 0, 7, 0, text('a'), 0x2d),
  ],
  [
    'before 5.0 only the QoS',
    { type: 'subscribe', id: 7, subscriptions: [{ filter: 'a', ...options }], properties: none },
    4,
    frameOf(0x82, 0, 7, text('a'), 1),
  ],
  [
    'UNSUBSCRIBE has its flags',
    { type: 'unsubscribe', id: 7, filters: ['a', 'b'], properties: none },
    4,
    frameOf(0xa2, 0, 7, text('a'), text('b')),
  ],
  [
    'SUBACK',
    { type: 'suback', id: 7, reasonCodes: [2, 0x80], properties: none },
    4,
    frameOf(0x90, 0, 7, 2, 0x80),
  ],
  [
    'UNSUBACK before 5.0 has no codes',
    { type: 'unsuback', id: 7, reasonCodes: [0], properties: none },
    4,
    frameOf(0xb0, 0, 7),
  ],
  [
    'UNSUBACK of 5.0 has',
    { type: 'unsuback', id: 7, reasonCodes: [0x11], properties: none },
    5,
    frameOf(0xb0, 0, 7, 0, 0x11),
  ],
  ['PINGREQ', { type: 'pingreq' }, 4, bytesOf(0xc0, 0)],
  ['PINGRESP', { type: 'pingresp' }, 5, bytesOf(0xd0, 0)],
  [
    'DISCONNECT without a reason',
    { type: 'disconnect', reasonCode: 0, properties: none },
    5,
    bytesOf(0xe0, 0),
  ],
  [
    'DISCONNECT before 5.0 never has one',
    { type: 'disconnect', reasonCode: 0x8e, properties: none },
    4,
    bytesOf(0xe0, 0),
  ],
  ['DISCONNECT with one', { type: 'disconnect', reasonCode: 0x8e, properties: none }, 5, frameOf(0xe0, 0x8e)],
  [
    'AUTH with a reason and a method',
    { type: 'auth', reasonCode: 0x18, properties: { authenticationMethod: 'm' } },
    5,
    frameOf(0xf0, 0x18, properties(0x15, text('m'))),
  ],
])('%s', (_title, packet, version, expected) => {
  expect(encode(packet, version)).toEqual(expected);
  expect(encodedLength(packet, version)).toBe(expected.length);
});

test.each([0, 124, 125, 16_380, 16_381, 2_097_148, 2_097_149])(
  '[MQTT-1.5.5-1] a payload of %i bytes has a Remaining Length that fits it',
  (length) => {
    const frame = encode({ ...publish, payload: new Uint8Array(length) }, 4);

    expect(frame).toEqual(frameOf(0x30, text('a'), new Uint8Array(length)));
  },
);

describe('our own mistakes fail', () => {
  test.each<[string, Packet, ProtocolVersion]>([
    ['a text that is too long', { ...publish, topic: 'a'.repeat(65_536) }, 4],
    ['[MQTT-1.5.4-2] U+0000', { ...publish, topic: 'a\0' }, 4],
    ['[MQTT-1.5.4-1] half of a character', { ...publish, topic: '\ud800' }, 4],
    ['no topic', { ...publish, topic: '' }, 5],
    ['an alias without a topic before 5.0', { ...publish, topic: '', properties: { topicAlias: 1 } }, 4],
    ['[MQTT-3.3.1-2] DUP at QoS 0', { ...publish, dup: true }, 4],
    ['[MQTT-2.2.1-4] packet identifier 0', { ...publish, qos: 1 }, 4],
    ['a packet identifier of three bytes', { ...publish, qos: 1, id: 65_536 }, 4],
    ['a packet that no Remaining Length can say', { ...publish, payload: new Uint8Array(268_435_456) }, 4],
    ['[MQTT-3.3.2-8] topic alias 0', { ...publish, properties: { topicAlias: 0 } }, 5],
    ['a property out of place', { ...publish, properties: { reasonString: 'x' } }, 5],
    [
      '[MQTT-3.1.2-22] a password without a user name before 5.0',
      { ...connect, password: Uint8Array.of(1) },
      4,
    ],
    ['a password that is too long', { ...connect, username: '', password: new Uint8Array(65_536) }, 4],
    ['[MQTT-3.2.2-6] a session present with a refusal', { ...connack, reasonCode: 0x87 }, 5],
    ['a reason code of 5.0 before it', { ...connack, sessionPresent: false, reasonCode: 0x87 }, 4],
    [
      '[MQTT-3.8.3-2] SUBSCRIBE without a filter',
      { type: 'subscribe', id: 1, subscriptions: [], properties: none },
      4,
    ],
    [
      '[MQTT-3.10.3-2] UNSUBSCRIBE without a filter',
      { type: 'unsubscribe', id: 1, filters: [], properties: none },
      4,
    ],
    ['AUTH before 5.0', { type: 'auth', reasonCode: 0, properties: none }, 4],
  ])('%s', (_title, packet, version) => {
    expect(() => encode(packet, version)).toThrow('Assertion failed');
  });
});
