import type { TimelineParams, TimelineValue } from '../../app/contract/areas/timeline.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { History } from '../history/history.ts';
import type { TimesReader } from '../history/reader.ts';
import type { StoredTimes } from '../history/reader-messages.ts';
import type { NodeTopic } from './history-view.ts';
import { filterTextOf, topicSelection } from './history-view.ts';
import { Rest } from './rest.ts';
import type { Timers } from './timers.ts';

interface TimelineNeeds {
  readonly history: History;
  readonly nodeTopic: NodeTopic;
  readonly timers: Timers;
}

const nothing: TimelineValue = { from: 0, width: 1, volume: [], counting: false };
/** While a search goes on its matches are read this often. */
const matchMilliseconds = 250;
/** It is shown no more often: a bar of it stands for a longer time than this. */
const restMilliseconds = 100;

/** When the messages of a source came. */
export function createTimelineView(
  needs: TimelineNeeds,
  params: TimelineParams,
  changed: () => void,
): FeedSource<TimelineParams, TimelineValue> {
  return new TimelineView(needs, params, changed);
}

class TimelineView implements FeedSource<TimelineParams, TimelineValue> {
  readonly #needs: TimelineNeeds;
  readonly #changed: () => void;
  readonly #stopListening: () => void;
  readonly #rest: Rest;
  #params: TimelineParams;
  #times: TimesReader | undefined;
  #cancel: () => void = () => undefined;

  constructor(needs: TimelineNeeds, params: TimelineParams, changed: () => void) {
    this.#needs = needs;
    this.#params = params;
    this.#changed = changed;
    this.#times = this.#open();
    this.#rest = new Rest(needs.timers, changed);
    this.#stopListening = needs.history.onStored(params.source, this.#rest.came);
  }

  update(params: TimelineParams): void {
    const before = this.#params;
    this.#params = params;
    const isOther = params.node !== before.node || params.branch !== before.branch;
    if (isOther || params.filter !== before.filter) {
      this.#times?.close();
      this.#times = this.#open();
    }
    this.#changed();
  }

  async read(): Promise<TimelineValue> {
    const times = await this.#times?.read(this.#params.buckets);
    if (times === undefined) return nothing;
    this.#rest.begin(restMilliseconds);
    this.#followSearch(times);
    return { ...times, volume: [...times.volume], matches: times.matches && [...times.matches] };
  }

  close(): void {
    this.#stopListening();
    this.#rest.close();
    this.#cancel();
    this.#times?.close();
    this.#times = undefined;
  }

  /** A search tells its own view how far it is, not this one. */
  #followSearch({ matches, counting }: Pick<StoredTimes, 'matches' | 'counting'>): void {
    const hasFilter = filterTextOf(this.#params.filter, 0) !== undefined;
    if (!hasFilter || (matches !== undefined && !counting)) return;
    this.#cancel();
    this.#cancel = this.#needs.timers.after(matchMilliseconds, this.#changed);
  }

  #open(): TimesReader | undefined {
    const { source, filter } = this.#params;
    const selection = topicSelection(this.#params, this.#needs.nodeTopic);
    if (selection === undefined) return undefined;
    // The text alone says which rows are meant.
    const text = filterTextOf(filter, 0);
    return this.#needs.history.reader.openTimes(source, { ...selection, filter: text }, this.#changed);
  }
}
