import type { KeptMessage } from '../routing/kept-message.ts';
import type { Subscription } from '../routing/subscription.ts';
import type { RetainedStore } from './retained.ts';
import type { RetainedCursor } from './retained-cursor.ts';
import type { SearchShare } from './search-share.ts';

/** One retained message that a new subscription is owed. */
export interface Owed {
  readonly message: KeptMessage;
  readonly subscription: Subscription;
}

interface Batch {
  /** The subscription is owed what was stored up to here. */
  readonly since: number;
  readonly cursor: RetainedCursor | undefined;
}

/**
 * The retained messages that the new subscriptions of a session are owed. They are looked for as the reader takes them:
 * what waits is a place in the store for the first filter, and the names of the others. What has been replaced
 * meanwhile is skipped, as its successor went out when it came.
 */
export class RetainedBacklog {
  readonly #store: RetainedStore;
  readonly #subscriptions: ReadonlyMap<string, Subscription>;
  /** By filter, in the order of the subscriptions: a filter that is subscribed to again owes once. */
  readonly #batches = new Map<string, Batch>();

  /** `subscriptions` are those of the session as they are at each time, by filter. */
  constructor(store: RetainedStore, subscriptions: ReadonlyMap<string, Subscription>) {
    this.#store = store;
    this.#subscriptions = subscriptions;
  }

  /** Filters that are owed something, or may be. */
  get size(): number {
    return this.#batches.size;
  }

  /** The subscription to this filter is owed what is retained now, whatever an earlier one has got. */
  add(filter: string): void {
    this.drop(filter);
    this.#batches.set(filter, { since: this.#store.stored, cursor: undefined });
  }

  /** Nothing is owed for this filter any more. */
  drop(filter: string): void {
    this.#batches.get(filter)?.cursor?.close();
    this.#batches.delete(filter);
  }

  clear(): void {
    for (const { cursor } of this.#batches.values()) cursor?.close();
    this.#batches.clear();
  }

  /**
   * What is owed next, the same until `take`, unless it is no longer owed. Undefined if nothing is, or if it was not
   * found with what the share allows in this turn: then `size` is not 0.
   */
  peek(now: number, share: SearchShare): Owed | undefined {
    for (const [filter, { since, cursor: begun }] of this.#batches) {
      const subscription = this.#subscriptions.get(filter);
      const cursor = begun ?? this.#begin(filter, subscription, since);
      do {
        const message = cursor.message(now);
        if (message !== undefined && subscription !== undefined) return { message, subscription };
        if (!share.take()) return undefined;
      } while (cursor.step());
      this.drop(filter);
    }
    return undefined;
  }

  /** What `peek` found is on its way. */
  take(): void {
    const [batch] = this.#batches.values();
    batch?.cursor?.take();
  }

  #begin(filter: string, subscription: Subscription | undefined, since: number): RetainedCursor {
    const cursor = this.#store.search(subscription?.topicFilter ?? filter, since);
    this.#batches.set(filter, { since, cursor });
    return cursor;
  }
}
