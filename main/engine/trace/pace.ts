import { floodRest, gatherPause, gatherRate } from './limits.ts';

/**
 * When following has to rest. In a flood it does nearly nothing: what it has not read is on the disk and is read when the
 * flood is over. Else it gathers the longer the more it found: each commit leaves a tail row that a later one makes into a
 * block, and what is read of the row has to be unpacked again with the block. Times are those of `performance.now`.
 */
export class Pace {
  #isFlood = false;
  #restsUntil = 0;

  /** A flood begins, or is over. */
  flood(isOn: boolean, now: number): void {
    if (isOn === this.#isFlood) return;
    this.#isFlood = isOn;
    this.#restsUntil = isOn ? now + floodRest : now;
  }

  /** Followed so many records until now, to the end of what is stored or not. */
  followed(now: number, records: number, isAtEnd: boolean): void {
    const gather = isAtEnd ? Math.min(gatherPause, records / gatherRate) : 0;
    this.#restsUntil = now + (this.#isFlood ? floodRest : gather);
  }

  /** Milliseconds to rest from now on. */
  rest(now: number): number {
    return Math.max(0, this.#restsUntil - now);
  }
}
