import { describe, expect, test } from 'vitest';
import { exactTime, minuteOfDay, timeOfDay } from './time.ts';

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
});
