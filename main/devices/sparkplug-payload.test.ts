import protobuf from 'protobufjs/light.js';
import { expect, test } from 'vitest';
import { datatype, encodePayload, trueMetrics } from './sparkplug-payload.ts';

test('A payload is what the specification says, field by field', () => {
  const bytes = encodePayload(
    1_700_000_000_000,
    [{ name: 'CPU load', alias: 1, timestamp: 1_700_000_000_001, datatype: datatype.double, value: 12.5 }],
    7,
  );

  const reader = protobuf.Reader.create(bytes);
  const fields: [number, number][] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    fields.push([tag >>> 3, tag & 7]);
    reader.skipType(tag & 7);
  }
  expect(fields).toEqual([
    [1, 0],
    [2, 2],
    [3, 0],
  ]);
  expect(bytes.includes(Buffer.from('CPU load'))).toBe(true);
});

test('A command is read by its name; what is no payload commands nothing', () => {
  const rebirth = { name: 'Node Control/Rebirth', timestamp: 1, datatype: datatype.boolean, value: true };

  expect([
    trueMetrics(encodePayload(1, [rebirth])),
    trueMetrics(encodePayload(1, [{ ...rebirth, value: false }])),
    trueMetrics(Buffer.from('not protobuf')),
  ]).toEqual([['Node Control/Rebirth'], [], []]);
});
