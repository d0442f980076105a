import { z } from 'zod';
import type { TimeSpan } from '../../capture/stall-watch.ts';
import type { TraceWatch } from '../watch.ts';
import type { WatchMemory } from '../watch-memory.ts';

/** Spans that are remembered: minutes of a machine that has no time at all, days of one that stalls now and then. */
const remembered = 1_000;

const keptSpans = z.array(z.tuple([z.number(), z.number()]));

interface Stood extends TimeSpan {
  /** µs for which it stood still in the spans before. */
  readonly before: number;
}

/**
 * When the app itself stood still: its thread was busy, its machine was busy with other things, or slept. What came
 * meanwhile lay in its sockets, so that nobody can say when it came, and time that passed so is nobody's delay.
 */
export class StoodTimes implements TraceWatch {
  /** Each later than those before. */
  #spans: Stood[] = [];
  readonly memory: WatchMemory = {
    name: 'stood',
    keep: () => this.#spans.map(({ from, to }) => [from, to]),
    restore: (kept) => {
      for (const [from, to] of keptSpans.safeParse(kept).data ?? []) this.stood({ from, to });
    },
  };

  stood({ from, to }: TimeSpan): void {
    const last = this.#spans.at(-1);
    // The clock was set back between two runs of the app: nothing in flight outlives that.
    if (last !== undefined && from < last.to) this.#spans = [];
    this.#spans.push({ from, to, before: last === undefined ? 0 : last.before + last.to - last.from });
    if (this.#spans.length > remembered * 2) this.#spans = this.#spans.slice(-remembered);
  }

  /** µs of that span in which it stood still. Asked of many exchanges. */
  within({ from, to }: TimeSpan): number {
    return this.#until(to) - this.#until(from);
  }

  #until(time: number): number {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#spans[middle]?.from ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    const span = this.#spans[low - 1];
    if (span === undefined) return this.#spans[0]?.before ?? 0;
    return span.before + Math.min(time, span.to) - span.from;
  }
}
