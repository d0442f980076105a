import { floodRate, floodSpans, saturatedRate, saturatedShare } from './limits.ts';

/**
 * Whether what comes in leaves no time for traces: so many records that to trace them takes as much as to capture and to
 * store them, or fewer, as of clients that connect all at once, while the engine's thread has nothing to spare. With the
 * load of `npm run bench -- broker` on two processors following took a tenth to a fifth from those who are measured,
 * though the worker itself had but 3 to 7 % of the time.
 */
export class Flood {
  readonly #newest = new Map<string, number>();
  #records = 0;
  #calmSpans = 0;
  isOn = false;

  /** Records of a source are stored up to `to`. */
  stored(source: string, to: number): void {
    const before = this.#newest.get(source) ?? to;
    this.#newest.set(source, to);
    this.#records += Math.max(0, to - before);
  }

  /** A span of so many milliseconds is over, in which the engine's thread was busy for that share of the time. */
  passed(milliseconds: number, busy: number): void {
    const rate = (this.#records / milliseconds) * 1_000;
    this.#records = 0;
    const isFlood = rate > floodRate || (rate > saturatedRate && busy > saturatedShare);
    this.#calmSpans = isFlood ? 0 : this.#calmSpans + 1;
    this.isOn = isFlood || (this.isOn && this.#calmSpans < floodSpans);
  }
}
