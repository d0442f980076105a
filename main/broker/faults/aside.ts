import type { Cancel, Timers } from '../timers.ts';
import { asidePackets } from './limits.ts';

interface Waiting {
  left: number;
  readonly goOn: () => void;
  readonly cancel: Cancel;
}

/** Packets of one direction that let later ones pass, and then go on behind these. */
export class Aside {
  readonly #timers: Timers;
  readonly #waiting = new Set<Waiting>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get isFull(): boolean {
    return this.#waiting.size >= asidePackets;
  }

  /** `goOn` is called once, when `behind` later packets have gone on or that many milliseconds have passed. */
  step(behind: number, milliseconds: number, goOn: () => void): void {
    const cancel = this.#timers.after(milliseconds, () => this.#goOn(waiting));
    const waiting: Waiting = { left: behind, goOn, cancel };
    this.#waiting.add(waiting);
  }

  /** A later packet has gone on. */
  passed(): void {
    for (const waiting of [...this.#waiting]) {
      waiting.left -= 1;
      if (waiting.left === 0) this.#goOn(waiting);
    }
  }

  /** All go on now, in the order in which they came. */
  flush(): void {
    for (const waiting of [...this.#waiting]) this.#goOn(waiting);
  }

  clear(): void {
    for (const { cancel } of this.#waiting) cancel();
    this.#waiting.clear();
  }

  #goOn(waiting: Waiting): void {
    waiting.cancel();
    if (this.#waiting.delete(waiting)) waiting.goOn();
  }
}
