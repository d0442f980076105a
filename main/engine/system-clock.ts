import type { Clock } from '../../app/base/clock.ts';

/** Milliseconds that the time of day may be ahead before it is believed. */
const tolerated = 100;

/**
 * The time of day at the start, carried on by the monotonic clock, so that it never goes back whatever is set meanwhile.
 * Where that clock stood still because the machine slept, it catches up.
 */
export function createSystemClock(
  monotonic: () => number = () => performance.now(),
  wall: () => number = Date.now,
): Clock {
  let offset = wall() - monotonic();
  return {
    now: () => {
      const ahead = wall() - (offset + monotonic());
      if (ahead > tolerated) offset += ahead;
      return Math.floor((offset + monotonic()) * 1000);
    },
  };
}
