import type { Cancel, Timers } from './timers.ts';

/** Timers that can all be called off at once. */
export class TimerGroup implements Timers {
  readonly #timers: Timers;
  readonly #pending = new Set<Cancel>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  after(milliseconds: number, task: () => void): Cancel {
    const cancel = this.#timers.after(milliseconds, () => {
      this.#pending.delete(cancelIt);
      task();
    });
    const cancelIt = () => {
      this.#pending.delete(cancelIt);
      cancel();
    };
    this.#pending.add(cancelIt);
    return cancelIt;
  }

  cancelAll(): void {
    for (const cancel of this.#pending) cancel();
  }
}
