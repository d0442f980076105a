import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import type { Packet } from './packet.ts';
import type { Properties } from './properties.ts';
import type { PropertyDefinition, PropertyOwner } from './property-table.ts';
import { propertyTable } from './property-table.ts';
import type { RefusalCase } from './testing/frame.ts';
import { bytesOf, frameOf, prefixed, properties, refusal, text } from './testing/frame.ts';

const mqtt5 = [...text('MQTT'), 5, 0x02, 0, 60];
const will = [...text('w'), ...prefixed()];

/** For each owner a frame around a property list, and where the list's first property stands in it. */
const frames: Readonly<Record<PropertyOwner, { at: number; around: (list: Uint8Array) => Uint8Array }>> = {
  connect: { at: 13, around: (list) => frameOf(0x10, mqtt5, list, text('c')) },
  will: { at: 17, around: (list) => frameOf(0x10, mqtt5.with(7, 0x06), 0, text('c'), list, will) },
  connack: { at: 5, around: (list) => frameOf(0x20, 0, 0, list) },
  publish: { at: 6, around: (list) => frameOf(0x30, text('a'), list) },
  puback: { at: 6, around: (list) => frameOf(0x40, 0, 1, 0, list) },
  pubrec: { at: 6, around: (list) => frameOf(0x50, 0, 1, 0, list) },
  pubrel: { at: 6, around: (list) => frameOf(0x62, 0, 1, 0, list) },
  pubcomp: { at: 6, around: (list) => frameOf(0x70, 0, 1, 0, list) },
  subscribe: { at: 5, around: (list) => frameOf(0x82, 0, 1, list, text('a'), 0) },
  suback: { at: 5, around: (list) => frameOf(0x90, 0, 1, list, 0) },
  unsubscribe: { at: 5, around: (list) => frameOf(0xa2, 0, 1, list, text('a')) },
  unsuback: { at: 5, around: (list) => frameOf(0xb0, 0, 1, list, 0) },
  disconnect: { at: 4, around: (list) => frameOf(0xe0, 0, list) },
  auth: { at: 4, around: (list) => frameOf(0xf0, 0x18, list) },
};
const owners: readonly PropertyOwner[] = [
  'connect',
  'will',
  'connack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'disconnect',
  'auth',
];

/** A property with a value that is in range. */
function valid({ id, type }: PropertyDefinition): Uint8Array {
  switch (type) {
    case 'bit':
    case 'variableInteger':
      return bytesOf(id, 1);
    case 'uint16':
      return bytesOf(id, 0, 1);
    case 'uint32':
      return bytesOf(id, 0, 0, 0, 1);
    case 'text':
      return bytesOf(id, text('x'));
    case 'binary':
      return bytesOf(id, prefixed(1));
    case 'pair':
      return bytesOf(id, text('n'), text('v'));
  }
}

/** What must be there besides, so that only what is tested is wrong. */
function companion(definition: PropertyDefinition, owner: PropertyOwner): Uint8Array {
  const needed = owner === 'auth' || definition.key === 'authenticationData';
  return needed && definition.key !== 'authenticationMethod' ? bytesOf(0x15, text('m')) : bytesOf();
}

describe.each(propertyTable)('$name', (definition) => {
  const allowed = owners.filter((owner) => definition.owners[owner] !== undefined);
  const forbidden = owners.filter((owner) => definition.owners[owner] === undefined);

  test.each(allowed)('2.2.2.2: may stand in %s', (owner) => {
    const list = properties(companion(definition, owner), valid(definition));

    const packet = decode(frames[owner].around(list), 5, 'either');

    const found =
      owner === 'will' && packet.type === 'connect' ? packet.will?.properties : propertiesOf(packet);
    expect(found).toHaveProperty(definition.key);
  });

  test.each(forbidden)('2.2.2.2: in %s it is malformed', (owner) => {
    const { at, around } = frames[owner];

    const refused = refusal(around(properties(valid(definition))), 5, 'either');

    expect(refused).toEqual({ reasonCode: 0x81, clause: '2.2.2.2', offset: at });
  });

  test.each(allowed)('2.2.2.2: twice in %s it is a Protocol Error, unless it may repeat', (owner) => {
    const { at, around } = frames[owner];
    const first = bytesOf(companion(definition, owner), valid(definition));

    const outcome = refusal(around(properties(first, valid(definition))), 5, 'either');

    const repeats =
      definition.type === 'pair' || (definition.type === 'variableInteger' && owner === 'publish');
    const clause = definition.owners[owner];
    expect(outcome).toEqual(
      repeats
        ? expect.objectContaining({ type: owner === 'will' ? 'connect' : owner })
        : { reasonCode: 0x82, clause, offset: at + first.length },
    );
  });

  test.each(allowed)('a value in %s that is cut is malformed at its own start', (owner) => {
    const { at, around } = frames[owner];
    const list = properties(valid(definition).slice(0, -1));

    const refused = refusal(around(list), 5, 'either');

    const offset = definition.type === 'pair' ? at + 4 : at + 1;
    expect(refused).toEqual({ reasonCode: 0x81, clause: '2.1.4', offset });
  });
});

function propertiesOf(packet: Packet): Properties {
  return 'properties' in packet ? packet.properties : {};
}

test.each<RefusalCase>([
  [
    '3.3.2.3.2: Payload Format Indicator 2',
    5,
    'client',
    frames.publish.around(properties(0x01, 2)),
    0x82,
    '3.3.2.3.2',
    7,
  ],
  [
    '3.1.3.2.3: Payload Format Indicator 2 of the will',
    5,
    'client',
    frames.will.around(properties(0x01, 2)),
    0x82,
    '3.1.3.2.3',
    18,
  ],
  [
    '3.1.2.11.3: Receive Maximum 0',
    5,
    'client',
    frames.connect.around(properties(0x21, 0, 0)),
    0x82,
    '3.1.2.11.3',
    14,
  ],
  [
    '3.2.2.3.3: Receive Maximum 0',
    5,
    'server',
    frames.connack.around(properties(0x21, 0, 0)),
    0x82,
    '3.2.2.3.3',
    6,
  ],
  [
    '3.1.2.11.4: Maximum Packet Size 0',
    5,
    'client',
    frames.connect.around(properties(0x27, 0, 0, 0, 0)),
    0x82,
    '3.1.2.11.4',
    14,
  ],
  [
    '3.2.2.3.6: Maximum Packet Size 0',
    5,
    'server',
    frames.connack.around(properties(0x27, 0, 0, 0, 0)),
    0x82,
    '3.2.2.3.6',
    6,
  ],
  [
    '3.1.2.11.6: Request Response Information 2',
    5,
    'client',
    frames.connect.around(properties(0x19, 2)),
    0x82,
    '3.1.2.11.6',
    14,
  ],
  [
    '3.1.2.11.7: Request Problem Information 2',
    5,
    'client',
    frames.connect.around(properties(0x17, 2)),
    0x82,
    '3.1.2.11.7',
    14,
  ],
  ['3.2.2.3.4: Maximum QoS 2', 5, 'server', frames.connack.around(properties(0x24, 2)), 0x82, '3.2.2.3.4', 6],
  [
    '3.2.2.3.5: Retain Available 2',
    5,
    'server',
    frames.connack.around(properties(0x25, 2)),
    0x82,
    '3.2.2.3.5',
    6,
  ],
  [
    '3.2.2.3.11: Wildcard Subscription Available 2',
    5,
    'server',
    frames.connack.around(properties(0x28, 2)),
    0x82,
    '3.2.2.3.11',
    6,
  ],
  [
    '3.2.2.3.12: Subscription Identifiers Available 2',
    5,
    'server',
    frames.connack.around(properties(0x29, 2)),
    0x82,
    '3.2.2.3.12',
    6,
  ],
  [
    '3.2.2.3.13: Shared Subscription Available 2',
    5,
    'server',
    frames.connack.around(properties(0x2a, 2)),
    0x82,
    '3.2.2.3.13',
    6,
  ],
  [
    '3.3.2.3.8: Subscription Identifier 0',
    5,
    'server',
    frames.publish.around(properties(0x0b, 0)),
    0x82,
    '3.3.2.3.8',
    7,
  ],
  [
    '[MQTT-1.5.5-1] a Subscription Identifier longer than it need be',
    5,
    'server',
    frames.publish.around(properties(0x0b, 0x81, 0)),
    0x81,
    'MQTT-1.5.5-1',
    7,
  ],
  [
    '1.5.5: a Subscription Identifier of five bytes',
    5,
    'server',
    frames.publish.around(properties(0x0b, 0x80, 0x80, 0x80, 0x80, 1)),
    0x81,
    '1.5.5',
    7,
  ],
  [
    '[MQTT-1.5.5-1] a property length longer than it need be',
    5,
    'client',
    frames.publish.around(bytesOf(0x80, 0)),
    0x81,
    'MQTT-1.5.5-1',
    5,
  ],
  [
    '[MQTT-1.5.7-1] a user property whose name is not UTF-8',
    5,
    'client',
    frames.publish.around(properties(0x26, prefixed(0xff), text('v'))),
    0x81,
    'MQTT-1.5.4-1',
    9,
  ],
  [
    '[MQTT-1.5.7-1] a user property whose value holds U+0000',
    5,
    'client',
    frames.publish.around(properties(0x26, text('n'), text('\0'))),
    0x81,
    'MQTT-1.5.4-2',
    12,
  ],
  ['2.2.2.2: property 0x00', 5, 'client', frames.publish.around(properties(0x00, 1)), 0x81, '2.2.2.2', 6],
  ['2.2.2.2: property 0x2B', 5, 'client', frames.publish.around(properties(0x2b, 1)), 0x81, '2.2.2.2', 6],
  [
    '2.2.2.2: a property identifier of two bytes',
    5,
    'client',
    frames.publish.around(properties(0x81, 0x00, 1)),
    0x81,
    '2.2.2.2',
    6,
  ],
  [
    '3.3.2.3.1: a value that reaches beyond the property length',
    5,
    'client',
    frameOf(0x30, text('a'), 3, 0x03, 0, 2, 120, 121),
    0x81,
    '2.1.4',
    7,
  ],
])('%s is refused', (_title, version, from, frame, reasonCode, clause, offset) => {
  expect(refusal(frame, version, from)).toEqual({ reasonCode, clause, offset });
});

test('user properties keep their order and may repeat a name', () => {
  const userProperties = [
    ['b', '1'],
    ['a', '2'],
    ['b', ''],
    ['', '3'],
  ] as const;
  const frame = encode({ type: 'puback', id: 1, reasonCode: 0, properties: { userProperties } }, 5);

  expect(decode(frame, 5, 'client')).toMatchObject({ properties: { userProperties } });
});

test('the table has the 27 properties of the standard, each once', () => {
  const ids = propertyTable.map(({ id }) => id);

  expect(ids).toEqual([
    1, 2, 3, 8, 9, 11, 17, 18, 19, 21, 22, 23, 24, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
  ]);
});
