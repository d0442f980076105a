import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import type { RefusalCase } from './testing/frame.ts';
import { bytesOf, frameOf, prefixed, properties, refusal, text } from './testing/frame.ts';

const method = [0x15, ...text('m')];
const expiry = [0x11, 0, 0, 0, 5];

test.each<RefusalCase>([
  ['[MQTT-3.14.1-1] 3.1.1: DISCONNECT with flags', 4, 'client', frameOf(0xe1), 0x81, 'MQTT-3.14.1-1', 0],
  ['[MQTT-3.14.1-1] 5.0: DISCONNECT with flags', 5, 'client', frameOf(0xe8), 0x81, 'MQTT-3.14.1-1', 0],
  ['2.2.3, 3.1.1: DISCONNECT with a reason code', 4, 'client', frameOf(0xe0, 0), 0x81, '2.2.3', 2],
  [
    '[MQTT-3.14.2-1] 5.0: DISCONNECT with a code that is not listed',
    5,
    'client',
    frameOf(0xe0, 0x01),
    0x82,
    'MQTT-3.14.2-1',
    2,
  ],
  [
    '[MQTT-3.14.2-1] 5.0: a client with a code of servers',
    5,
    'client',
    frameOf(0xe0, 0x8e),
    0x82,
    'MQTT-3.14.2-1',
    2,
  ],
  [
    '[MQTT-3.14.2-1] 5.0: a server with a code of clients',
    5,
    'server',
    frameOf(0xe0, 0x04),
    0x82,
    'MQTT-3.14.2-1',
    2,
  ],
  [
    '[MQTT-3.14.2-2] 5.0: a server with a Session Expiry Interval',
    5,
    'server',
    frameOf(0xe0, 0, properties(expiry)),
    0x82,
    'MQTT-3.14.2-2',
    4,
  ],
  [
    '3.14.2.2.5, 5.0: a client with a Server Reference',
    5,
    'client',
    frameOf(0xe0, 0, properties(0x1c, text('b'))),
    0x82,
    '3.14.2.2.5',
    4,
  ],
  ['2.2.1, 3.1.1: DISCONNECT from a server', 4, 'server', frameOf(0xe0), 0x82, '2.2.1', 0],
  ['2.2.1, 3.1.1: packet type 15', 4, 'client', frameOf(0xf0), 0x81, '2.2.1', 0],
  ['2.2.1, 3.1: packet type 15', 3, 'client', frameOf(0xf0), 0x81, '2.2.1', 0],
  [
    '[MQTT-3.15.1-1] 5.0: AUTH with flags',
    5,
    'client',
    frameOf(0xf1, 0x18, properties(method)),
    0x81,
    'MQTT-3.15.1-1',
    0,
  ],
  [
    '[MQTT-3.15.2-1] 5.0: AUTH with a code that is not listed',
    5,
    'client',
    frameOf(0xf0, 0x87, properties(method)),
    0x82,
    'MQTT-3.15.2-1',
    2,
  ],
  [
    '[MQTT-3.15.2-1] 5.0: a client with Success',
    5,
    'client',
    frameOf(0xf0, 0x00, properties(method)),
    0x82,
    'MQTT-3.15.2-1',
    2,
  ],
  [
    '[MQTT-3.15.2-1] 5.0: a client with an empty AUTH, which says Success',
    5,
    'client',
    frameOf(0xf0),
    0x82,
    'MQTT-3.15.2-1',
    0,
  ],
  [
    '[MQTT-3.15.2-1] 5.0: a server with Re-authenticate',
    5,
    'server',
    frameOf(0xf0, 0x19, properties(method)),
    0x82,
    'MQTT-3.15.2-1',
    2,
  ],
  ['3.15.2.2.2, 5.0: AUTH without a method', 5, 'client', frameOf(0xf0, 0x18, 0), 0x82, '3.15.2.2.2', 3],
  ['2.1.4, 5.0: AUTH with a reason code alone', 5, 'server', frameOf(0xf0, 0x18), 0x81, '2.1.4', 3],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

test.each([
  ['nothing', frameOf(0xe0), 0, {}],
  ['a reason code', frameOf(0xe0, 0x04), 4, {}],
  ['both', frameOf(0xe0, 0x04, properties(expiry)), 4, { sessionExpiryInterval: 5 }],
])('3.14.2.1, 5.0: DISCONNECT may hold %s', (_title, frame, reasonCode, expected) => {
  expect(decode(frame, 5, 'client')).toEqual({ type: 'disconnect', reasonCode, properties: expected });
});

test('5.0: a server may say 0x8C, which one of the two tables gives to DISCONNECT', () => {
  expect(decode(frameOf(0xe0, 0x8c), 5, 'server')).toMatchObject({ reasonCode: 0x8c });
});

test('AUTH has a method and data', () => {
  const packet = decode(frameOf(0xf0, 0x18, properties(method, 0x16, prefixed(1, 2))), 5, 'client');

  expect(packet).toEqual({
    type: 'auth',
    reasonCode: 0x18,
    properties: { authenticationMethod: 'm', authenticationData: bytesOf(1, 2) },
  });
});

test('3.15.2.1: an empty AUTH from a server is Success', () => {
  expect(decode(frameOf(0xf0), 5, 'server')).toEqual({ type: 'auth', reasonCode: 0, properties: {} });
});
