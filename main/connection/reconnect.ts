import type { Backoff } from './backoff.ts';
import { waitAfter } from './backoff.ts';

/** What follows when a connection or a try has ended. */
type NextTry =
  | { readonly kind: 'none' }
  | { readonly kind: 'after'; readonly ms: number; readonly attempt: number };

/**
 * Counts tries and decides when the next one is. It never gives up on a broker that has accepted us once since the
 * user connected: what looks lasting then (another client with our identifier, rights taken away) waits the longest.
 * What was never accepted and cannot change by itself is not tried again: a wrong password locks accounts.
 */
export class Reconnect {
  readonly #backoff: Backoff;
  readonly #random: () => number;
  #tries = 0;
  #wasAccepted = false;

  constructor(backoff: Backoff, random: () => number) {
    this.#backoff = backoff;
    this.#random = random;
  }

  /** The user wants a connection. */
  begin(): void {
    this.#tries = 0;
    this.#wasAccepted = false;
  }

  /** The number of the try that starts now, from 1. */
  count(): number {
    this.#tries += 1;
    return this.#tries;
  }

  accepted(): void {
    this.#wasAccepted = true;
  }

  /** `heldMs` is how long the connection was up; 0 if it never was. */
  after(isLasting: boolean, heldMs: number): NextTry {
    if (isLasting && !this.#wasAccepted) return { kind: 'none' };
    if (heldMs >= this.#backoff.settled) this.#tries = 0;
    const ms = waitAfter(Math.max(this.#tries, 1), isLasting, this.#backoff, this.#random);
    return { kind: 'after', ms, attempt: this.#tries + 1 };
  }
}
