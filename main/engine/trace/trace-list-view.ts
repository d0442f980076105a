import type { Clock } from '../../../app/base/clock.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { TraceListParams, TraceListValue } from '../../../app/contract/areas/trace/trace.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { FilterProblem } from '../../../app/filter/span.ts';
import { readFilter } from '../../filter/read-filter.ts';
import { filterTextOf } from '../../views/history-view.ts';
import type { ExchangeList, TraceClient } from './trace-client.ts';

interface TraceListNeeds {
  readonly client: TraceClient;
  readonly clock: Clock;
  readonly mutes: () => readonly MuteRule[];
  /** Calls back when `mutes` changed. */
  readonly onMutes: (listener: () => void) => () => void;
}

const nothing: TraceListValue = {
  first: 0,
  end: 0,
  counting: false,
  looked: { exchanges: 0, of: 0 },
  tracedTo: 0,
  from: 0,
  rows: [],
  gone: 0,
};

/** A window into the exchanges of a source. Rows are numbered anew when another source or filter is chosen. */
export function createTraceListView(
  needs: TraceListNeeds,
  params: TraceListParams,
  changed: () => void,
): FeedSource<TraceListParams, TraceListValue> {
  return new TraceListView(needs, params, changed);
}

class TraceListView implements FeedSource<TraceListParams, TraceListValue> {
  readonly #needs: TraceListNeeds;
  readonly #changed: () => void;
  #params: TraceListParams;
  #list: ExchangeList | undefined;
  /** What was read last of the list; it stands while there is nobody to ask. */
  #last: TraceListValue = nothing;
  #problem: FilterProblem | undefined;
  #stopListening: () => void = () => undefined;

  constructor(needs: TraceListNeeds, params: TraceListParams, changed: () => void) {
    this.#needs = needs;
    this.#params = params;
    this.#changed = changed;
    this.#open();
  }

  update(params: TraceListParams): void {
    const before = this.#params;
    this.#params = params;
    const isOther = params.source !== before.source || params.deliveries !== before.deliveries;
    if (isOther || params.filter !== before.filter) {
      this.close();
      this.#open();
    } else this.#list?.stop(params.isStopped === true);
    this.#changed();
  }

  async read(): Promise<TraceListValue> {
    const found = await this.#list?.read(this.#params.window, this.#needs.mutes());
    if (found !== undefined) this.#last = found;
    return { ...this.#last, problem: this.#problem };
  }

  close(): void {
    this.#stopListening();
    this.#list?.close();
    this.#list = undefined;
    this.#last = nothing;
  }

  #open(): void {
    const { source, filter: text, deliveries, isStopped } = this.#params;
    const { client, clock, onMutes } = this.#needs;
    const filter = filterTextOf(text, clock.now());
    const parsed = filter === undefined ? undefined : readFilter(filter.text, filter.now);
    this.#problem = parsed === undefined || parsed.ok ? undefined : parsed.problem;
    if (this.#problem !== undefined) return;
    this.#list = client.openList({ source, filter, deliveries }, isStopped === true, this.#changed);
    const stops = [client.onTraced(source, this.#changed), onMutes(this.#changed)];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
  }
}
