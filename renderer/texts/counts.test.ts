import { describe, expect, test } from 'vitest';
import { count, rate, shortCount, size, some } from './counts.ts';

describe('numbers as text', () => {
  test('a count is exact, with groups', () => {
    expect([count(0), count(1_204_877)]).toEqual(['0', '1,204,877']);
  });

  test('one of a thing is said otherwise than none or several', () => {
    expect([0, 1, 1204].map((value) => some(value, 'packet', 'packets'))).toEqual([
      '0 packets',
      '1 packet',
      '1,204 packets',
    ]);
  });

  test('a short count keeps its width', () => {
    expect([96_012, 1_200_000, 4_300_000_000].map(shortCount)).toEqual(['96,012', '1.2M', '4.3G']);
  });

  test('a rate has one digit when it is small, and a dash when there is none', () => {
    expect([0, 0.01, 0.4, 1, 42.4, 999.9, 8100, 1_500_000].map(rate)).toEqual([
      '–',
      '–',
      '0.4/s',
      '1/s',
      '42/s',
      '1.0k/s',
      '8.1k/s',
      '1.5M/s',
    ]);
  });

  test('a size is in powers of 1,000', () => {
    expect([0, 118, 4200, 999_800, 248_000_000, 2_000_000_000].map(size)).toEqual([
      '0 B',
      '118 B',
      '4.2 kB',
      '1 MB',
      '248 MB',
      '2 GB',
    ]);
  });
});
