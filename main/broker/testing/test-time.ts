import type { Clock } from '../../../app/base/clock.ts';
import type { Cancel, Timers } from '../timers.ts';

interface Timer {
  readonly due: number;
  readonly task: () => void;
}

/** Time that stands still until a test moves it. */
export class TestTime implements Clock, Timers {
  /** µs that each look at it moves it on: work is then counted by how often it looks. */
  perLook = 0;
  #now = 1_700_000_000_000_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    this.#now += this.perLook;
    return this.#now;
  }

  after(milliseconds: number, task: () => void): Cancel {
    const timer = { due: this.#now + milliseconds * 1000, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on, and runs what falls due on the way, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds * 1000;
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      // After a sleep it comes late.
      this.#now = Math.max(this.#now, timer.due);
      this.#timers.delete(timer);
      timer.task();
    }
    this.#now = end;
  }

  /** The machine sleeps: time goes on, and what falls due meanwhile is not done. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds * 1000;
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  }
}
