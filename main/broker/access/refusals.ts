import type { Clock } from '../../../app/base/clock.ts';
import type { RefusedAction } from '../../../app/contract/areas/broker/access-screen.ts';

/** One thing that a client was not allowed to do. */
export interface Refusal {
  /** µs since 1970. */
  readonly time: number;
  readonly clientId: string;
  readonly user: string | undefined;
  readonly action: RefusedAction;
  /** Topic or filter, at most `longestTopic` characters of it; of `connect` the reason in a sentence. */
  readonly topic: string;
  /** The place from 0 of the rule that decided; undefined if the default did. */
  readonly rule: number | undefined;
}

export type NewRefusal = Omit<Refusal, 'time'>;

const longestTopic = 512;
/** The latest that are kept. */
const kept = 200;

/** What was refused: how often, and the latest of it. */
export class Refusals {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #latest: Refusal[] = [];
  readonly #counts = new Map<RefusedAction, number>();
  readonly #byListener = new Map<string, number>();
  #total = 0;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Newest first. */
  get latest(): readonly Refusal[] {
    return this.#latest.toReversed();
  }

  /** How many there were; the number of the newest. */
  get total(): number {
    return this.#total;
  }

  get counts(): readonly { readonly action: RefusedAction; readonly count: number }[] {
    return [...this.#counts].map(([action, count]) => ({ action, count }));
  }

  /** How many of them were of clients that had come by that listener. */
  countOf(listener: string): number {
    return this.#byListener.get(listener) ?? 0;
  }

  /** `listener` is the one that the client came by; undefined while it is asleep. */
  note(refusal: NewRefusal, listener: string | undefined): void {
    this.#counts.set(refusal.action, (this.#counts.get(refusal.action) ?? 0) + 1);
    if (listener !== undefined) this.#byListener.set(listener, this.countOf(listener) + 1);
    this.#total += 1;
    if (this.#latest.length === kept) this.#latest.shift();
    this.#latest.push({ ...refusal, topic: refusal.topic.slice(0, longestTopic), time: this.#clock.now() });
    this.#changed();
  }
}
