import { describe, expect, test } from 'vitest';
import { duration, elapsed, exactTime, minuteOfDay, timeOfDay } from './time.ts';

const moment = new Date(2026, 10, 22, 14, 2, 7, 9);
const microseconds = moment.getTime() * 1000 + 42;

describe('times as text', () => {
  test('are local with milliseconds', () => {
    expect(timeOfDay(microseconds)).toBe('14:02:07.009');
  });

  test('are exact to the microsecond on demand, with the day and the offset', () => {
    expect(exactTime(microseconds)).toMatch(/^2026-11-22 14:02:07\.009042 [+-]\d\d:\d\d$/);
  });

  test('leave the day out only today', () => {
    expect(minuteOfDay(microseconds, new Date(2026, 10, 22, 23))).toBe('14:02');
    expect(minuteOfDay(microseconds, new Date(2026, 10, 23))).toBe('2026-11-22 14:02');
  });

  test('say how long something took in the unit that suits it', () => {
    expect([45, 120, 900, 5_005_000, 104_000_000, 9_000_000_000].map(duration)).toEqual([
      '45 µs',
      '0.1 ms',
      '0.9 ms',
      '5,005 ms',
      '104 s',
      '2.5 h',
    ]);
    expect([0, 1_204_420, -300, -104_200_000, -9_000_000_000].map(elapsed)).toEqual([
      '+0.0 ms',
      '+1,204.4 ms',
      '−0.3 ms',
      '−104.2 s',
      '−2.5 h',
    ]);
  });
});
