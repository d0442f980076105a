import type { Clock } from '../../app/base/clock.ts';

/** Turns a counter that only rises into a rate, over half a second at least. */
export class RateMeter {
  readonly #clock: Clock;
  #count: number | undefined;
  #at = 0;
  #rate = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A second's worth of what was counted since the last time. */
  rate(count: number): number {
    const now = this.#clock.now();
    if (this.#count === undefined || count < this.#count) this.#begin(count, now);
    else if (now - this.#at >= 500_000) {
      this.#rate = ((count - this.#count) * 1_000_000) / (now - this.#at);
      this.#begin(count, now);
    }
    return this.#rate;
  }

  #begin(count: number, now: number): void {
    this.#count = count;
    this.#at = now;
  }
}
