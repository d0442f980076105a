import type { Clock } from '../../../app/base/clock.ts';
import type { Cancel, Timers } from '../timers.ts';

/** Milliseconds by which our own timer may be late before what came meanwhile is read first, and for which that is. */
const tolerated = 100;
const reading = 20;

/** Watches that a client is heard within one and a half times its Keep Alive [MQTT-3.1.2-22]. */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #timers: Timers;
  /** Milliseconds. */
  readonly #allowed: number;
  readonly #expired: () => void;
  /** µs */
  #lastHeard: number;
  /** When it is to be looked at, in µs. */
  #due = 0;
  #hasWaited = false;
  #cancel: Cancel;

  /** `seconds` is not 0, which turns it off. */
  constructor(seconds: number, clock: Clock, timers: Timers, expired: () => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#allowed = seconds * 1500;
    this.#expired = expired;
    this.#lastHeard = clock.now();
    this.#cancel = this.#later(this.#allowed);
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
    const now = this.#clock.now();
    const left = this.#allowed - (now - this.#lastHeard) / 1000;
    // This thread stood still, and what the client said lies in its socket: timers come before sockets.
    const stoodStill = !this.#hasWaited && now - this.#due > tolerated * 1000;
    this.#hasWaited = left <= 0 && stoodStill;
    if (left > 0) this.#cancel = this.#later(Math.ceil(left));
    else if (stoodStill) this.#cancel = this.#later(reading);
    else this.#expired();
  }

  #later(milliseconds: number): Cancel {
    this.#due = this.#clock.now() + milliseconds * 1000;
    return this.#timers.after(milliseconds, () => this.#check());
  }
}
