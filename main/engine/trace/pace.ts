import { floodRate, floodSpan, gatherPause, manyRecords, restShare } from './limits.ts';

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
  /** Records followed since all was. */
  #followed = 0;

  /** Records of a source are stored up to `to`. */
  stored(source: string, to: number, now: number): void {
    this.#turn(now);
    const before = this.#newest.get(source) ?? to;
    this.#newest.set(source, to);
    this.#records += Math.max(0, to - before);
  }

  /**
   * Followed so many records from then until now, to the end of what is stored or not. After many of them it gathers what
   * is stored next: each commit leaves a tail row that a later one makes into a block, and nearly all would be read twice.
   */
  followed(from: number, now: number, records: number, isAtEnd: boolean): void {
    this.#turn(now);
    this.#followed += records;
    const gather = isAtEnd && this.#followed > manyRecords ? gatherPause : 0;
    this.#restsUntil = now + (this.#wasFlood ? (now - from) * restShare : gather);
    if (isAtEnd) this.#followed = 0;
  }

  /** Milliseconds to rest from now on. */
  rest(now: number): number {
    this.#turn(now);
    return this.#wasFlood
      ? Math.max(0, this.#restsUntil - now)
      : Math.max(0, Math.min(gatherPause, this.#restsUntil - now));
  }

  #turn(now: number): void {
    const span = now - this.#since;
    if (span < floodSpan) return;
    this.#wasFlood = (this.#records / span) * 1_000 > floodRate;
    this.#records = 0;
    this.#since = now;
  }
}
