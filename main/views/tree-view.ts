import type { Clock } from '../../app/base/clock.ts';
import type { TreeParams, TreeValue } from '../../app/contract/areas/tree.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { Timers } from './timers.ts';
import { FilteredTree } from './tree-filtered.ts';
import { treeFilter } from './tree-matcher.ts';
import { treeRows } from './tree-row.ts';
import type { PlacedRow } from './tree-rows.ts';
import { TreeRows } from './tree-rows.ts';

/** A rate that falls, and a sparkline that moves on, are shown anew this often though nothing comes. */
const fadeMilliseconds = 1_000;

/** One window into the topic tree of a source. Reading it costs the rows of the window, not those of the tree. */
class TreeView implements FeedSource<TreeParams, TreeValue> {
  readonly #index: TopicIndex;
  readonly #changed: () => void;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #unlisten: () => void;
  #params: TreeParams;
  #filtered: FilteredTree | undefined;
  #rows: TreeRows | undefined;
  #rowsVersion = -1;
  #cancelFade: () => void = () => undefined;

  constructor(index: TopicIndex, params: TreeParams, changed: () => void, clock: Clock, timers: Timers) {
    this.#index = index;
    this.#params = params;
    this.#changed = changed;
    this.#clock = clock;
    this.#timers = timers;
    this.#unlisten = index.onChange(changed);
    this.#filter();
  }

  update(params: TreeParams): void {
    const { filter } = this.#params;
    this.#params = params;
    this.#rows = undefined;
    if (params.filter !== filter) this.#filter();
    this.#changed();
  }

  read(): TreeValue {
    const rows = this.#currentRows();
    const from = this.#from(rows);
    const places: PlacedRow[] = [];
    for (let row = from; row < Math.min(rows.total, from + this.#params.count); row += 1) {
      const place = rows.at(row);
      if (place !== undefined) places.push(place);
    }
    const filtered = this.#filtered;
    const shown = treeRows(places, {
      index: this.#index,
      order: this.#order,
      isOpen: (slot) => rows.isOpen(slot),
      matches: (slot) => filtered?.matches(slot) ?? false,
    });
    this.#fadeLater(shown.some((row) => row.sparkline.some((count) => count > 0)));
    const stats = this.#index.stats();
    return {
      total: rows.total,
      from,
      rows: shown,
      focusRow: this.#rowOf(rows, this.#params.focus),
      topics: stats.topics,
      matching: filtered?.matching,
      evicted: stats.evicted,
    };
  }

  close(): void {
    this.#unlisten();
    this.#cancelFade();
    this.#filtered?.close();
  }

  get #order() {
    return this.#filtered?.order ?? this.#index.nodes.order;
  }

  #filter(): void {
    this.#filtered?.close();
    const filter = treeFilter(this.#params.filter, this.#clock.now());
    this.#rows = undefined;
    this.#filtered =
      filter === undefined
        ? undefined
        : new FilteredTree({
            nodes: this.#index.nodes,
            matches: (slot, topic, length) =>
              filter.matches(topic, length, () => this.#index.counts.last(slot)),
            lookAgain: filter.asksLast ? fadeMilliseconds : undefined,
            clock: this.#clock,
            timers: this.#timers,
            found: this.#changed,
          });
  }

  /** Worked out again only when nodes came or went, or the parameters changed. */
  #currentRows(): TreeRows {
    const { version } = this.#order;
    if (this.#rows !== undefined && this.#rowsVersion === version) return this.#rows;
    const { base, except } = this.#params.expansion;
    const slots = except.flatMap((node) => this.#index.slotOf(node) ?? []);
    const rows = new TreeRows(this.#order, this.#index.nodes.relations, { base, except: new Set(slots) });
    this.#rows = rows;
    this.#rowsVersion = version;
    return rows;
  }

  #from(rows: TreeRows): number {
    const { anchor, from, count } = this.#params;
    const slot = anchor === undefined ? undefined : this.#index.slotOf(anchor.node);
    const shown = slot === undefined ? undefined : rows.shownFor(slot);
    const anchorRow = shown === undefined ? undefined : rows.rowOf(shown);
    const wanted = anchor === undefined || anchorRow === undefined ? from : anchorRow - anchor.offset;
    return Math.max(0, Math.min(wanted, rows.total - count));
  }

  #rowOf(rows: TreeRows, node: TreeParams['focus']): number | undefined {
    const slot = node === undefined ? undefined : this.#index.slotOf(node);
    return slot === undefined ? undefined : rows.rowOf(slot);
  }

  #fadeLater(isNeeded: boolean): void {
    this.#cancelFade();
    this.#cancelFade = isNeeded
      ? this.#timers.after(fadeMilliseconds, () => this.#changed())
      : () => undefined;
  }
}

/** `changed` is called whenever what `read` returns may differ. */
export function createTreeView(
  index: TopicIndex,
  params: TreeParams,
  changed: () => void,
  clock: Clock,
  timers: Timers,
): FeedSource<TreeParams, TreeValue> {
  return new TreeView(index, params, changed, clock, timers);
}
