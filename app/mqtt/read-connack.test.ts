import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import type { RefusalCase } from './testing/frame.ts';
import { frameOf, prefixed, properties, refusal } from './testing/frame.ts';

test.each<RefusalCase>([
  [
    '[MQTT-2.2.2-2] 3.1.1: CONNACK with flags in the fixed header',
    4,
    'server',
    frameOf(0x21, 0, 0),
    0x81,
    'MQTT-2.2.2-2',
    0,
  ],
  [
    '[MQTT-2.1.3-1] 5.0: CONNACK with flags in the fixed header',
    5,
    'server',
    frameOf(0x28, 0, 0, 0),
    0x81,
    'MQTT-2.1.3-1',
    0,
  ],
  ['3.2.2.1, 3.1.1: reserved acknowledge flags', 4, 'server', frameOf(0x20, 2, 0), 0x81, '3.2.2.1', 2],
  [
    '[MQTT-3.2.2-1] 5.0: reserved acknowledge flags',
    5,
    'server',
    frameOf(0x20, 0x81, 0, 0),
    0x81,
    'MQTT-3.2.2-1',
    2,
  ],
  [
    '[MQTT-3.2.2-4] 3.1.1: a session present with a refusal',
    4,
    'server',
    frameOf(0x20, 1, 5),
    0x82,
    'MQTT-3.2.2-4',
    2,
  ],
  [
    '[MQTT-3.2.2-6] 5.0: a session present with a refusal',
    5,
    'server',
    frameOf(0x20, 1, 0x87, 0),
    0x82,
    'MQTT-3.2.2-6',
    2,
  ],
  ['3.2.2.3, 3.1.1: a return code that is reserved', 4, 'server', frameOf(0x20, 0, 6), 0x82, '3.2.2.3', 3],
  [
    '[MQTT-3.2.2-8] 5.0: a return code of 3.1.1',
    5,
    'server',
    frameOf(0x20, 0, 5, 0),
    0x82,
    'MQTT-3.2.2-8',
    3,
  ],
  ['2.2.3, 3.1.1: CONNACK of one byte', 4, 'server', frameOf(0x20, 0), 0x81, '2.2.3', 3],
  ['[MQTT-2.2.2-1] 5.0: no property length', 5, 'server', frameOf(0x20, 0, 0), 0x81, '2.1.4', 4],
  ['2.2.3, 3.1.1: CONNACK with properties', 4, 'server', frameOf(0x20, 0, 0, 0), 0x81, '2.2.3', 4],
  [
    '3.2.2.3.18, 5.0: Authentication Data without a method',
    5,
    'server',
    frameOf(0x20, 0, 0, properties(0x16, prefixed(1))),
    0x82,
    '3.2.2.3.18',
    4,
  ],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

test('5.0: session present, reason code and properties', () => {
  const packet = decode(frameOf(0x20, 1, 0, properties(0x21, 0, 10, 0x25, 0)), 5, 'server');

  expect(packet).toEqual({
    type: 'connack',
    sessionPresent: true,
    reasonCode: 0,
    properties: { receiveMaximum: 10, retainAvailable: 0 },
  });
});

test('3.1: the first byte is reserved and says nothing of a session', () => {
  expect(decode(frameOf(0x20, 1, 0), 3, 'server')).toMatchObject({ sessionPresent: false, reasonCode: 0 });
});
