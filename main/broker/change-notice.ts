import type { Timers } from './timers.ts';

/** Changes within this many milliseconds are one. */
const foldTime = 100;

/** Tells listeners that something changed: soon, and once for many changes. */
export class ChangeNotice {
  readonly #timers: Timers;
  readonly #listeners = new Set<() => void>();
  #isDue = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  readonly changed = (): void => {
    if (this.#isDue || this.#listeners.size === 0) return;
    this.#isDue = true;
    this.#timers.after(foldTime, () => this.#tell());
  };

  /** Returns what ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    this.#isDue = false;
    for (const listener of this.#listeners) listener();
  }
}
