import { expect, test } from 'vitest';
import { defaultBackoff, waitAfter } from './backoff.ts';

test('the wait doubles up to the longest', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((tries) =>
    waitAfter(tries, false, defaultBackoff, () => 1),
  );

  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('half of the wait is chance', () => {
  expect([0, 0.5, 1].map((chance) => waitAfter(3, false, defaultBackoff, () => chance))).toEqual([
    2_000, 3_000, 4_000,
  ]);
});

test('what will not change by itself waits the longest from the start', () => {
  expect(waitAfter(1, true, defaultBackoff, () => 1)).toBe(60_000);
});
