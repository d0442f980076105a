import { floodRate, floodSpan, restShare } from './limits.ts';

/**
 * When following has to rest. In a flood it would take as much of the processor as capture and store together, from those
 * who are measured and those whose messages wait; what it has not read is on the disk and is read when the flood is over.
 * Times are those of `performance.now`.
 */
export class Pace {
  readonly #newest = new Map<string, number>();
  /** Records that were stored since, and whether that was a flood the time before. */
  #since = 0;
  #records = 0;
  #wasFlood = false;
  #restsUntil = 0;

  /** Records of a source are stored up to `to`. */
  stored(source: string, to: number, now: number): void {
    this.#turn(now);
    const before = this.#newest.get(source) ?? to;
    this.#newest.set(source, to);
    this.#records += Math.max(0, to - before);
  }

  /** Followed from then until now. */
  followed(from: number, now: number): void {
    this.#turn(now);
    this.#restsUntil = this.#wasFlood ? now + (now - from) * restShare : 0;
  }

  /** Milliseconds to rest from now on. */
  rest(now: number): number {
    this.#turn(now);
    return this.#wasFlood ? Math.max(0, this.#restsUntil - now) : 0;
  }

  #turn(now: number): void {
    const span = now - this.#since;
    if (span < floodSpan) return;
    this.#wasFlood = (this.#records / span) * 1_000 > floodRate;
    this.#records = 0;
    this.#since = now;
  }
}
