import type { Timers } from '../timers.ts';

/** Milliseconds that a slice of long work may hold the thread. */
const sliceTime = 4;

/**
 * Long work in slices, so that the thread is never held for long: a generator that yields often. The first slice runs at
 * once; `done` is called within it if that is enough.
 */
export class Slices {
  readonly #timers: Timers;
  readonly #now: () => number;
  #cancel: (() => void) | undefined;

  /** `now` in milliseconds. */
  constructor(timers: Timers, now: () => number) {
    this.#timers = timers;
    this.#now = now;
  }

  get isUnderWay(): boolean {
    return this.#cancel !== undefined;
  }

  /** Begins the work; what was under way is given up. `done` hears the milliseconds it took of the thread. */
  run(work: Iterator<void>, done: (cost: number) => void): void {
    this.stop();
    this.#slice(work, 0, done);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #slice(work: Iterator<void>, spent: number, done: (cost: number) => void): void {
    this.#cancel = undefined;
    const began = this.#now();
    let isDone = false;
    let passed = 0;
    while (!isDone && passed < sliceTime) {
      isDone = work.next().done === true;
      passed = this.#now() - began;
    }
    if (isDone) done(spent + passed);
    else this.#cancel = this.#timers.soon(() => this.#slice(work, spent + passed, done));
  }
}
