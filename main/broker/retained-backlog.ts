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
  readonly #batches: Batch[] = [];

  constructor(store: RetainedStore, session: Session) {
    this.#store = store;
    this.#session = session;
  }

  add(subscription: Subscription, messages: readonly Message[]): void {
    if (messages.length > 0) this.#batches.push({ subscription, messages, next: 0 });
  }

  /** What is owed next, undefined if nothing is. Stays the same until `shift`, unless it is no longer owed. */
  peek(now: number): Owed | undefined {
    for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
      const message = batch.messages[batch.next];
      if (message === undefined || !this.#isCurrent(batch.subscription)) this.#batches.shift();
      else if (this.#isOwed(message, now)) return { message, subscription: batch.subscription };
      else batch.next += 1;
    }
    return undefined;
  }

  shift(): void {
    const batch = this.#batches[0];
    if (batch !== undefined) batch.next += 1;
  }

  /** After UNSUBSCRIBE nothing new is sent for it [MQTT-3.10.4-2]; a replaced one owes its own. */
  #isCurrent(subscription: Subscription): boolean {
    return this.#session.subscriptions.get(subscription.filter) === subscription;
  }

  #isOwed(message: Message, now: number): boolean {
    return this.#store.get(message.topic) === message && !isExpired(message, now);
  }
}
