import { expect, test } from 'vitest';
import { chartPaths } from './chart-paths.ts';

test('values are joined by a line, with a gap where there is none', () => {
  const { line, fill, most } = chartPaths([10, 20, undefined, 5, undefined], { width: 40, height: 22 });

  expect(most).toBe(20);
  expect(line).toBe('M0 11L10 1M30 16L35 16');
  expect(fill).toBe('M0 22L0 11L10 1L10 22ZM30 22L30 16L35 16L30 22Z');
});

test('nothing measured is nothing drawn', () => {
  expect(chartPaths([undefined, undefined], { width: 40, height: 22 })).toEqual({
    line: '',
    fill: '',
    most: 0,
  });
});
