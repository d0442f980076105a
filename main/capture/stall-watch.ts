import type { Clock } from '../../app/base/clock.ts';
import { stallFrom, stallLook } from './limits.ts';

/** In µs since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Tells recorders when this thread stood still, before they record what came meanwhile. */
export interface Stalls {
  /** Later than this the thread has stood still since it was looked at last; µs since 1970. Asked of every packet. */
  readonly due: number;
  /** It is that late. */
  look(time: number): void;
  onStood(listener: (span: TimeSpan) => void): () => void;
}

/** For records that are not made as things happen. */
export const noStalls: Stalls = {
  due: Number.POSITIVE_INFINITY,
  look: () => undefined,
  onStood: () => () => undefined,
};

/**
 * Notices that the thread it runs in stood still: it was busy, its machine was busy with other things, or slept. What came
 * meanwhile lay in sockets, and nobody can say when it came. A timer looks at the clock; one that is much too late says it,
 * and so does a packet that is read before that timer runs.
 */
export class StallWatch implements Stalls {
  readonly #clock: Clock;
  readonly #listeners = new Set<(span: TimeSpan) => void>();
  #timer: NodeJS.Timeout | undefined;
  #lookedAt = 0;
  due = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(): void {
    this.#at(this.#clock.now());
    this.#timer ??= setInterval(() => this.look(), stallLook).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.due = Number.POSITIVE_INFINITY;
  }

  look(time: number = this.#clock.now()): void {
    if (this.#timer === undefined) return;
    const from = this.#lookedAt;
    const stoodStill = time > this.due;
    this.#at(time);
    // Since it was looked at last, which is what is known: it may have been a little less.
    if (stoodStill) for (const listener of this.#listeners) listener({ from, to: time });
  }

  onStood(listener: (span: TimeSpan) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #at(time: number): void {
    this.#lookedAt = time;
    this.due = time + (stallLook + stallFrom) * 1_000;
  }
}
