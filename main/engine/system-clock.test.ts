import { expect, test } from 'vitest';
import { createSystemClock } from './system-clock.ts';

test('the clock goes on when the time of day is set back, and catches up after the machine slept', () => {
  let monotonic = 10;
  let wall = 1_000;
  const clock = createSystemClock(
    () => monotonic,
    () => wall,
  );

  const started = clock.now();
  monotonic += 5;
  wall -= 500;
  const setBack = clock.now();
  wall += 60_500;
  const slept = clock.now();

  expect([started, setBack, slept]).toEqual([1_000_000, 1_005_000, 61_000_000]);
});
