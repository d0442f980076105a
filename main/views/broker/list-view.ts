import type { ListParams } from '../../../app/contract/areas/broker/list.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { Timers } from '../timers.ts';
import type { ListDefinition } from './list-definition.ts';
import { ListOrder } from './list-order.ts';
import type { RowKeys } from './row-keys.ts';

/** Values that change by themselves are shown anew this often. */
const tick = 1_000;

export interface ListSurroundings {
  readonly keys: RowKeys;
  readonly timers: Timers;
  /** Milliseconds. */
  readonly now: () => number;
}

interface ListValue<Row> {
  readonly all: number;
  readonly matching: number;
  readonly from: number;
  rows: Row[];
  readonly isOrdering: boolean;
  readonly isStale: boolean;
}

interface BaseRow {
  readonly isGone: boolean;
}

/** One window into one of the broker's lists. What it costs depends neither on the traffic nor, between two orders, on the list. */
export class ListView<Item extends object, Row extends BaseRow>
  implements FeedSource<ListParams, ListValue<Row>>
{
  readonly #list: ListDefinition<Item, Row>;
  readonly #around: ListSurroundings;
  readonly #changed: () => void;
  readonly #order: ListOrder<Item>;
  #params: ListParams;
  /** The rows told last: what went is shown as it was. */
  #last = new Map<Item, Row>();
  #cancelTick: () => void = () => undefined;

  constructor(
    list: ListDefinition<Item, Row>,
    params: ListParams,
    changed: () => void,
    around: ListSurroundings,
  ) {
    this.#list = list;
    this.#around = around;
    this.#params = params;
    this.#changed = changed;
    this.#order = new ListOrder(list, wantedBy(params), { ...around, changed });
  }

  update(params: ListParams): void {
    this.#params = params;
    this.#order.want(wantedBy(params));
  }

  read(): ListValue<Row> {
    const order = this.#order;
    order.refresh(this.#params.isStill);
    this.#cancelTick();
    this.#cancelTick = this.#around.timers.after(tick, this.#changed);
    const from = Math.max(0, Math.min(this.#params.from, order.items.length - this.#params.count));
    const items = order.items.slice(from, from + this.#params.count);
    this.#last = new Map(items.map((item) => [item, this.#row(item)]));
    return {
      all: order.all,
      matching: order.items.length,
      from,
      rows: [...this.#last.values()],
      isOrdering: order.isUnderWay,
      isStale: order.isStale,
    };
  }

  close(): void {
    this.#cancelTick();
    this.#order.close();
  }

  #row(item: Item): Row {
    const isGone = this.#list.isGone(item);
    const last = isGone ? this.#last.get(item) : undefined;
    return { ...(last ?? this.#list.row(item, this.#around.keys.keyOf(item))), isGone };
  }
}

function wantedBy({ filter, sort, renewal }: ListParams) {
  return { filter: filter.trim(), column: sort.column, isDescending: sort.isDescending, renewal };
}
