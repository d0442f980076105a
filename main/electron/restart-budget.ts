/** Milliseconds to wait before each further start; the last one repeats. */
const waits = [100, 500, 1_000, 2_000];
/** So many ends within this time, in milliseconds, and it is not started again by itself. */
const maximumEnds = 5;
const window = 60_000;

/** Whether a process that ended may start again, and when. */
export class RestartBudget {
  #ends: readonly number[] = [];

  /** @returns milliseconds to wait, or undefined when it ended too often */
  ended(now: number): number | undefined {
    this.#ends = [...this.#ends.filter((time) => now - time < window), now];
    if (this.#ends.length >= maximumEnds) return undefined;
    return waits[Math.min(this.#ends.length, waits.length) - 1];
  }

  forget(): void {
    this.#ends = [];
  }
}
