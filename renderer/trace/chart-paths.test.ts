import { expect, test } from 'vitest';
import { chartPaths } from './chart-paths.ts';

test('values are joined by a line, with a gap where there is none, and one alone is a bar', () => {
  const { line, fill, most } = chartPaths([10, 20, undefined, 5, undefined], { width: 40, height: 22 });

  expect(most).toBe(20);
  expect(line).toBe('M4 11L12 1M26.5 16L29.5 16');
  expect(fill).toBe('M4 22L4 11L12 1L12 22ZM26.5 22L26.5 16L29.5 16L29.5 22Z');
});

test('nothing measured is nothing drawn', () => {
  expect(chartPaths([undefined, undefined], { width: 40, height: 22 })).toEqual({
    line: '',
    fill: '',
    most: 0,
  });
});
