import type { Timers } from '../timers.ts';
import type { ListColumn, ListDefinition } from './list-definition.ts';
import { Slices } from './slices.ts';
import type { SortKeys } from './sort-in-slices.ts';
import { sortInSlices } from './sort-in-slices.ts';

/** Milliseconds between two orders when something came or went, and when only values changed. */
const membershipPace = 300;
const valuePace = 3_000;
/** Ordering takes at most one part in so many of the thread's time. */
const leastRest = 10;
/** Items looked at between two chances to rest. */
const restEvery = 200;

interface Wanted {
  readonly filter: string;
  readonly column: string;
  readonly isDescending: boolean;
  readonly renewal: number;
}

/** Which items a list shows, in which order: worked out in slices, seldom, and kept in between. */
export class ListOrder<Item extends object> {
  readonly #list: ListDefinition<Item, unknown>;
  readonly #slices: Slices;
  readonly #now: () => number;
  readonly #changed: () => void;
  #wanted: Wanted;
  #items: readonly Item[] = [];
  #all = 0;
  #membership: unknown;
  /** The wish that `items` answers. */
  #answered: Wanted | undefined;
  /** Milliseconds: when the last order was done, and what it cost. */
  #orderedAt = Number.NEGATIVE_INFINITY;
  #cost = 0;

  constructor(
    list: ListDefinition<Item, unknown>,
    wanted: Wanted,
    surroundings: { readonly timers: Timers; readonly now: () => number; readonly changed: () => void },
  ) {
    this.#list = list;
    this.#wanted = wanted;
    this.#now = surroundings.now;
    this.#changed = surroundings.changed;
    this.#slices = new Slices(surroundings.timers, surroundings.now);
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** How many there were when the order was made. */
  get all(): number {
    return this.#all;
  }

  get isUnderWay(): boolean {
    return this.#slices.isUnderWay;
  }

  /** Whether something has come or gone since. */
  get isStale(): boolean {
    return this.#membership !== this.#list.membership();
  }

  want(wanted: Wanted): void {
    const { filter, column, isDescending, renewal } = this.#wanted;
    const isSame =
      filter === wanted.filter &&
      column === wanted.column &&
      isDescending === wanted.isDescending &&
      renewal === wanted.renewal;
    if (isSame) return;
    this.#wanted = wanted;
    this.#slices.stop();
  }

  /** Orders anew if it is time to; while still only if something else is wanted. */
  refresh(isStill: boolean): void {
    if (this.#slices.isUnderWay || !this.#isDue(isStill)) return;
    this.#membership = this.#list.membership();
    const answered = this.#wanted;
    let isInline = true;
    this.#slices.run(this.#work(answered), (cost) => {
      this.#answered = answered;
      this.#cost = cost;
      this.#orderedAt = this.#now();
      if (!isInline) this.#changed();
    });
    isInline = false;
  }

  close(): void {
    this.#slices.stop();
  }

  #isDue(isStill: boolean): boolean {
    if (this.#answered !== this.#wanted) return true;
    if (isStill) return false;
    const rested = this.#now() - this.#orderedAt;
    if (rested < leastRest * this.#cost) return false;
    if (this.isStale) return rested >= membershipPace;
    return this.#column(this.#wanted.column).isVolatile && rested >= valuePace;
  }

  *#work(wanted: Wanted): Generator<void, void> {
    const matches = this.#list.matcher(wanted.filter);
    const { value } = this.#column(wanted.column);
    const found: Item[] = [];
    let all = 0;
    for (const item of this.#list.items()) {
      all += 1;
      if (matches === undefined || matches(item)) found.push(item);
      if (all % restEvery === 0) yield;
    }
    const keys = yield* keysOf(found, value);
    const places = yield* sortInSlices(keys, wanted.isDescending);
    const ordered: Item[] = [];
    for (const place of places) {
      const item = found[place];
      if (item !== undefined) ordered.push(item);
      if (ordered.length % (10 * restEvery) === 0) yield;
    }
    this.#items = ordered;
    this.#all = all;
  }

  #column(name: string): ListColumn<Item> {
    const [first] = this.#list.columns.values();
    const column = this.#list.columns.get(name) ?? first;
    return column ?? { value: () => 0, isVolatile: false };
  }
}

function* keysOf<Item>(
  items: readonly Item[],
  value: (item: Item) => number | string,
): Generator<void, SortKeys> {
  const numbers: number[] = [];
  const texts: string[] = [];
  for (const item of items) {
    const key = value(item);
    if (typeof key === 'number') numbers.push(key);
    else texts.push(key);
    if ((numbers.length + texts.length) % restEvery === 0) yield;
  }
  return texts.length > 0 ? texts : numbers;
}
