import { describe, expect, test } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

describe('the path of a sparkline', () => {
  test('goes from edge to edge, the largest value near the top', () => {
    expect(sparklinePath([0, 5, 10], 40, 10)).toBe('M0 10L20 6L40 2');
  });

  test('is flat at the bottom when nothing came', () => {
    expect(sparklinePath([0, 0], 40, 10)).toBe('M0 10L40 10');
  });

  test('is empty without values', () => {
    expect(sparklinePath([], 40, 10)).toBe('');
  });
});
