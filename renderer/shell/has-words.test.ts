import { expect, test } from 'vitest';
import { hasWords } from './has-words.ts';

test('the palette finds by words in any order and case', () => {
  expect(hasWords('View Theme: dark', 'dark th')).toBe(true);
  expect(hasWords('View Theme: dark', 'dark tree')).toBe(false);
  expect(hasWords('View Theme: dark', '')).toBe(true);
});
