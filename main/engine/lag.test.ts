import { expect, test } from 'vitest';
import { lagOf } from './lag.ts';

test('What waits for a batch to fill is no lag', () => {
  expect(lagOf({ busy: 12, notStored: 2_500, rate: 10_000 })).toBe(0);
});

test('A disk that does not keep up is behind by the time that its records took to come', () => {
  expect(lagOf({ busy: 12, notStored: 20_000, rate: 10_000 })).toBe(2_000);
});

test('A thread that was busy for long was behind by as much', () => {
  expect(lagOf({ busy: 800, notStored: 0, rate: 10_000 })).toBe(800);
});

test('What came last and then nothing more is no lag', () => {
  expect(lagOf({ busy: 0, notStored: 3, rate: 0 })).toBe(0);
});
