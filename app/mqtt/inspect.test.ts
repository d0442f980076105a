import { expect, test } from 'vitest';
import { encode } from './encode.ts';
import type { Field } from './field.ts';
import { inspect } from './inspect.ts';
import { frameOf, prefixed, properties, text } from './testing/frame.ts';

/** A field as one line, what is inside it indented. */
function lines(fields: readonly Field[], indent = ''): readonly string[] {
  return fields.flatMap(({ start, end, name, value, clause, fields: inner }) => [
    `${indent}${start}-${end} ${name} = ${value} (${clause})`,
    ...lines(inner, `${indent}  `),
  ]);
}

test('a PUBLISH of 5.0 is taken apart to its last byte', () => {
  const list = properties(0x02, 0, 0, 0, 60, 0x26, text('k'), text('v'));

  const { fields, error } = inspect(frameOf(0x3b, text('a/b'), 0, 7, list, 0xff, 1), 5, 'client');

  expect(error).toBe(undefined);
  expect(lines(fields)).toEqual([
    '0-1 Packet Type and Flags = PUBLISH, flags 1011 (2.1.1)',
    '  0-1 Control Packet Type = 3 (2.1.2)',
    '  0-1 DUP = 1 (3.3.1.1)',
    '  0-1 QoS = 1 (3.3.1.2)',
    '  0-1 RETAIN = 1 (3.3.1.3)',
    '1-2 Remaining Length = 22 (2.1.4)',
    '2-7 Topic Name = a/b (3.3.2.1)',
    '7-9 Packet Identifier = 7 (3.3.2.2)',
    '9-22 Properties = 12 bytes (3.3.2.3)',
    '  9-10 Property Length = 12 (3.3.2.3.1)',
    '  10-15 Message Expiry Interval = 60 s (3.3.2.3.3)',
    '    10-11 Property Identifier = 0x02 (2.2.2.2)',
    '    11-15 Value = 60 s (3.3.2.3.3)',
    '  15-22 User Property = k: v (3.3.2.3.7)',
    '    15-16 Property Identifier = 0x26 (2.2.2.2)',
    '    16-19 Name = k (3.3.2.3.7)',
    '    19-22 Value = v (3.3.2.3.7)',
    '22-24 Payload = 2 bytes: ff 01 (3.3.3)',
  ]);
});

test('a CONNECT of 3.1.1 shows each of its flags', () => {
  const frame = frameOf(
    0x10,
    text('MQTT'),
    4,
    0xc6,
    0,
    0,
    text('c'),
    text('w'),
    prefixed(),
    text('u'),
    prefixed(1),
  );

  const { fields } = inspect(frame, 5, 'client');

  expect(lines(fields).slice(6)).toEqual([
    '1-2 Remaining Length = 24 (2.1.4)',
    '2-8 Protocol Name = MQTT (3.1.2.1)',
    '8-9 Protocol Version = 4 (3.1.2.2)',
    '9-10 Connect Flags = 11000110 (3.1.2.3)',
    '  9-10 User Name Flag = 1 (3.1.2.8)',
    '  9-10 Password Flag = 1 (3.1.2.9)',
    '  9-10 Will Retain = 0 (3.1.2.7)',
    '  9-10 Will QoS = 0 (3.1.2.6)',
    '  9-10 Will Flag = 1 (3.1.2.5)',
    '  9-10 Clean Session = 1 (3.1.2.4)',
    '  9-10 Reserved = 0 (3.1.2.3)',
    '10-12 Keep Alive = 0 (off) (3.1.2.10)',
    '12-15 Client Identifier = c (3.1.3.1)',
    '15-18 Will Topic = w (3.1.3.2)',
    '18-20 Will Message = 0 bytes (3.1.3.3)',
    '20-23 User Name = u (3.1.3.4)',
    '23-26 Password = 1 byte: 01 (3.1.3.5)',
  ]);
});

test('a reason code has its name, a subscription its options', () => {
  const suback = inspect(frameOf(0x90, 0, 1, 0, 0x87), 5, 'server');
  const subscribe = inspect(frameOf(0x82, 0, 1, 0, text('a'), 0x1e), 5, 'client');

  expect(lines(suback.fields).at(-1)).toBe('5-6 Reason Code = 0x87 Not authorized (3.9.3)');
  expect(lines(subscribe.fields).slice(-7)).toEqual([
    '  5-8 Topic Filter = a (3.8.3)',
    '  8-9 Subscription Options = 00011110 (3.8.3.1)',
    '    8-9 Reserved = 0 (3.8.3.1)',
    '    8-9 Retain Handling = 1 (3.8.3.1)',
    '    8-9 Retain As Published = 1 (3.8.3.1)',
    '    8-9 No Local = 1 (3.8.3.1)',
    '    8-9 QoS = 2 (3.8.3.1)',
  ]);
});

test('a malformed packet is shown up to where it breaks, the broken field with it', () => {
  const { packet, fields, error } = inspect(frameOf(0x30, prefixed(97, 0xff), 0, 1, 2), 5, 'client');

  expect(packet).toBe(undefined);
  expect(lines(fields).at(-1)).toBe('2-6 Topic Name = a\uFFFD (3.3.2.1)');
  expect(error).toEqual({
    reasonCode: 0x81,
    clause: 'MQTT-1.5.4-1',
    offset: 5,
    message: 'Topic Name is not well-formed UTF-8',
  });
});

test('a property that breaks leaves its group with what was read', () => {
  const list = properties(0x03, text('x'), 0x23, 0, 0);

  const { fields, error } = inspect(frameOf(0x30, text('a'), list), 5, 'client');

  expect(lines(fields).slice(-3)).toEqual([
    '  10-13 Topic Alias =  (3.3.2.3.4)',
    '    10-11 Property Identifier = 0x23 (2.2.2.2)',
    '    11-13 Value = 0 (3.3.2.3.4)',
  ]);
  expect(error).toMatchObject({ reasonCode: 0x94, offset: 11 });
});

test('long values are cut, and what is too many is folded into one field that covers it', () => {
  const userProperties = Array.from({ length: 50_000 }, () => ['n', 'v'] as const);
  const topic = 'a'.repeat(5000);
  const message = { topic, payload: new Uint8Array(9000), qos: 0, retain: false, dup: false, id: 0 } as const;
  const frame = encode({ type: 'publish', ...message, properties: { userProperties } }, 5);

  const { fields } = inspect(frame, 5, 'client');

  const [, , topicField, list, payload] = fields;
  expect([topicField?.value.length, list?.fields.length]).toEqual([1024, 1001]);
  expect(payload?.value).toMatch(/^9000 bytes: 00 00 .* 00…$/);
  const { name, start, end } = list?.fields.at(-1) ?? {};
  expect({ name, start, end }).toEqual({ name: 'More', start: 4 + 5002 + 3 + 999 * 7, end: list?.end });
});
