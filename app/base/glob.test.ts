import { expect, test } from 'vitest';
import { fitsGlob } from './glob.ts';

test.each([
  ['sensor-7', 'sensor-7', true],
  ['sensor-7', 'sensor-70', false],
  ['sensor-*', 'sensor-', true],
  ['*-7', 'sensor-17-7', true],
  ['s*s*r', 'sensor', true],
  ['s?nsor', 'sensor', true],
  ['s?nsor', 'snsor', false],
  ['*', '', true],
  ['?', '', false],
  ['a.c', 'abc', false],
])('the pattern %s against %s: %s', (pattern, text, fits) => {
  expect(fitsGlob(pattern, text)).toBe(fits);
});

test('a text that almost fits many stars takes no time', () => {
  const pattern = `${'a*'.repeat(30)}b`;

  expect(fitsGlob(pattern, 'a'.repeat(65_535))).toBe(false);
});
