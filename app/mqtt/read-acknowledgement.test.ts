import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import type { RefusalCase } from './testing/frame.ts';
import { frameOf, properties, refusal, text } from './testing/frame.ts';

const reasonString = 0x1f;

test.each<RefusalCase>([
  ['[MQTT-2.2.2-2] 3.1.1: PUBACK with flags', 4, 'client', frameOf(0x42, 0, 1), 0x81, 'MQTT-2.2.2-2', 0],
  ['[MQTT-2.1.3-1] 5.0: PUBREC with flags', 5, 'client', frameOf(0x51, 0, 1), 0x81, 'MQTT-2.1.3-1', 0],
  [
    '[MQTT-3.6.1-1] 3.1.1: PUBREL without its flags',
    4,
    'client',
    frameOf(0x60, 0, 1),
    0x81,
    'MQTT-3.6.1-1',
    0,
  ],
  ['[MQTT-3.6.1-1] 5.0: PUBREL with DUP', 5, 'client', frameOf(0x6a, 0, 1), 0x81, 'MQTT-3.6.1-1', 0],
  ['[MQTT-2.2.2-2] 3.1.1: PUBCOMP with flags', 4, 'client', frameOf(0x78, 0, 1), 0x81, 'MQTT-2.2.2-2', 0],
  [
    '[MQTT-2.3.1-6] 3.1.1: PUBACK with packet identifier 0',
    4,
    'client',
    frameOf(0x40, 0, 0),
    0x82,
    'MQTT-2.3.1-6',
    2,
  ],
  [
    '[MQTT-2.3.1-6] 3.1.1: PUBREL with packet identifier 0',
    4,
    'client',
    frameOf(0x62, 0, 0),
    0x82,
    'MQTT-2.3.1-6',
    2,
  ],
  [
    '[MQTT-2.2.1-5] 5.0: PUBREC with packet identifier 0',
    5,
    'server',
    frameOf(0x50, 0, 0),
    0x82,
    'MQTT-2.2.1-5',
    2,
  ],
  [
    '[MQTT-2.2.1-5] 5.0: PUBCOMP with packet identifier 0',
    5,
    'server',
    frameOf(0x70, 0, 0),
    0x82,
    'MQTT-2.2.1-5',
    2,
  ],
  ['2.2.3, 3.1.1: PUBACK of one byte', 4, 'client', frameOf(0x40, 1), 0x81, '2.2.3', 2],
  ['2.1.4, 5.0: PUBACK of nothing', 5, 'client', frameOf(0x40), 0x81, '2.1.4', 2],
  [
    '2.2.3, 3.1.1: PUBACK with a reason code, which it does not have',
    4,
    'client',
    frameOf(0x40, 0, 1, 0),
    0x81,
    '2.2.3',
    4,
  ],
  [
    '[MQTT-3.4.2-1] 5.0: PUBACK with a code of PUBREL',
    5,
    'client',
    frameOf(0x40, 0, 1, 0x92),
    0x82,
    'MQTT-3.4.2-1',
    4,
  ],
  [
    '[MQTT-3.5.2-1] 5.0: PUBREC with a code of SUBACK',
    5,
    'client',
    frameOf(0x50, 0, 1, 0x01),
    0x82,
    'MQTT-3.5.2-1',
    4,
  ],
  [
    '[MQTT-3.6.2-1] 5.0: PUBREL with a code of PUBACK',
    5,
    'client',
    frameOf(0x62, 0, 1, 0x10),
    0x82,
    'MQTT-3.6.2-1',
    4,
  ],
  [
    '[MQTT-3.7.2-1] 5.0: PUBCOMP with a code that nobody has',
    5,
    'client',
    frameOf(0x70, 0, 1, 0xff),
    0x82,
    'MQTT-3.7.2-1',
    4,
  ],
  [
    '3.4.2.2.2, 5.0: PUBACK with two Reason Strings',
    5,
    'client',
    frameOf(0x40, 0, 1, 0, properties(reasonString, text('a'), reasonString, text('b'))),
    0x82,
    '3.4.2.2.2',
    10,
  ],
  [
    '2.2.2.2, 5.0: PUBREC with a Content Type',
    5,
    'client',
    frameOf(0x50, 0, 1, 0, properties(3, text('a'))),
    0x81,
    '2.2.2.2',
    6,
  ],
  [
    '2.1.4, 5.0: PUBREL with bytes after its properties',
    5,
    'client',
    frameOf(0x62, 0, 1, 0, 0, 7),
    0x81,
    '2.1.4',
    6,
  ],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

describe.each([
  ['puback', 0x40, 0x10, '3.4.2.1'],
  ['pubrec', 0x50, 0x97, '3.5.2.1'],
  ['pubrel', 0x62, 0x92, '3.6.2.1'],
  ['pubcomp', 0x70, 0x92, '3.7.2.1'],
] as const)('%s of 5.0', (type, first, reasonCode, clause) => {
  test(`${clause}: without a reason code it is success`, () => {
    const packet = decode(frameOf(first, 1, 2), 5, 'either');

    expect(packet).toEqual({ type, id: 0x102, reasonCode: 0, properties: {} });
  });

  test(`${clause}: the properties may be left out`, () => {
    const packet = decode(frameOf(first, 1, 2, reasonCode), 5, 'either');

    expect(packet).toEqual({ type, id: 0x102, reasonCode, properties: {} });
  });

  test('the long form has both', () => {
    const list = properties(reasonString, text('why'), 0x26, text('a'), text('b'));

    const packet = decode(frameOf(first, 1, 2, reasonCode, list), 5, 'either');

    const expected = { reasonString: 'why', userProperties: [['a', 'b']] };
    expect(packet).toEqual({ type, id: 0x102, reasonCode, properties: expected });
  });
});

test('3.1 knows DUP on PUBREL, SUBSCRIBE and UNSUBSCRIBE', () => {
  const types = [frameOf(0x6a, 0, 1), frameOf(0x8a, 0, 1, text('a'), 1), frameOf(0xaa, 0, 1, text('a'))].map(
    (frame) => decode(frame, 3, 'client').type,
  );

  expect(types).toEqual(['pubrel', 'subscribe', 'unsubscribe']);
});
