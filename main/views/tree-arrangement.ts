import type { Clock } from '../../app/base/clock.ts';
import type { TreeParams, TreeSort } from '../../app/contract/areas/tree.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { TopicOrder } from '../topics/topic-order.ts';
import type { Timers } from './timers.ts';
import { FilteredTree } from './tree-filtered.ts';
import { treeFilter } from './tree-matcher.ts';
import { siblingSort } from './tree-sort.ts';

/** µs between two orders by a number that changes all the time. */
const pace = 3_000_000;
/** Ordering anew takes at most one part in so many of the thread's time. */
const leastRest = 10;
/** Milliseconds after which last messages are held against a filter again. */
const lookAgain = 1_000;

interface Surroundings {
  /** Called when `order` became another one, or a filter found more. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly timers: Timers;
}

/**
 * Which nodes one window shows and how siblings stand. What a filter finds shows as it is found; another order shows when
 * it is whole, so that rows move once.
 */
export class TreeArrangement {
  readonly #index: TopicIndex;
  readonly #surroundings: Surroundings;
  #filter = '';
  #predicate: ReturnType<typeof treeFilter>;
  #sort: TreeSort = 'name';
  #shown: FilteredTree | undefined;
  #next: FilteredTree | undefined;
  /** When `#shown` was whole, µs. */
  #arrangedAt = 0;

  constructor(index: TopicIndex, surroundings: Surroundings) {
    this.#index = index;
    this.#surroundings = surroundings;
  }

  get order(): TopicOrder {
    return this.#shown?.order ?? this.#index.nodes.order;
  }

  /** Topics that the filter matches, of those looked at so far; undefined without one. */
  get matching(): number | undefined {
    return this.#predicate && this.#shown?.matching;
  }

  /** Whether the filter matches this very node. */
  matches(slot: number): boolean {
    return this.#shown?.matches(slot) ?? false;
  }

  /** Whether it is what is wanted so, and whole. */
  shows(filter: string, sort: TreeSort): boolean {
    const isWanted = filter === this.#filter && sort === this.#sort && this.#next === undefined;
    return isWanted && this.#shown?.isComplete === true;
  }

  want({ filter, sort = 'name' }: Pick<TreeParams, 'filter' | 'sort'>): void {
    if (filter === this.#filter && sort === this.#sort) return;
    const isOtherFilter = filter !== this.#filter;
    this.#filter = filter;
    this.#predicate = treeFilter(filter, this.#surroundings.clock.now());
    this.#sort = sort;
    this.#next?.close();
    this.#next = undefined;
    if (this.#predicate === undefined && sort === 'name') this.#show(undefined);
    else if (isOtherFilter && this.#predicate !== undefined)
      this.#show(this.#arrange(false, this.#surroundings.changed));
    else this.#prepare(false);
  }

  /** Looks at rates and counts anew if it is time to. */
  renew(isStill: boolean): void {
    const { now } = this.#surroundings.clock;
    if (this.#sort === 'name' || isStill || this.#next !== undefined || this.#shown === undefined) return;
    if (!this.#shown.isComplete) return;
    const rested = now() - this.#arrangedAt;
    if (rested >= Math.max(pace, leastRest * this.#shown.cost)) this.#prepare(true);
  }

  close(): void {
    this.#shown?.close();
    this.#next?.close();
  }

  /** Makes the next order beside the one that shows. */
  #prepare(isUnhurried: boolean): void {
    const next = this.#arrange(isUnhurried, () => {
      if (!next.isComplete) return;
      this.#takeNext(next);
      this.#surroundings.changed();
    });
    // A small tree is ready at once, and whoever asked for it reads it next.
    if (next.isComplete) this.#takeNext(next);
    else this.#next = next;
  }

  #takeNext(next: FilteredTree): void {
    this.#show(next);
    this.#next = undefined;
  }

  #show(tree: FilteredTree | undefined): void {
    this.#shown?.close();
    this.#shown = tree;
    this.#arrangedAt = this.#surroundings.clock.now();
  }

  #arrange(isUnhurried: boolean, found: () => void): FilteredTree {
    const { clock, timers } = this.#surroundings;
    const filter = this.#predicate;
    return new FilteredTree({
      nodes: this.#index.nodes,
      matches:
        filter &&
        ((slot, topic, length) => filter.matches(topic, length, () => this.#index.counts.last(slot))),
      lookAgain: filter?.asksLast ? lookAgain : undefined,
      sort: siblingSort(this.#index, this.#sort),
      isUnhurried,
      clock,
      timers,
      found,
    });
  }
}
