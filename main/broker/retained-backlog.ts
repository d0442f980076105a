import type { Message } from './message.ts';
import { isExpired } from './message.ts';
import type { RetainedStore } from './retained.ts';
import type { Session } from './session.ts';
import type { Subscription } from './subscription.ts';

/** One retained message that a new subscription is owed. */
export interface Owed {
  readonly message: Message;
  readonly subscription: Subscription;
}

interface Batch {
  readonly subscription: Subscription;
  readonly messages: readonly Message[];
  next: number;
}

/**
 * The retained messages that new subscriptions are owed, sent as the reader takes them: there may be a million.
 * What has been replaced meanwhile is skipped, as its successor went out when it came.
 */
export class RetainedBacklog {
  readonly #store: RetainedStore;
  readonly #session: Session;
  /** By filter, in the order of the subscriptions: a filter that is subscribed to again owes once. */
  readonly #batches = new Map<string, Batch>();

  constructor(store: RetainedStore, session: Session) {
    this.#store = store;
    this.#session = session;
  }

  add(subscription: Subscription, messages: readonly Message[]): void {
    this.#batches.delete(subscription.filter);
    if (messages.length > 0) this.#batches.set(subscription.filter, { subscription, messages, next: 0 });
  }

  /** What is owed next, undefined if nothing is. Stays the same until `shift`, unless it is no longer owed. */
  peek(now: number): Owed | undefined {
    for (let batch = this.#first(); batch !== undefined; batch = this.#first()) {
      const { subscription, messages, next } = batch;
      const message = messages[next];
      if (message === undefined || !this.#isCurrent(subscription)) this.#batches.delete(subscription.filter);
      else if (this.#isOwed(message, now)) return { message, subscription };
      else batch.next += 1;
    }
    return undefined;
  }

  shift(): void {
    const batch = this.#first();
    if (batch !== undefined) batch.next += 1;
  }

  /** Batches that are not worked off. */
  get size(): number {
    return this.#batches.size;
  }

  #first(): Batch | undefined {
    return this.#batches.values().next().value;
  }

  /** After UNSUBSCRIBE nothing new is sent for it [MQTT-3.10.4-2]; a replaced one owes its own. */
  #isCurrent(subscription: Subscription): boolean {
    return this.#session.subscriptions.get(subscription.filter) === subscription;
  }

  #isOwed(message: Message, now: number): boolean {
    return this.#store.get(message.topic) === message && !isExpired(message, now);
  }
}
