import { expect, test } from 'vitest';
import { lagOf } from './lag.ts';

test('What waits for a batch to fill is no lag', () => {
  expect(lagOf({ busy: 12, waiting: 250 })).toBe(0);
});

test('A disk that does not keep up is behind by the age of the oldest record that it has not taken', () => {
  expect(lagOf({ busy: 12, waiting: 2_000 })).toBe(2_000);
});

test('A thread that was busy for long was behind by as much', () => {
  expect(lagOf({ busy: 800, waiting: 0 })).toBe(800);
});
