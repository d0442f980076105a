import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** Stores so many records a second for as long, from `from` on, and follows for 10 ms of each 50 where it may. */
function run(pace: Pace, from: number, milliseconds: number, perSecond: number, first: number): number {
  let followed = 0;
  for (let now = from; now < from + milliseconds; now += 10) {
    pace.stored('lab', first + ((now - from) * perSecond) / 1_000, now);
    if (pace.rest(now) > 0) continue;
    pace.followed(now, now + 10, 0, false);
    followed += 10;
  }
  return followed / milliseconds;
}

test('following rests in a flood most of the time, and goes on when it is over', () => {
  const pace = new Pace();

  const before = run(pace, 0, 2_000, 50_000, 1);
  const meanwhile = run(pace, 2_000, 4_000, 1_000_000, 100_001);
  const after = run(pace, 6_000, 2_000, 50_000, 4_100_001);

  expect(before).toBe(1);
  expect(meanwhile).toBeLessThan(0.15);
  expect(after).toBeGreaterThan(0.85);
});

test('the first that is told of a source is no flood, however much there was before', () => {
  const pace = new Pace();
  pace.stored('lab', 5_000_000, 0);
  pace.followed(0, 10, 5_000_000, false);

  expect(pace.rest(300)).toBe(0);
});

test('after many records at one go what is stored next is gathered, and after few not', () => {
  const pace = new Pace();

  pace.followed(0, 10, 600, false);
  const before = pace.rest(10);
  pace.followed(10, 20, 600, true);
  const gathering = pace.rest(20);
  pace.followed(200, 201, 600, true);

  expect([before, gathering, pace.rest(201)]).toEqual([0, 150, 0]);
});
