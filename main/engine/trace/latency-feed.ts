import type { Clock } from '../../../app/base/clock.ts';
import type { LatencyParams, LatencyValue } from '../../../app/contract/areas/trace/trace.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { LatencyRange } from '../../trace/store/latency-view.ts';
import { filterTextOf } from '../../views/history-view.ts';
import type { Timers } from '../../views/timers.ts';
import type { TraceClient } from './trace-client.ts';

interface LatencyNeeds {
  readonly client: Pick<TraceClient, 'openLatency' | 'onTraced'>;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** µs: without a range the last five minutes. */
const usualSpan = 300e6;
/** Milliseconds between two looks. */
const pause = 500;

/** How long handshakes or journeys took; looked at some times a second while its source is traced on. */
export function createLatencyFeed(
  needs: LatencyNeeds,
  params: LatencyParams,
  changed: () => void,
): FeedSource<LatencyParams, LatencyValue> {
  return new LatencyFeed(needs, params, changed);
}

class LatencyFeed implements FeedSource<LatencyParams, LatencyValue> {
  readonly #needs: LatencyNeeds;
  readonly #changed: () => void;
  #params: LatencyParams;
  #view: ReturnType<TraceClient['openLatency']> | undefined;
  #value: LatencyValue | undefined;
  #problem: LatencyValue['problem'];
  /** How long the look that is due was put off, in ms. */
  #waits: number | undefined;
  #cancel: () => void = () => undefined;
  #stopListening: () => void = () => undefined;

  constructor(needs: LatencyNeeds, params: LatencyParams, changed: () => void) {
    this.#needs = needs;
    this.#params = params;
    this.#changed = changed;
    this.#open();
  }

  update(params: LatencyParams): void {
    this.#params = params;
    this.close();
    this.#open();
    this.#changed();
  }

  async read(): Promise<LatencyValue> {
    const asked = rangeOf(this.#params, this.#needs.clock.now());
    const found = this.#problem === undefined ? await this.#view?.read(asked) : undefined;
    // A slice was counted: the next look brings more.
    if (found?.hasMore === true) this.#later(0);
    this.#value = found?.value ?? this.#value ?? nothing(asked);
    return { ...this.#value, counting: found?.counting === true, problem: this.#problem };
  }

  close(): void {
    this.#cancel();
    this.#waits = undefined;
    this.#stopListening();
    this.#view?.close();
    this.#view = undefined;
    this.#value = undefined;
  }

  #open(): void {
    const { source, qos, filter: text, of, by } = this.#params;
    const filter = filterTextOf(text, this.#needs.clock.now());
    const parsed = filter === undefined ? undefined : readFilter(filter.text, filter.now);
    this.#problem = parsed === undefined || parsed.ok ? undefined : parsed.problem;
    if (this.#problem !== undefined) return;
    this.#view = this.#needs.client.openLatency({ source, qos, filter, of, by });
    this.#stopListening = this.#needs.client.onTraced(source, () => this.#later(pause));
  }

  #later(milliseconds: number): void {
    // News may wait, the next slice need not: it is not to be put off by them.
    if (this.#waits !== undefined && this.#waits <= milliseconds) return;
    this.#cancel();
    this.#waits = milliseconds;
    this.#cancel = this.#needs.timers.after(milliseconds, () => {
      this.#waits = undefined;
      this.#changed();
    });
  }
}

/** What slides with time keeps its width, and what grows keeps it while it can: another width is another count. */
function rangeOf({ from, to, last, isWhole, buckets }: LatencyParams, now: number): LatencyRange {
  if (isWhole === true) return { from: undefined, to: now, buckets };
  if (from !== undefined && last === undefined && to === undefined) {
    return { from, to: now, grows: true, buckets };
  }
  const end = to ?? now;
  const begin = from ?? end - (last ?? usualSpan);
  return { from: begin, to: Math.max(begin + 1, end), buckets };
}

function nothing({ to, from = to - usualSpan, buckets }: LatencyRange): LatencyValue {
  const width = Math.ceil((to - from) / buckets);
  return { inFlight: 0, all: { count: 0, volume: 0 }, from, width, buckets: [] };
}
