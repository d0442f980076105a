import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import type { RefusalCase } from './testing/frame.ts';
import { bytesOf, frameOf, prefixed, properties, refusal, text } from './testing/frame.ts';

const responseTopic = 0x08;
const subscriptionIdentifier = 0x0b;
const topicAlias = 0x23;

test.each<RefusalCase>([
  ['[MQTT-3.3.1-2] 3.1.1: DUP at QoS 0', 4, 'client', frameOf(0x38, text('a')), 0x81, 'MQTT-3.3.1-2', 0],
  ['[MQTT-3.3.1-2] 5.0: DUP at QoS 0', 5, 'client', frameOf(0x38, text('a'), 0), 0x81, 'MQTT-3.3.1-2', 0],
  ['[MQTT-3.3.1-4] 3.1: QoS 3', 3, 'client', frameOf(0x36, text('a'), 0, 1), 0x81, 'MQTT-3.3.1-4', 0],
  ['[MQTT-3.3.1-4] 3.1.1: QoS 3', 4, 'client', frameOf(0x36, text('a'), 0, 1), 0x81, 'MQTT-3.3.1-4', 0],
  ['[MQTT-3.3.1-4] 5.0: QoS 3', 5, 'client', frameOf(0x36, text('a'), 0, 1, 0), 0x81, 'MQTT-3.3.1-4', 0],
  ['[MQTT-3.3.2-1] 3.1.1: no topic', 4, 'client', frameOf(0x30), 0x81, '2.2.3', 2],
  ['[MQTT-3.3.2-1] 5.0: a topic that is cut', 5, 'client', frameOf(0x30, 0, 5, 97), 0x81, '2.1.4', 2],
  [
    '[MQTT-3.3.2-1] 3.1.1: a topic that is not UTF-8',
    4,
    'client',
    frameOf(0x30, prefixed(97, 0xff)),
    0x81,
    'MQTT-1.5.3-1',
    5,
  ],
  [
    '[MQTT-3.3.2-1] 5.0: a topic that is not UTF-8',
    5,
    'client',
    frameOf(0x30, prefixed(97, 0xff), 0),
    0x81,
    'MQTT-1.5.4-1',
    5,
  ],
  [
    '[MQTT-3.3.2-2] 3.1.1: "+" in the topic',
    4,
    'client',
    frameOf(0x30, text('é/+')),
    0x90,
    'MQTT-3.3.2-2',
    7,
  ],
  [
    '[MQTT-3.3.2-2] 5.0: "#" in the topic',
    5,
    'client',
    frameOf(0x30, text('a/#'), 0),
    0x90,
    'MQTT-3.3.2-2',
    6,
  ],
  [
    '[MQTT-4.7.1-1] 3.1.1: a wildcard inside of a level',
    4,
    'server',
    frameOf(0x30, text('a#b')),
    0x90,
    'MQTT-3.3.2-2',
    5,
  ],
  [
    '[MQTT-4.7.0-1] 5.0: a wildcard inside of a level',
    5,
    'server',
    frameOf(0x30, text('a+b'), 0),
    0x90,
    'MQTT-3.3.2-2',
    5,
  ],
  ['[MQTT-4.7.3-1] 3.1.1: an empty topic', 4, 'client', frameOf(0x30, text('')), 0x90, 'MQTT-4.7.3-1', 2],
  [
    '[MQTT-4.7.3-1] 3.3.2.1, 5.0: an empty topic without an alias',
    5,
    'client',
    frameOf(0x30, text(''), 0),
    0x82,
    '3.3.2.1',
    2,
  ],
  [
    '[MQTT-4.7.3-2] 3.1.1: U+0000 in the topic',
    4,
    'client',
    frameOf(0x30, text('a\0')),
    0x81,
    'MQTT-1.5.3-2',
    5,
  ],
  [
    '[MQTT-4.7.3-2] 5.0: U+0000 in the topic',
    5,
    'client',
    frameOf(0x30, text('a\0'), 0),
    0x81,
    'MQTT-1.5.4-2',
    5,
  ],
  [
    '[MQTT-2.3.1-1] 3.1.1: packet identifier 0 at QoS 1',
    4,
    'client',
    frameOf(0x32, text('a'), 0, 0),
    0x82,
    'MQTT-2.3.1-1',
    5,
  ],
  [
    '[MQTT-2.3.1-1] 3.1.1: packet identifier 0 at QoS 2',
    4,
    'server',
    frameOf(0x34, text('a'), 0, 0),
    0x82,
    'MQTT-2.3.1-1',
    5,
  ],
  [
    '[MQTT-2.2.1-3] 5.0: packet identifier 0 from a client',
    5,
    'client',
    frameOf(0x32, text('a'), 0, 0, 0),
    0x82,
    'MQTT-2.2.1-3',
    5,
  ],
  [
    '[MQTT-2.2.1-4] 5.0: packet identifier 0 from a server',
    5,
    'server',
    frameOf(0x34, text('a'), 0, 0, 0),
    0x82,
    'MQTT-2.2.1-4',
    5,
  ],
  [
    '[MQTT-2.3.1-1] 3.1.1: no packet identifier at QoS 1',
    4,
    'client',
    frameOf(0x32, text('a'), 1),
    0x81,
    '2.2.3',
    5,
  ],
  ['[MQTT-2.2.2-1] 5.0: no property length', 5, 'client', frameOf(0x30, text('a')), 0x81, '2.1.4', 5],
  [
    '3.3.2.3.1, 5.0: properties longer than the packet',
    5,
    'client',
    frameOf(0x30, text('a'), 3, 1, 1),
    0x81,
    '3.3.2.3.1',
    5,
  ],
  [
    '[MQTT-3.3.2-8] 5.0: topic alias 0',
    5,
    'client',
    frameOf(0x30, text('a'), properties(topicAlias, 0, 0)),
    0x94,
    'MQTT-3.3.2-8',
    7,
  ],
  [
    '[MQTT-3.3.2-13] 5.0: a response topic that is not UTF-8',
    5,
    'client',
    frameOf(0x30, text('a'), properties(responseTopic, prefixed(0xc0, 0xaf))),
    0x81,
    'MQTT-1.5.4-1',
    9,
  ],
  [
    '[MQTT-3.3.2-14] 5.0: a wildcard in the response topic',
    5,
    'client',
    frameOf(0x30, text('a'), properties(responseTopic, text('b/#'))),
    0x82,
    'MQTT-3.3.2-14',
    11,
  ],
  [
    '[MQTT-4.7.3-1] 5.0: an empty response topic',
    5,
    'client',
    frameOf(0x30, text('a'), properties(responseTopic, text(''))),
    0x82,
    'MQTT-4.7.3-1',
    9,
  ],
  [
    '[MQTT-3.3.2-19] 5.0: a content type that is not UTF-8',
    5,
    'client',
    frameOf(0x30, text('a'), properties(0x03, prefixed(0x80))),
    0x81,
    'MQTT-1.5.4-1',
    9,
  ],
  [
    '[MQTT-3.3.4-6] 5.0: a subscription identifier from a client',
    5,
    'client',
    frameOf(0x30, text('a'), properties(subscriptionIdentifier, 1)),
    0x82,
    'MQTT-3.3.4-6',
    6,
  ],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

test('[MQTT-2.3.1-5] [MQTT-2.2.1-2] at QoS 0 the payload follows the topic, without a packet identifier', () => {
  const packet = decode(frameOf(0x31, text('a/b'), 1, 2), 4, 'client');

  expect(packet).toEqual({
    type: 'publish',
    topic: 'a/b',
    payload: bytesOf(1, 2),
    qos: 0,
    retain: true,
    dup: false,
    id: 0,
    properties: {},
  });
});

test('3.1 says nothing about DUP at QoS 0', () => {
  const packet = decode(frameOf(0x38, text('a')), 3, 'client');

  expect(packet).toMatchObject({ dup: true, qos: 0 });
});

test('an alias stands for an empty topic, and a server may send several subscription identifiers', () => {
  const list = properties(topicAlias, 0, 7, subscriptionIdentifier, 1, subscriptionIdentifier, 0xff, 0x7f);

  const packet = decode(frameOf(0x3d, text(''), 0, 9, list, 5), 5, 'server');

  expect(packet).toEqual({
    type: 'publish',
    topic: '',
    payload: bytesOf(5),
    qos: 2,
    retain: true,
    dup: true,
    id: 9,
    properties: { topicAlias: 7, subscriptionIdentifiers: [1, 16_383] },
  });
});

test('the payload is a view of the frame, also where the frame is a part of a larger buffer', () => {
  const frame = Buffer.concat([Buffer.alloc(10), frameOf(0x30, text('a'), 1, 2)]).subarray(10);

  const packet = decode(frame, 4, 'client');

  expect(packet.type === 'publish' && packet.payload.buffer === frame.buffer && packet.payload).toEqual(
    bytesOf(1, 2),
  );
});
