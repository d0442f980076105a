import { parseShared } from '../../../app/mqtt/topic.ts';
import { lowerQos } from '../routing/lower-qos.ts';
import type { ShareGroup } from '../routing/share-group.ts';
import type { SubscriptionTrie } from '../routing/subscription-trie.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryNotes } from './delivery-notes.ts';
import type { Session } from './session.ts';

/**
 * Passes on what shared subscriptions gave to a member that leaves (clause 4.8.2): all that has not begun, and QoS 1
 * that is not acknowledged. QoS 2 that has begun stays with its member [MQTT-4.8.2-4], [MQTT-4.8.2-5].
 */
export class Handover {
  readonly #subscriptions: SubscriptionTrie;
  readonly #notes: DeliveryNotes | undefined;

  constructor(subscriptions: SubscriptionTrie, notes: DeliveryNotes | undefined) {
    this.#subscriptions = subscriptions;
    this.#notes = notes;
  }

  /** The session has given up a shared subscription; what has begun is completed with it [MQTT-3.10.4-3]. */
  unsubscribed(session: Session, filter: string): void {
    const group = this.#groupOf(filter);
    for (const delivery of session.takeWaiting((share) => share === filter))
      this.#pass(session, delivery, group);
  }

  /** The session's connection is gone: others that are there go on with its messages; else they wait for it. */
  fellAsleep(session: Session): void {
    const isServed = (share: string) => this.#groupOf(share)?.hasConnected === true;
    this.#passAll(session, [...session.takeUnacknowledged(isServed), ...session.takeWaiting(isServed)]);
  }

  /** The session is over and its subscriptions are removed. */
  ended(session: Session): void {
    // Most are: they have nothing to pass on.
    if (session.inFlight.size === 0 && session.queue.length === 0) return;
    const any = () => true;
    this.#passAll(session, [...session.takeUnacknowledged(any), ...session.takeWaiting(any)]);
  }

  #passAll(session: Session, deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const group = delivery.share === undefined ? undefined : this.#groupOf(delivery.share);
      this.#pass(session, delivery, group);
    }
  }

  #groupOf(filter: string): ShareGroup | undefined {
    const shared = parseShared(filter);
    return shared === undefined ? undefined : this.#subscriptions.group(shared.filter, shared.shareName);
  }

  /** To the member whose turn it is; without one it is lost. */
  #pass(from: Session, delivery: Delivery, group: ShareGroup | undefined): void {
    const { message, share } = delivery;
    const member = group?.next(message);
    if (member === undefined) {
      this.#notes?.dropped(from, message.sequence, delivery.qos, 'subscription gone');
      return;
    }
    this.#notes?.handedOver(from, delivery);
    const { destination, identifier } = member;
    destination.takeOver({
      message,
      // The chosen member's granted QoS holds [MQTT-4.8.2-3].
      qos: lowerQos(message.qos, member.qos),
      retain: message.retain && member.retainAsPublished,
      identifiers: identifier === undefined ? [] : [identifier],
      share,
    });
  }
}
