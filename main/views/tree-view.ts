import type { Clock } from '../../app/base/clock.ts';
import type { TreeParams, TreeValue } from '../../app/contract/areas/tree.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { TopicOrder } from '../topics/topic-order.ts';
import type { ShownTrees } from './shown-trees.ts';
import type { Timers } from './timers.ts';
import { TreeArrangement } from './tree-arrangement.ts';
import { treeRows } from './tree-row.ts';
import type { PlacedRow } from './tree-rows.ts';
import { TreeRows } from './tree-rows.ts';
import { TreeSampling } from './tree-sampling.ts';

/** A rate that falls, and a sparkline that moves on, are shown anew this often though nothing comes. */
const fadeMilliseconds = 1_000;

interface TreeViewNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Where it is found as long as it is open. */
  readonly shown: ShownTrees;
}

/** One window into the topic tree of a source. Reading it costs the rows of the window, not those of the tree. */
class TreeView implements FeedSource<TreeParams, TreeValue> {
  readonly #index: TopicIndex;
  readonly #changed: () => void;
  readonly #timers: Timers;
  readonly #clock: Clock;
  readonly #sampling = new TreeSampling();
  readonly #unlisten: () => void;
  readonly #arrangement: TreeArrangement;
  readonly #hide: () => void;
  #params: TreeParams;
  #rows: TreeRows | undefined;
  #rowsOrder: TopicOrder | undefined;
  #rowsVersion = -1;
  #cancelFade: () => void = () => undefined;

  constructor(index: TopicIndex, params: TreeParams, changed: () => void, needs: TreeViewNeeds) {
    const { clock, timers, shown } = needs;
    this.#index = index;
    this.#params = params;
    this.#changed = changed;
    this.#timers = timers;
    this.#clock = clock;
    this.#unlisten = index.onChange(changed);
    this.#arrangement = new TreeArrangement(index, { changed, clock, timers });
    this.#arrangement.want(params);
    this.#hide = shown.add(index, this.#arrangement);
  }

  update(params: TreeParams): void {
    this.#params = params;
    this.#rows = undefined;
    this.#arrangement.want(params);
    this.#changed();
  }

  read(): TreeValue {
    this.#arrangement.renew(this.#params.isStill ?? false);
    const rows = this.#currentRows();
    const from = this.#from(rows);
    const places: PlacedRow[] = [];
    for (let row = from; row < Math.min(rows.total, from + this.#params.count); row += 1) {
      const place = rows.at(row);
      if (place !== undefined) places.push(place);
    }
    const { order, matching } = this.#arrangement;
    const shown = treeRows(places, {
      index: this.#index,
      order,
      isOpen: (slot) => rows.isOpen(slot),
      matches: (slot) => this.#arrangement.matches(slot),
    });
    this.#fadeLater(shown.some((row) => row.sparkline.some((count) => count > 0)));
    const stats = this.#index.stats();
    return {
      total: rows.total,
      from,
      rows: shown,
      focusRow: this.#rowOf(rows, this.#params.focus),
      topics: stats.topics,
      matching,
      evicted: stats.evicted,
      sampled: this.#sampling.read(shown, this.#clock.now()),
    };
  }

  close(): void {
    this.#unlisten();
    this.#hide();
    this.#cancelFade();
    this.#arrangement.close();
  }

  /** Worked out again only when nodes came or went, or the parameters changed. */
  #currentRows(): TreeRows {
    const { order } = this.#arrangement;
    const isSame = this.#rowsOrder === order && this.#rowsVersion === order.version;
    if (this.#rows !== undefined && isSame) return this.#rows;
    const { base, except } = this.#params.expansion;
    const slots = except.flatMap((node) => this.#index.slotOf(node) ?? []);
    const rows = new TreeRows(order, this.#index.nodes.relations, { base, except: new Set(slots) });
    this.#rows = rows;
    this.#rowsOrder = order;
    this.#rowsVersion = order.version;
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
  needs: TreeViewNeeds,
): FeedSource<TreeParams, TreeValue> {
  return new TreeView(index, params, changed, needs);
}
