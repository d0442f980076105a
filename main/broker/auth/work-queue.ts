interface Waiting {
  readonly isGone: () => boolean;
  readonly start: (mayRun: boolean) => void;
}

interface WorkBounds {
  /** Tasks that run at once. */
  readonly atOnce: number;
  /** Tasks that wait. */
  readonly waiting: number;
}

/**
 * Runs a few slow tasks at once and lets the others wait, within a bound: hashing passwords takes a thread of the pool
 * for some 50 ms each, and files and names are looked up on the same threads.
 */
export class WorkQueue {
  readonly #bounds: WorkBounds;
  #running = 0;
  #waiting: Waiting[] = [];

  constructor(bounds: WorkBounds) {
    this.#bounds = bounds;
  }

  /** `full` if there is no room for the task, `gone` if nobody waits for it any more when its turn comes. */
  async run<T>(task: () => Promise<T>, isGone: () => boolean): Promise<T | 'full' | 'gone'> {
    if (this.#running >= this.#bounds.atOnce) {
      if (!this.#hasRoom()) return 'full';
      const mayRun = await new Promise<boolean>((start) => this.#waiting.push({ isGone, start }));
      if (!mayRun) return 'gone';
    } else this.#running += 1;
    try {
      return await task();
    } finally {
      this.#next();
    }
  }

  #hasRoom(): boolean {
    if (this.#waiting.length < this.#bounds.waiting) return true;
    // Those who hung up must not keep out those who wait.
    const gone = this.#waiting.filter(({ isGone }) => isGone());
    this.#waiting = this.#waiting.filter((waiting) => !gone.includes(waiting));
    for (const { start } of gone) start(false);
    return gone.length > 0;
  }

  /** The place of a task that is over goes to the next that somebody still waits for. */
  #next(): void {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const isGone = next.isGone();
      next.start(!isGone);
      if (!isGone) return;
    }
    this.#running -= 1;
  }
}
