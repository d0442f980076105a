import type { Clock } from '../../../app/base/clock.ts';
import type { Timers } from '../timers.ts';
import { Aside } from './aside.ts';
import { packetWeight } from './limits.ts';
import { Line } from './line.ts';
import type { LiveRule } from './live-rule.ts';
import type { Verdict } from './verdict.ts';

interface LaneNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly isBlocked: () => boolean;
  readonly moved: () => void;
}

/** One direction of a connection with faults: its line, who stepped aside, and since when each narrow place is free. */
export class Lane {
  readonly #clock: Clock;
  readonly #line: Line;
  readonly #aside: Aside;
  readonly #freeFrom = new Map<LiveRule, number>();
  #slowedBy = '';

  constructor(needs: LaneNeeds) {
    this.#clock = needs.clock;
    this.#line = new Line(needs);
    this.#aside = new Aside(needs.timers);
  }

  /** Whether what comes now goes on at once, with nothing before it. */
  get isIdle(): boolean {
    return this.#line.isEmpty;
  }

  get weight(): number {
    return this.#line.weight;
  }

  get hasRoomAside(): boolean {
    return !this.#aside.isFull;
  }

  /** When a packet of that size goes on, and the phrase on its wait; takes the place for it. */
  reserve(verdict: Verdict, size: number): { readonly due: number; readonly waits: readonly string[] } {
    const now = this.#clock.now();
    let due = this.#line.dueFrom(now + verdict.delay * 1000);
    for (const { rule, bytesPerSecond } of verdict.narrow) {
      due = Math.max(due, this.#freeFrom.get(rule) ?? 0) + (size * 1e6) / bytesPerSecond;
      this.#freeFrom.set(rule, due);
    }
    this.#slowedBy = verdict.slowedBy ?? this.#slowedBy;
    const milliseconds = Math.round((due - now) / 1000);
    if (milliseconds === 0) return { due, waits: [] };
    const waits =
      verdict.slowedBy === undefined
        ? `${this.#slowedBy}: waits ${milliseconds} ms behind others`
        : `${verdict.slowedBy}: delayed ${milliseconds} ms`;
    return { due, waits: [waits] };
  }

  put(due: number, size: number, run: () => void): void {
    this.#line.put(due, size + packetWeight, run);
  }

  /** At the end of the line, whatever it is. */
  putLast(size: number, run: () => void): void {
    this.put(this.#line.dueFrom(this.#clock.now()), size, run);
  }

  stepAside(how: { readonly behind: number; readonly milliseconds: number }, goOn: () => void): void {
    this.#aside.step(how.behind, how.milliseconds, goOn);
  }

  /** A packet has gone on: those that stepped aside for it may follow. */
  passed(): void {
    this.#aside.passed();
  }

  /** What is blocked no longer goes on. */
  resume(): void {
    this.#line.resume();
  }

  /** Everything goes on now, in order. */
  flush(): void {
    this.#aside.flush();
    this.#freeFrom.clear();
    this.#line.flush();
  }

  /** What stepped aside goes on behind the others. */
  rejoin(): void {
    this.#aside.flush();
  }

  clear(): void {
    this.#aside.clear();
    this.#line.clear();
  }
}
