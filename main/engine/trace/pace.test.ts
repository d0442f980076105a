import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** The share of the time that it follows, for 10 ms at a time where it may. */
function share(pace: Pace, from: number, milliseconds: number): number {
  let followed = 0;
  for (let now = from; now < from + milliseconds; now += 10) {
    if (pace.rest(now) > 0) continue;
    pace.followed(now + 10, 1_000, false);
    followed += 10;
  }
  return followed / milliseconds;
}

test('in a flood following rests nearly all of the time, and goes on at once when it is over', () => {
  const pace = new Pace();

  const before = share(pace, 0, 2_000);
  pace.flood(true, 2_000);
  const meanwhile = share(pace, 2_000, 4_000);
  pace.flood(false, 6_000);
  const after = share(pace, 6_000, 2_000);

  expect([before, after]).toEqual([1, 1]);
  expect(meanwhile).toBeGreaterThan(0);
  expect(meanwhile).toBeLessThan(0.02);
});

test('a flood has its first second for itself', () => {
  const pace = new Pace();

  pace.flood(true, 500);
  pace.flood(true, 900);

  expect(share(pace, 900, 590)).toBe(0);
});

test('at the end of what is stored it gathers, the longer the more it found', () => {
  const pace = new Pace();

  pace.followed(10, 10, true);
  const few = pace.rest(10);
  pace.followed(20, 500, true);
  const some = pace.rest(20);
  pace.followed(30, 100_000, true);
  const many = pace.rest(30);
  pace.followed(40, 100_000, false);

  expect([few, some, many, pace.rest(40)]).toEqual([1, 50, 400, 0]);
});
