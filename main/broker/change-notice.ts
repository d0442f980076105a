import { Listeners } from '../../app/base/listeners.ts';
import type { Timers } from './timers.ts';

/** Changes within this many milliseconds are one. */
const foldTime = 100;

/** Tells listeners that something changed: soon, and once for many changes. */
export class ChangeNotice {
  readonly #timers: Timers;
  readonly #listeners = new Listeners();
  #isDue = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  readonly changed = (): void => {
    if (this.#isDue || this.#listeners.isEmpty) return;
    this.#isDue = true;
    this.#timers.after(foldTime, () => this.#tell());
  };

  /** Returns what ends it. */
  listen(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #tell(): void {
    this.#isDue = false;
    this.#listeners.tell();
  }
}
