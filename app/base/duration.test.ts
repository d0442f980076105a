import { describe, expect, test } from 'vitest';
import { duration, elapsed, secondsText } from './duration.ts';

describe('spans of time as text', () => {
  test('say how long something took in the unit that suits it', () => {
    const took = [45, 120, 900, 14_200, 5_005_000, 43_066_000, 129_004_000, 7_500_000_000, 360_000_000_000];

    expect(took.map(duration)).toEqual([
      ...['45 µs', '0.1 ms', '0.9 ms', '14 ms', '5,005 ms'],
      ...['43.1 s', '2:09 min', '2:05 h', '100:00 h'],
    ]);
  });

  test('say how long something is set to be without digits that nobody set', () => {
    expect([0, 4, 59, 60, 129, 3_600].map(secondsText)).toEqual([
      ...['0 s', '4 s', '59 s', '1:00 min', '2:09 min', '1:00 h'],
    ]);
  });

  test('say how long after the beginning with more digits, as steps that follow each other differ little', () => {
    const after = [0, 1_204_420, -300, -43_066_000, 129_404_000, -7_500_000_000];

    expect(after.map(elapsed)).toEqual([
      ...['+0.0 ms', '+1,204.4 ms', '−0.3 ms', '−43.066 s', '+2:09.4 min', '−2:05 h'],
    ]);
  });

  test('take the next unit where rounding would reach it', () => {
    expect([99.5, 9_950, 9_999_500, 59_950_000, 3_599_500_000].map(duration)).toEqual([
      ...['0.1 ms', '10 ms', '10.0 s', '1:00 min', '1:00 h'],
    ]);
    expect([9_999_950, 59_999_500, 3_599_950_000, 119_960_000].map(elapsed)).toEqual([
      ...['+10.000 s', '+1:00.0 min', '+1:00 h', '+2:00.0 min'],
    ]);
  });
});
