import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import type { RefusalCase } from './testing/frame.ts';
import { bytesOf, frameOf, refusal, text } from './testing/frame.ts';

test.each<RefusalCase>([
  ['2.2.1, 3.1.1: packet type 0', 4, 'client', frameOf(0x00), 0x81, '2.2.1', 0],
  ['2.1.2, 5.0: packet type 0', 5, 'server', frameOf(0x00), 0x81, '2.1.2', 0],
  ['2.2.1, 3.1.1: CONNACK from a client', 4, 'client', frameOf(0x20, 0, 0), 0x82, '2.2.1', 0],
  ['2.1.2, 5.0: CONNACK from a client', 5, 'client', frameOf(0x20, 0, 0, 0), 0x82, '2.1.2', 0],
  ['2.1.2, 5.0: SUBACK from a client', 5, 'client', frameOf(0x90, 0, 1, 0, 0), 0x82, '2.1.2', 0],
  ['2.2.1, 3.1.1: UNSUBACK from a client', 4, 'client', frameOf(0xb0, 0, 1), 0x82, '2.2.1', 0],
  ['2.2.1, 3.1: PINGRESP from a client', 3, 'client', frameOf(0xd0), 0x82, '2.2.1', 0],
  ['2.1.2, 5.0: CONNECT from a server', 5, 'server', frameOf(0x10), 0x82, '2.1.2', 0],
  ['2.2.1, 3.1.1: SUBSCRIBE from a server', 4, 'server', frameOf(0x82, 0, 1, text('a'), 0), 0x82, '2.2.1', 0],
  ['2.1.2, 5.0: UNSUBSCRIBE from a server', 5, 'server', frameOf(0xa2, 0, 1, 0, text('a')), 0x82, '2.1.2', 0],
  ['2.2.1, 3.1.1: PINGREQ from a server', 4, 'server', frameOf(0xc0), 0x82, '2.2.1', 0],
  ['[MQTT-2.2.2-2] 3.1.1: PINGREQ with flags', 4, 'client', frameOf(0xc2), 0x81, 'MQTT-2.2.2-2', 0],
  ['[MQTT-2.1.3-1] 5.0: PINGRESP with flags', 5, 'server', frameOf(0xd4), 0x81, 'MQTT-2.1.3-1', 0],
  ['2.2.3, 3.1.1: PINGREQ with a body', 4, 'client', frameOf(0xc0, 0), 0x81, '2.2.3', 2],
  ['2.1.4, 5.0: PINGRESP with a body', 5, 'server', frameOf(0xd0, 0), 0x81, '2.1.4', 2],
  ['2.2, 3.1.1: no byte at all', 4, 'client', bytesOf(), 0x81, '2.2', 0],
  ['2.2.3, 3.1.1: a fixed header that is cut', 4, 'client', bytesOf(0xc0), 0x81, '2.2.3', 1],
  [
    '2.1.4, 5.0: a Remaining Length of five bytes',
    5,
    'client',
    bytesOf(0x30, 0x80, 0x80, 0x80, 0x80, 1),
    0x81,
    '2.1.4',
    1,
  ],
  [
    '2.1.4, 5.0: a frame longer than its Remaining Length',
    5,
    'client',
    bytesOf(0xc0, 0, 1),
    0x81,
    '2.1.4',
    2,
  ],
  [
    '2.1.4, 5.0: a frame shorter than its Remaining Length',
    5,
    'client',
    bytesOf(0x30, 9, text('a'), 0, 1),
    0x81,
    '2.1.4',
    7,
  ],
  [
    '[MQTT-1.5.5-1] 5.0: a Remaining Length longer than it need be',
    5,
    'client',
    bytesOf(0xc0, 0x80, 0),
    0x81,
    'MQTT-1.5.5-1',
    1,
  ],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

test('what is known of neither end may come from both', () => {
  const types = [frameOf(0xc0), frameOf(0xd0), frameOf(0x20, 0, 0)].map(
    (frame) => decode(frame, 4, 'either').type,
  );

  expect(types).toEqual(['pingreq', 'pingresp', 'connack']);
});
