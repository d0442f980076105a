import type { Clock } from '../../app/base/clock.ts';
import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { FilterProblem } from '../../app/filter/span.ts';
import { readFilter } from '../filter/read-filter.ts';
import type { History } from '../history/history.ts';
import type { RowReader } from '../history/reader.ts';
import type { FilterText, TopicSelection } from '../history/selection.ts';
import { historyRows } from './history-row.ts';
import { Rest } from './rest.ts';
import type { Timers } from './timers.ts';

/** The topic of a node of the source's tree as UTF-8; undefined if the index no longer holds it. */
export type NodeTopic = (node: NodeId) => Uint8Array | undefined;

interface HistoryViewNeeds {
  readonly history: History;
  readonly nodeTopic: NodeTopic;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Where more rows come than anybody reads, so many in a value and in a second, … */
const manyRows = { atOnce: 8, perSecond: 300 };
/** … the next are shown after so many milliseconds: all rows on screen are drawn anew, the dearest that a page does. */
const floodRest = 50;

const nothing: HistoryValue = {
  first: 0,
  end: 0,
  counting: false,
  looked: { records: 0, of: 0 },
  from: 0,
  marks: 0,
  rows: [],
  gone: 0,
};

/** A window into the messages of a source. Rows are numbered anew when another topic or filter is chosen. */
export function createHistoryView(
  needs: HistoryViewNeeds,
  params: HistoryParams,
  changed: () => void,
): FeedSource<HistoryParams, HistoryValue> {
  return new HistoryView(needs, params, changed);
}

class HistoryView implements FeedSource<HistoryParams, HistoryValue> {
  readonly #needs: HistoryViewNeeds;
  readonly #changed: () => void;
  readonly #stopListening: () => void;
  readonly #rest: Rest;
  #shown = { end: 0, at: 0 };
  #params: HistoryParams;
  #rows: RowReader | undefined;
  #problem: FilterProblem | undefined;

  constructor(needs: HistoryViewNeeds, params: HistoryParams, changed: () => void) {
    this.#needs = needs;
    this.#changed = changed;
    this.#params = params;
    this.#open();
    this.#rest = new Rest(needs.timers, changed);
    this.#stopListening = needs.history.onStored(params.source, this.#rest.came);
  }

  update(params: HistoryParams): void {
    const before = this.#params;
    this.#params = params;
    const isOther = params.node !== before.node || params.branch !== before.branch;
    if (isOther || params.filter !== before.filter) {
      this.#rows?.close();
      this.#open();
    } else this.#rows?.stop(params.isStopped === true);
    this.#changed();
  }

  async read(): Promise<HistoryValue> {
    const stored = await this.#rows?.read(this.#params.window);
    if (stored === undefined) return { ...nothing, problem: this.#problem };
    const { first, end, counting, looked, from, gone, marks } = stored;
    this.#restInFlood(end);
    return { first, end, counting, looked, from, gone, marks, rows: historyRows(stored.rows) };
  }

  #restInFlood(end: number): void {
    const now = this.#needs.clock.now();
    const came = end - this.#shown.end;
    const rate = (came / (now - this.#shown.at)) * 1_000_000;
    this.#shown = { end, at: now };
    if (came >= manyRows.atOnce && rate >= manyRows.perSecond) this.#rest.begin(floodRest);
  }

  close(): void {
    this.#stopListening();
    this.#rest.close();
    this.#rows?.close();
    this.#rows = undefined;
  }

  #open(): void {
    const { source, filter, isStopped } = this.#params;
    const text = filterTextOf(filter, this.#needs.clock.now());
    this.#problem = text === undefined ? undefined : problemOf(text);
    const selection = topicSelection(this.#params, this.#needs.nodeTopic);
    this.#rows =
      selection === undefined || this.#problem !== undefined
        ? undefined
        : this.#needs.history.reader.openRows(
            source,
            { ...selection, filter: text },
            this.#changed,
            isStopped === true,
          );
  }
}

/** What a history shows of a source: all, a topic, or a branch; undefined where its node is gone. */
export function topicSelection(
  { node, branch }: Pick<HistoryParams, 'node' | 'branch'>,
  nodeTopic: NodeTopic,
): TopicSelection | undefined {
  if (node === undefined) return { of: 'all' };
  const topic = nodeTopic(node);
  return topic === undefined ? undefined : { of: branch ? 'branch' : 'topic', topic };
}

/** Undefined where everything is let through. */
export function filterTextOf(text: string | undefined, now: number): FilterText | undefined {
  return text === undefined || text.trim() === '' ? undefined : { text, now };
}

function problemOf({ text, now }: FilterText): FilterProblem | undefined {
  const parsed = readFilter(text, now);
  return parsed.ok ? undefined : parsed.problem;
}
