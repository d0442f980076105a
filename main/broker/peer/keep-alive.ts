import type { Clock } from '../../../app/base/clock.ts';
import type { Cancel, Timers } from '../timers.ts';

/** Watches that a client is heard within one and a half times its Keep Alive [MQTT-3.1.2-22]. */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #timers: Timers;
  /** Milliseconds. */
  readonly #allowed: number;
  readonly #expired: () => void;
  /** µs */
  #lastHeard: number;
  #cancel: Cancel;

  /** `seconds` is not 0, which turns it off. */
  constructor(seconds: number, clock: Clock, timers: Timers, expired: () => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#allowed = seconds * 1500;
    this.#expired = expired;
    this.#lastHeard = clock.now();
    this.#cancel = timers.after(this.#allowed, () => this.#check());
  }

  /** A packet came, or nobody could have been heard because we did not read. */
  heard(time: number): void {
    this.#lastHeard = time;
  }

  stop(): void {
    this.#cancel();
  }

  /** One timer that looks again costs less than one that is moved with each packet. */
  #check(): void {
    const left = this.#allowed - (this.#clock.now() - this.#lastHeard) / 1000;
    if (left <= 0) this.#expired();
    else this.#cancel = this.#timers.after(Math.ceil(left), () => this.#check());
  }
}
