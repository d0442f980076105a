import type { Clock } from '../../../app/base/clock.ts';
import { createSystemClock } from '../system-clock.ts';

/** The time of the system, which a test may move on. */
export class LeapingTime implements Clock {
  readonly #clock = createSystemClock();
  /** µs that tests have moved it on. */
  #ahead = 0;

  now(): number {
    return this.#clock.now() + this.#ahead;
  }

  leap(milliseconds: number): void {
    this.#ahead += milliseconds * 1000;
  }
}
