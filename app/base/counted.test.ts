import { expect, test } from 'vitest';
import { counted } from './counted.ts';

test('one of a thing is said otherwise than none or several', () => {
  expect([0, 1, 2].map((count) => counted(count, 'byte'))).toEqual(['0 bytes', '1 byte', '2 bytes']);
  expect([1, 2].map((count) => counted(count, 'delivery', 'deliveries'))).toEqual([
    '1 delivery',
    '2 deliveries',
  ]);
});
