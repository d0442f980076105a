import type { Timers } from './timers.ts';

/** Tells of what came: at once, but while it rests only when that is over, and then once for all of it. */
export class Rest {
  readonly #timers: Timers;
  readonly #tell: () => void;
  #cancel: (() => void) | undefined;
  #isOwed = false;

  constructor(timers: Timers, tell: () => void) {
    this.#timers = timers;
    this.#tell = tell;
  }

  /** As a function that can be handed on. */
  readonly came = (): void => {
    if (this.#cancel === undefined) this.#tell();
    else this.#isOwed = true;
  };

  /** Begins to rest, or begins anew, for so many milliseconds. */
  begin(milliseconds: number): void {
    this.#cancel?.();
    this.#cancel = this.#timers.after(milliseconds, () => this.#end());
  }

  #end(): void {
    this.#cancel = undefined;
    if (!this.#isOwed) return;
    this.#isOwed = false;
    this.#tell();
  }

  /** What is owed is told no more. */
  close(): void {
    this.#cancel?.();
    this.#isOwed = false;
  }
}
