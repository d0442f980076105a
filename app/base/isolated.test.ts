import { expect, test } from 'vitest';
import { isolated, isolatedLevels } from './isolated.ts';

test('what runs from right to left turns nothing around that stands beside it', () => {
  expect(isolated('שלום 12')).toBe('\u2066שלום 12\u2069');
  expect(isolatedLevels('a/שלום/עולם')).toBe('a/\u2066שלום\u2069/\u2066עולם\u2069');
});

test('other names stay as they are', () => {
  expect(['press-1', 'höhe 高さ', '😀', ''].map(isolated)).toEqual(['press-1', 'höhe 高さ', '😀', '']);
  expect(isolatedLevels('plant/press')).toBe('plant/press');
});
