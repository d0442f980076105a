import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { History } from '../history/history.ts';
import type { RowReader } from '../history/reader.ts';
import type { Selection } from '../history/selection.ts';
import { historyRows } from './history-row.ts';

/** The topic of a node of the source's tree as UTF-8; undefined if the index no longer holds it. */
type NodeTopic = (node: NodeId) => Uint8Array | undefined;

const noRows: HistoryValue = { first: 0, end: 0, counting: false, from: 0, rows: [], gone: 0 };

/** A window into the messages of a source. Rows are numbered anew when another topic is selected. */
export function createHistoryView(
  history: History,
  nodeTopic: NodeTopic,
  params: HistoryParams,
  changed: () => void,
): FeedSource<HistoryParams, HistoryValue> {
  return new HistoryView(history, nodeTopic, params, changed);
}

class HistoryView implements FeedSource<HistoryParams, HistoryValue> {
  readonly #history: History;
  readonly #nodeTopic: NodeTopic;
  readonly #changed: () => void;
  readonly #stopListening: () => void;
  #params: HistoryParams;
  #rows: RowReader | undefined;

  constructor(history: History, nodeTopic: NodeTopic, params: HistoryParams, changed: () => void) {
    this.#history = history;
    this.#nodeTopic = nodeTopic;
    this.#changed = changed;
    this.#params = params;
    this.#rows = this.#open();
    this.#stopListening = history.onStored(params.source, changed);
  }

  update(params: HistoryParams): void {
    const before = this.#params;
    this.#params = params;
    if (params.node !== before.node || params.branch !== before.branch) {
      this.#rows?.close();
      this.#rows = this.#open();
    }
    this.#changed();
  }

  async read(): Promise<HistoryValue> {
    const stored = await this.#rows?.read(this.#params.window);
    if (stored === undefined) return noRows;
    const { first, end, counting, from, gone } = stored;
    return { first, end, counting, from, gone, rows: historyRows(stored.rows) };
  }

  close(): void {
    this.#stopListening();
    this.#rows?.close();
    this.#rows = undefined;
  }

  #open(): RowReader | undefined {
    const selection = this.#selection();
    if (selection === undefined) return undefined;
    return this.#history.reader.openRows(this.#params.source, selection, this.#changed);
  }

  #selection(): Selection | undefined {
    const { node, branch } = this.#params;
    if (node === undefined) return { of: 'all' };
    const topic = this.#nodeTopic(node);
    return topic === undefined ? undefined : { of: branch ? 'branch' : 'topic', topic };
  }
}
