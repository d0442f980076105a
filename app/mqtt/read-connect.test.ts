import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import type { RefusalCase } from './testing/frame.ts';
import { bytesOf, frameOf, prefixed, properties, refusal, text } from './testing/frame.ts';

const mqtt = text('MQTT');
const keepAlive = [0, 60];
const id = text('c');

function connect4(flags: number, ...rest: readonly Uint8Array[]): Uint8Array {
  return frameOf(0x10, mqtt, 4, flags, keepAlive, ...rest);
}

function connect5(flags: number, ...rest: readonly (Uint8Array | number)[]): Uint8Array {
  return frameOf(0x10, mqtt, 5, flags, keepAlive, ...rest);
}

// Of "MQTT" the level stands at 8, the flags at 9, and what follows the keep alive at 12.
test.each<RefusalCase>([
  [
    '[MQTT-3.1.2-1] another protocol name',
    4,
    'client',
    frameOf(0x10, text('MQTZ'), 4, 2, keepAlive, id),
    0x84,
    'MQTT-3.1.2-1',
    2,
  ],
  [
    '[MQTT-3.1.2-1] a protocol name in small letters',
    5,
    'client',
    frameOf(0x10, text('mqtt'), 5, 2, keepAlive, 0, id),
    0x84,
    'MQTT-3.1.2-1',
    2,
  ],
  ['[MQTT-3.1.2-2] level 6', 4, 'client', frameOf(0x10, mqtt, 6, 2, keepAlive, id), 0x84, 'MQTT-3.1.2-2', 8],
  [
    '[MQTT-3.1.2-2] level 3 with the name of 3.1.1',
    4,
    'client',
    frameOf(0x10, mqtt, 3, 2, keepAlive, id),
    0x84,
    'MQTT-3.1.2-2',
    8,
  ],
  [
    '[MQTT-3.1.2-2] level 4 with the name of 3.1',
    4,
    'client',
    frameOf(0x10, text('MQIsdp'), 4, 2, keepAlive, id),
    0x84,
    'MQTT-3.1.2-2',
    10,
  ],
  [
    '[MQTT-3.1.2-2] level 0x84, which a bridge of mosquitto offers',
    4,
    'client',
    frameOf(0x10, mqtt, 0x84, 2, keepAlive, id),
    0x84,
    'MQTT-3.1.2-2',
    8,
  ],
  [
    '[MQTT-2.2.2-2] 3.1.1: flags in the fixed header',
    4,
    'client',
    frameOf(0x11, mqtt, 4, 2, keepAlive, id),
    0x81,
    'MQTT-2.2.2-2',
    0,
  ],
  [
    '[MQTT-2.1.3-1] 5.0: flags in the fixed header',
    5,
    'client',
    frameOf(0x18, mqtt, 5, 2, keepAlive, 0, id),
    0x81,
    'MQTT-2.1.3-1',
    0,
  ],
  ['[MQTT-3.1.2-3] 3.1.1: the reserved flag', 4, 'client', connect4(0x03, id), 0x81, 'MQTT-3.1.2-3', 9],
  ['[MQTT-3.1.2-3] 5.0: the reserved flag', 5, 'client', connect5(0x03, 0, id), 0x81, 'MQTT-3.1.2-3', 9],
  [
    '[MQTT-3.1.2-11] [MQTT-3.1.2-13] 3.1.1: a will QoS without a will',
    4,
    'client',
    connect4(0x0a, id),
    0x81,
    'MQTT-3.1.2-13',
    9,
  ],
  [
    '[MQTT-3.1.2-11] 5.0: a will QoS without a will',
    5,
    'client',
    connect5(0x12, 0, id),
    0x81,
    'MQTT-3.1.2-11',
    9,
  ],
  [
    '[MQTT-3.1.2-15] 3.1.1: a will retain without a will',
    4,
    'client',
    connect4(0x22, id),
    0x81,
    'MQTT-3.1.2-15',
    9,
  ],
  [
    '[MQTT-3.1.2-13] 5.0: a will retain without a will',
    5,
    'client',
    connect5(0x22, 0, id),
    0x81,
    'MQTT-3.1.2-13',
    9,
  ],
  [
    '[MQTT-3.1.2-14] 3.1.1: will QoS 3',
    4,
    'client',
    connect4(0x1e, id, text('w'), prefixed()),
    0x81,
    'MQTT-3.1.2-14',
    9,
  ],
  [
    '[MQTT-3.1.2-12] 5.0: will QoS 3',
    5,
    'client',
    connect5(0x1e, 0, id, 0, text('w'), prefixed()),
    0x81,
    'MQTT-3.1.2-12',
    9,
  ],
  ['[MQTT-3.1.2-9] 3.1.1: a will flag without a will', 4, 'client', connect4(0x06, id), 0x81, '2.2.3', 15],
  [
    '[MQTT-3.1.2-9] 3.1.1: a will without its message',
    4,
    'client',
    connect4(0x06, id, text('w')),
    0x81,
    '2.2.3',
    18,
  ],
  ['[MQTT-3.1.2-9] 5.0: a will flag without a will', 5, 'client', connect5(0x06, 0, id), 0x81, '2.1.4', 16],
  [
    '[MQTT-3.1.2-9] 5.0: a will without its payload',
    5,
    'client',
    connect5(0x06, 0, id, 0, text('w')),
    0x81,
    '2.1.4',
    20,
  ],
  [
    '[MQTT-3.1.2-11] 3.1.1: a will without its flag',
    4,
    'client',
    connect4(0x02, id, text('w'), prefixed(1)),
    0x81,
    '2.2.3',
    15,
  ],
  [
    '[MQTT-3.1.2-18] 3.1.1: a user name without its flag',
    4,
    'client',
    connect4(0x02, id, text('u')),
    0x81,
    '2.2.3',
    15,
  ],
  [
    '[MQTT-3.1.2-16] 5.0: a user name without its flag',
    5,
    'client',
    connect5(0x02, 0, id, text('u')),
    0x81,
    '2.1.4',
    16,
  ],
  [
    '[MQTT-3.1.2-19] 3.1.1: a user name flag without a user name',
    4,
    'client',
    connect4(0x82, id),
    0x81,
    '2.2.3',
    15,
  ],
  [
    '[MQTT-3.1.2-17] 5.0: a user name flag without a user name',
    5,
    'client',
    connect5(0x82, 0, id),
    0x81,
    '2.1.4',
    16,
  ],
  [
    '[MQTT-3.1.2-20] 3.1.1: a password without its flag',
    4,
    'client',
    connect4(0x82, id, text('u'), prefixed(1)),
    0x81,
    '2.2.3',
    18,
  ],
  [
    '[MQTT-3.1.2-18] 5.0: a password without its flag',
    5,
    'client',
    connect5(0x82, 0, id, text('u'), prefixed(1)),
    0x81,
    '2.1.4',
    19,
  ],
  [
    '[MQTT-3.1.2-21] 3.1.1: a password flag without a password',
    4,
    'client',
    connect4(0xc2, id, text('u')),
    0x81,
    '2.2.3',
    18,
  ],
  [
    '[MQTT-3.1.2-19] 5.0: a password flag without a password',
    5,
    'client',
    connect5(0x42, 0, id),
    0x81,
    '2.1.4',
    16,
  ],
  [
    '[MQTT-3.1.2-22] 3.1.1: a password flag without a user name flag',
    4,
    'client',
    connect4(0x42, id, prefixed(1)),
    0x81,
    'MQTT-3.1.2-22',
    9,
  ],
  ['[MQTT-3.1.3-3] 3.1.1: no client identifier', 4, 'client', connect4(0x02), 0x81, '2.2.3', 12],
  ['[MQTT-3.1.3-3] 5.0: no client identifier', 5, 'client', connect5(0x02, 0), 0x81, '2.1.4', 13],
  [
    '[MQTT-3.1.3-4] 3.1.1: a client identifier that is not UTF-8',
    4,
    'client',
    connect4(0x02, prefixed(0xff)),
    0x81,
    'MQTT-1.5.3-1',
    14,
  ],
  [
    '[MQTT-3.1.3-4] 5.0: a client identifier that is not UTF-8',
    5,
    'client',
    connect5(0x02, 0, prefixed(0xff)),
    0x81,
    'MQTT-1.5.4-1',
    15,
  ],
  [
    '[MQTT-3.1.3-10] 3.1.1: a will topic that is not UTF-8',
    4,
    'client',
    connect4(0x06, id, prefixed(0xff), prefixed()),
    0x81,
    'MQTT-1.5.3-1',
    17,
  ],
  [
    '[MQTT-3.1.3-11] 5.0: a will topic that is not UTF-8',
    5,
    'client',
    connect5(0x06, 0, id, 0, prefixed(0xff), prefixed()),
    0x81,
    'MQTT-1.5.4-1',
    19,
  ],
  [
    '[MQTT-3.1.3-11] 3.1.1: a user name that is not UTF-8',
    4,
    'client',
    connect4(0x82, id, prefixed(0xff)),
    0x81,
    'MQTT-1.5.3-1',
    17,
  ],
  [
    '[MQTT-3.1.3-12] 5.0: a user name that is not UTF-8',
    5,
    'client',
    connect5(0x82, 0, id, prefixed(0xff)),
    0x81,
    'MQTT-1.5.4-1',
    18,
  ],
  [
    '[MQTT-4.7.1-1] 3.1.1: a wildcard in the will topic',
    4,
    'client',
    connect4(0x06, id, text('w/#'), prefixed()),
    0x90,
    'MQTT-4.7.1-1',
    19,
  ],
  [
    '[MQTT-4.7.0-1] 5.0: a wildcard in the will topic',
    5,
    'client',
    connect5(0x06, 0, id, 0, text('+'), prefixed()),
    0x90,
    'MQTT-4.7.0-1',
    19,
  ],
  [
    '[MQTT-4.7.3-1] 3.1.1: an empty will topic',
    4,
    'client',
    connect4(0x06, id, text(''), prefixed()),
    0x90,
    'MQTT-4.7.3-1',
    17,
  ],
  [
    '[MQTT-3.1.4-1] 3.1.1: bytes after the last field',
    4,
    'client',
    connect4(0x02, id, bytesOf(0)),
    0x81,
    '2.2.3',
    15,
  ],
  [
    '[MQTT-3.1.4-1] 5.0: a keep alive that is cut',
    5,
    'client',
    frameOf(0x10, mqtt, 5, 2, 0),
    0x81,
    '2.1.4',
    10,
  ],
  ['[MQTT-2.2.2-1] 5.0: no property length', 5, 'client', connect5(0x02), 0x81, '2.1.4', 12],
  [
    '3.1.2.11.10, 5.0: Authentication Data without a method',
    5,
    'client',
    connect5(0x02, properties(0x16, prefixed(1)), id),
    0x82,
    '3.1.2.11.10',
    12,
  ],
  [
    '2.2.2.2, 5.0: a property of the will in CONNECT',
    5,
    'client',
    connect5(0x02, properties(0x18, 0, 0, 0, 1), id),
    0x81,
    '2.2.2.2',
    13,
  ],
  [
    '2.2.2.2, 5.0: a property of CONNECT in the will',
    5,
    'client',
    connect5(0x06, 0, id, properties(0x21, 0, 1), text('w'), prefixed()),
    0x81,
    '2.2.2.2',
    17,
  ],
  [
    '[MQTT-1.5.5-1] 5.0: a Remaining Length longer than it need be',
    5,
    'client',
    bytesOf(0x10, 0x8e, 0, mqtt, 5, 2, keepAlive, 0, id),
    0x81,
    'MQTT-1.5.5-1',
    1,
  ],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

test('[MQTT-3.1.3-1] the payload is read in the order of the standard', () => {
  const frame = connect5(
    0xee,
    properties(0x11, 0, 0, 0, 9),
    id,
    properties(0x01, 1),
    text('w'),
    prefixed(1),
    text('u'),
    prefixed(2, 3),
  );

  const packet = decode(frame, 4, 'client');

  expect(packet).toEqual({
    type: 'connect',
    protocolVersion: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'c',
    will: {
      topic: 'w',
      payload: bytesOf(1),
      qos: 1,
      retain: true,
      properties: { payloadFormatIndicator: 1 },
    },
    username: 'u',
    password: bytesOf(2, 3),
    properties: { sessionExpiryInterval: 9 },
  });
});

test('[MQTT-3.1.2-19] 5.0: a password may come without a user name', () => {
  const packet = decode(connect5(0x42, 0, id, prefixed(1)), 5, 'client');

  expect(packet).toMatchObject({ username: undefined, password: bytesOf(1) });
});

test('[MQTT-3.1.3-8] 3.1.1: an empty client identifier without Clean Session is left to the broker to refuse', () => {
  const packet = decode(connect4(0x00, text('')), 4, 'client');

  expect(packet).toMatchObject({ clientId: '', cleanStart: false });
});

test('3.1: flags that mean nothing there are not looked at', () => {
  const packet = decode(frameOf(0x1b, text('MQIsdp'), 3, 0x2b, keepAlive, id), 4, 'client');

  expect(packet).toMatchObject({ protocolVersion: 3, cleanStart: true, will: undefined });
});

test('3.1: what is flagged may be missing at the end', () => {
  const packet = decode(frameOf(0x10, text('MQIsdp'), 3, 0xc2, keepAlive, id), 4, 'client');

  expect(packet).toMatchObject({ protocolVersion: 3, username: undefined, password: undefined });
});

test('before 5.0 a Remaining Length may be longer than it need be', () => {
  const packet = decode(bytesOf(0x10, 0x8d, 0, mqtt, 4, 2, keepAlive, id), 5, 'client');

  expect(packet).toMatchObject({ protocolVersion: 4, clientId: 'c' });
});
