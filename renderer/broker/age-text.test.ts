import { expect, test } from 'vitest';
import { spanText } from './age-text.ts';

test('a span of time is told in its two largest units', () => {
  const seconds = [0, 4, 65, 3_600, 11_520, 93_784];

  expect(seconds.map((each) => spanText(each * 1e6))).toEqual([
    '0 s',
    '4 s',
    '1 min 5 s',
    '1 h',
    '3 h 12 min',
    '1 d 2 h',
  ]);
});
