import { expect, test } from 'vitest';
import { wholeNumber } from './whole-number.ts';

test('a whole number within its bounds is one, and nothing else', () => {
  const read = ['0', '65535', '007', '-1', '65536', '99999999', '', 'abc', '1.5', '1e3', ' 1'].map((text) =>
    wholeNumber(text, 0, 65_535),
  );

  expect(read).toEqual([0, 65_535, 7, ...Array.from({ length: 8 }, () => undefined)]);
});
