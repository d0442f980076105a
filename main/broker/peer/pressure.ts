import type { Cancel, Timers } from '../timers.ts';

/** Somebody whose messages can wait: reading from it stops until it is released as often as it was held. */
export interface Publisher {
  hold(): void;
  release(): void;
}

/**
 * What a slow reader does to those who publish to it. They wait while it catches up, so that nothing is lost between
 * programs of the same speed; but only for `patience`, so that nobody stalls the others: then it is left behind, its
 * QoS 0 messages are dropped and counted once its buffer is full, until it has caught up.
 */
export class Pressure {
  readonly #timers: Timers;
  readonly #patience: number;
  /** Undefined while nobody waits. */
  #held: Set<Publisher> | undefined;
  #isLeftBehind = false;
  #cancel: Cancel | undefined;

  constructor(timers: Timers, patience: number) {
    this.#timers = timers;
    this.#patience = patience;
  }

  get isLeftBehind(): boolean {
    return this.#isLeftBehind;
  }

  /** Whether somebody waits, or has waited in vain. */
  get isOn(): boolean {
    return this.#isLeftBehind || this.#held !== undefined;
  }

  hold(publisher: Publisher): void {
    if (this.#isLeftBehind || this.#held?.has(publisher) === true) return;
    this.#held ??= new Set();
    this.#held.add(publisher);
    publisher.hold();
    this.#cancel ??= this.#timers.after(this.#patience, () => this.#giveUp());
  }

  /** The reader has caught up, or is gone. */
  relieve(): void {
    this.#isLeftBehind = false;
    this.#releaseAll();
  }

  #giveUp(): void {
    this.#isLeftBehind = true;
    this.#releaseAll();
  }

  #releaseAll(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined) return;
    for (const publisher of held) publisher.release();
  }
}
