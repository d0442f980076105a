import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import type { RefusalCase } from './testing/frame.ts';
import { frameOf, prefixed, properties, refusal, text } from './testing/frame.ts';

const subscriptionIdentifier = 0x0b;
const id = [0, 7];

// Before 5.0 the first filter stands at 4, its options after it; in 5.0 one byte of properties comes first.
test.each<RefusalCase>([
  [
    '[MQTT-3.8.1-1] 3.1.1: SUBSCRIBE without its flags',
    4,
    'client',
    frameOf(0x80, id, text('a'), 0),
    0x81,
    'MQTT-3.8.1-1',
    0,
  ],
  [
    '[MQTT-3.8.1-1] 5.0: SUBSCRIBE with DUP',
    5,
    'client',
    frameOf(0x8a, id, 0, text('a'), 0),
    0x81,
    'MQTT-3.8.1-1',
    0,
  ],
  [
    '[MQTT-2.3.1-1] 3.1.1: SUBSCRIBE with packet identifier 0',
    4,
    'client',
    frameOf(0x82, 0, 0, text('a'), 0),
    0x82,
    'MQTT-2.3.1-1',
    2,
  ],
  [
    '[MQTT-2.2.1-3] 5.0: SUBSCRIBE with packet identifier 0',
    5,
    'client',
    frameOf(0x82, 0, 0, 0, text('a'), 0),
    0x82,
    'MQTT-2.2.1-3',
    2,
  ],
  [
    '[MQTT-3.8.3-1] 3.1.1: a filter that is not UTF-8',
    4,
    'client',
    frameOf(0x82, id, prefixed(0xff), 0),
    0x81,
    'MQTT-1.5.3-1',
    6,
  ],
  [
    '[MQTT-3.8.3-1] 5.0: a filter that is not UTF-8',
    5,
    'client',
    frameOf(0x82, id, 0, prefixed(0xff), 0),
    0x81,
    'MQTT-1.5.4-1',
    7,
  ],
  [
    '[MQTT-3.8.3-3] 3.1.1: SUBSCRIBE without a filter',
    4,
    'client',
    frameOf(0x82, id),
    0x82,
    'MQTT-3.8.3-3',
    4,
  ],
  [
    '[MQTT-3.8.3-2] 5.0: SUBSCRIBE without a filter',
    5,
    'client',
    frameOf(0x82, id, 0),
    0x82,
    'MQTT-3.8.3-2',
    5,
  ],
  ['2.2.3, 3.1.1: a filter without its QoS', 4, 'client', frameOf(0x82, id, text('a')), 0x81, '2.2.3', 7],
  ['[MQTT-3.8.3-4] 3.1: QoS 3', 3, 'client', frameOf(0x82, id, text('a'), 3), 0x81, 'MQTT-3.8.3-4', 7],
  ['[MQTT-3.8.3-4] 3.1.1: QoS 3', 4, 'client', frameOf(0x82, id, text('a'), 3), 0x81, 'MQTT-3.8.3-4', 7],
  [
    '[MQTT-3.8.3-4] 3.1.1: a reserved bit, in the second filter',
    4,
    'client',
    frameOf(0x82, id, text('a'), 1, text('b'), 0x81),
    0x81,
    'MQTT-3.8.3-4',
    11,
  ],
  [
    '[MQTT-3.8.3-5] 5.0: a reserved bit',
    5,
    'client',
    frameOf(0x82, id, 0, text('a'), 0x40),
    0x81,
    'MQTT-3.8.3-5',
    8,
  ],
  ['3.8.3.1, 5.0: QoS 3', 5, 'client', frameOf(0x82, id, 0, text('a'), 0x03), 0x82, '3.8.3.1', 8],
  ['3.8.3.1, 5.0: Retain Handling 3', 5, 'client', frameOf(0x82, id, 0, text('a'), 0x30), 0x82, '3.8.3.1', 8],
  [
    '[MQTT-3.8.3-4] 5.0: No Local on a shared subscription',
    5,
    'client',
    frameOf(0x82, id, 0, text('$share/g/a'), 0x04),
    0x82,
    'MQTT-3.8.3-4',
    17,
  ],
  [
    '3.8.2.1.2, 5.0: two subscription identifiers',
    5,
    'client',
    frameOf(0x82, id, properties(subscriptionIdentifier, 1, subscriptionIdentifier, 2), text('a'), 0),
    0x82,
    '3.8.2.1.2',
    7,
  ],
  [
    '3.8.2.1.2, 5.0: subscription identifier 0',
    5,
    'client',
    frameOf(0x82, id, properties(subscriptionIdentifier, 0), text('a'), 0),
    0x82,
    '3.8.2.1.2',
    6,
  ],
  [
    '[MQTT-4.7.1-2] 3.1.1: "#" that is not the last level',
    4,
    'client',
    frameOf(0x82, id, text('a/#/b'), 0),
    0x8f,
    'MQTT-4.7.1-2',
    8,
  ],
  [
    '[MQTT-4.7.1-1] 5.0: "#" that does not fill its level',
    5,
    'client',
    frameOf(0x82, id, 0, text('a/b#'), 0),
    0x8f,
    'MQTT-4.7.1-1',
    10,
  ],
  [
    '[MQTT-4.7.1-3] 3.1.1: "+" that does not fill its level',
    4,
    'client',
    frameOf(0x82, id, text('a/+b'), 0),
    0x8f,
    'MQTT-4.7.1-3',
    8,
  ],
  [
    '[MQTT-4.7.1-2] 5.0: "+" that does not fill its level',
    5,
    'client',
    frameOf(0x82, id, 0, text('é+'), 0),
    0x8f,
    'MQTT-4.7.1-2',
    9,
  ],
  [
    '[MQTT-4.7.3-1] 3.1.1: an empty filter',
    4,
    'client',
    frameOf(0x82, id, text(''), 0),
    0x8f,
    'MQTT-4.7.3-1',
    6,
  ],
  [
    '[MQTT-4.7.3-1] 5.0: an empty filter',
    5,
    'client',
    frameOf(0x82, id, 0, text(''), 0),
    0x8f,
    'MQTT-4.7.3-1',
    7,
  ],
  [
    '[MQTT-4.7.3-2] 5.0: U+0000 in a filter',
    5,
    'client',
    frameOf(0x82, id, 0, text('\0'), 0),
    0x81,
    'MQTT-1.5.4-2',
    7,
  ],
  [
    '[MQTT-4.8.2-1] 5.0: an empty share name',
    5,
    'client',
    frameOf(0x82, id, 0, text('$share//a'), 0),
    0x8f,
    'MQTT-4.8.2-1',
    14,
  ],
  [
    '[MQTT-4.8.2-2] 5.0: a wildcard in the share name',
    5,
    'client',
    frameOf(0x82, id, 0, text('$share/g+/a'), 0),
    0x8f,
    'MQTT-4.8.2-2',
    15,
  ],
  [
    '[MQTT-4.8.2-2] 5.0: a share name without a filter',
    5,
    'client',
    frameOf(0x82, id, 0, text('$share/g'), 0),
    0x8f,
    'MQTT-4.8.2-2',
    15,
  ],
  [
    '[MQTT-3.10.1-1] 3.1.1: UNSUBSCRIBE without its flags',
    4,
    'client',
    frameOf(0xa0, id, text('a')),
    0x81,
    'MQTT-3.10.1-1',
    0,
  ],
  [
    '[MQTT-3.10.1-1] 5.0: UNSUBSCRIBE with RETAIN',
    5,
    'client',
    frameOf(0xa3, id, 0, text('a')),
    0x81,
    'MQTT-3.10.1-1',
    0,
  ],
  [
    '[MQTT-2.3.1-1] 3.1.1: UNSUBSCRIBE with packet identifier 0',
    4,
    'client',
    frameOf(0xa2, 0, 0, text('a')),
    0x82,
    'MQTT-2.3.1-1',
    2,
  ],
  [
    '[MQTT-2.2.1-3] 5.0: UNSUBSCRIBE with packet identifier 0',
    5,
    'client',
    frameOf(0xa2, 0, 0, 0, text('a')),
    0x82,
    'MQTT-2.2.1-3',
    2,
  ],
  [
    '[MQTT-3.10.3-1] 3.1.1: UNSUBSCRIBE with a filter that is not UTF-8',
    4,
    'client',
    frameOf(0xa2, id, prefixed(0xff)),
    0x81,
    'MQTT-1.5.3-1',
    6,
  ],
  [
    '[MQTT-3.10.3-1] 5.0: UNSUBSCRIBE with a filter that is not UTF-8',
    5,
    'client',
    frameOf(0xa2, id, 0, prefixed(0xff)),
    0x81,
    'MQTT-1.5.4-1',
    7,
  ],
  [
    '[MQTT-3.10.3-2] 3.1.1: UNSUBSCRIBE without a filter',
    4,
    'client',
    frameOf(0xa2, id),
    0x82,
    'MQTT-3.10.3-2',
    4,
  ],
  [
    '[MQTT-3.10.3-2] 5.0: UNSUBSCRIBE without a filter',
    5,
    'client',
    frameOf(0xa2, id, 0),
    0x82,
    'MQTT-3.10.3-2',
    5,
  ],
  [
    '[MQTT-2.3.1-7] 3.1.1: SUBACK with packet identifier 0',
    4,
    'server',
    frameOf(0x90, 0, 0, 0),
    0x82,
    'MQTT-2.3.1-7',
    2,
  ],
  [
    '[MQTT-2.2.1-6] 5.0: UNSUBACK with packet identifier 0',
    5,
    'server',
    frameOf(0xb0, 0, 0, 0, 0),
    0x82,
    'MQTT-2.2.1-6',
    2,
  ],
  ['[MQTT-2.2.2-2] 3.1.1: SUBACK with flags', 4, 'server', frameOf(0x92, id, 0), 0x81, 'MQTT-2.2.2-2', 0],
  ['[MQTT-2.1.3-1] 5.0: UNSUBACK with flags', 5, 'server', frameOf(0xb1, id, 0, 0), 0x81, 'MQTT-2.1.3-1', 0],
  [
    '[MQTT-3.9.3-2] 3.1.1: SUBACK with a code of 5.0',
    4,
    'server',
    frameOf(0x90, id, 0, 0x87),
    0x82,
    'MQTT-3.9.3-2',
    5,
  ],
  [
    '[MQTT-3.9.3-2] 5.0: SUBACK with a code that is not its own',
    5,
    'server',
    frameOf(0x90, id, 0, 0x11),
    0x82,
    'MQTT-3.9.3-2',
    5,
  ],
  ['3.9.3, 3.1.1: SUBACK without a code', 4, 'server', frameOf(0x90, id), 0x82, '3.9.3', 4],
  [
    '[MQTT-3.11.3-2] 5.0: UNSUBACK with a code of SUBACK',
    5,
    'server',
    frameOf(0xb0, id, 0, 0x01),
    0x82,
    'MQTT-3.11.3-2',
    5,
  ],
  ['3.11.3, 5.0: UNSUBACK without a code', 5, 'server', frameOf(0xb0, id, 0), 0x82, '3.11.3', 5],
  ['2.2.3, 3.1.1: UNSUBACK with a payload', 4, 'server', frameOf(0xb0, id, 0), 0x81, '2.2.3', 4],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

test('SUBSCRIBE of 5.0: each filter has its options', () => {
  const frame = frameOf(
    0x82,
    id,
    properties(subscriptionIdentifier, 5),
    text('a/+'),
    0x2e,
    text('$share/g/#'),
    0x11,
  );

  const packet = decode(frame, 5, 'client');

  expect(packet).toEqual({
    type: 'subscribe',
    id: 7,
    subscriptions: [
      { filter: 'a/+', qos: 2, noLocal: true, retainAsPublished: true, retainHandling: 2 },
      { filter: '$share/g/#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 1 },
    ],
    properties: { subscriptionIdentifiers: [5] },
  });
});

test('before 5.0 "$share" is a level like any other', () => {
  const packet = decode(frameOf(0x82, id, text('$share//'), 0), 4, 'client');

  expect(packet).toMatchObject({ subscriptions: [{ filter: '$share//' }] });
});

test('[MQTT-3.9.3-1] [MQTT-3.11.3-1] codes keep the order of the filters', () => {
  const suback = decode(frameOf(0x90, id, 0, 2, 0x80, 0), 5, 'server');
  const unsuback = decode(frameOf(0xb0, id, 0, 0x11, 0), 5, 'server');

  expect([suback, unsuback]).toMatchObject([{ reasonCodes: [2, 0x80, 0] }, { reasonCodes: [0x11, 0] }]);
});

test('3.1.1: UNSUBACK is its packet identifier', () => {
  expect(decode(frameOf(0xb0, id), 4, 'server')).toEqual({
    type: 'unsuback',
    id: 7,
    reasonCodes: [],
    properties: {},
  });
});
