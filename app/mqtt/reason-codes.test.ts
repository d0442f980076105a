import { expect, test } from 'vitest';
import type { ReasonPacketType } from './reason-codes.ts';
import { findReason, mayCarryReason, reasonCodes, reasonName, returnCodes } from './reason-codes.ts';

const all = [...Object.values(reasonCodes), ...Object.values(returnCodes)].flat();

test('the same code means another thing in another packet or version', () => {
  const names = [
    reasonName('connack', 0, 5),
    reasonName('suback', 0, 5),
    reasonName('disconnect', 0, 5),
    reasonName('connack', 0, 4),
    reasonName('suback', 0x80, 4),
    reasonName('suback', 0x80, 5),
    reasonName('connack', 5, 3),
    reasonName('connack', 5, 5),
    reasonName('puback', 0, 4),
  ];

  expect(names).toEqual([
    'Success',
    'Granted QoS 0',
    'Normal disconnection',
    'Connection Accepted',
    'Failure',
    'Unspecified error',
    'Connection Refused, not authorized',
    'not a code of this packet',
    'not a code of this packet',
  ]);
});

test('each failure says what most often causes it', () => {
  const silent = all.filter(({ code, cause }) => code >= 0x80 && cause === '');

  expect(silent).toEqual([]);
});

test('each packet lists each code once, in order', () => {
  for (const list of [...Object.values(reasonCodes), ...Object.values(returnCodes)]) {
    const codes = list.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
  }
});

test.each<[ReasonPacketType, number]>([
  ['connack', 22],
  ['puback', 9],
  ['pubrec', 9],
  ['pubrel', 2],
  ['pubcomp', 2],
  ['suback', 12],
  ['unsuback', 7],
  ['disconnect', 30],
  ['auth', 3],
])('%s has the %i codes of its table', (type, count) => {
  expect(reasonCodes[type]).toHaveLength(count);
});

test('some codes are for one end only', () => {
  const allowed = [
    mayCarryReason('disconnect', 0x04, 5, 'client'),
    mayCarryReason('disconnect', 0x04, 5, 'server'),
    mayCarryReason('disconnect', 0x8e, 5, 'client'),
    mayCarryReason('disconnect', 0x8e, 5, 'either'),
    mayCarryReason('auth', 0x19, 5, 'server'),
    mayCarryReason('auth', 0x18, 5, 'server'),
  ];

  expect(allowed).toEqual([true, false, false, true, false, true]);
});

test('an entry says all about a code', () => {
  expect(findReason('connack', 0x8a, 5)).toEqual({
    code: 0x8a,
    name: 'Banned',
    cause: expect.stringContaining('locked'),
    from: 'either',
  });
});
