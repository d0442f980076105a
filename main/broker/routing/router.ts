import type { Publisher } from '../peer/pressure.ts';
import type { RetainedStore } from '../retained/retained.ts';
import type { DeliveryNotes } from '../session/delivery-notes.ts';
import { lowerQos } from './lower-qos.ts';
import type { Receiver } from './matches.ts';
import { MatchFinder, withoutNoLocal } from './matches.ts';
import type { Message } from './message.ts';
import type { RoutedMessage } from './routed-message.ts';
import type { ShareGroup } from './share-group.ts';
import type { SubscriptionTrie } from './subscription-trie.ts';

/** Brings each message to everyone whose subscriptions match [MQTT-4.5.0-1]. */
export class Router {
  readonly #finder: MatchFinder;
  readonly #retained: RetainedStore;
  readonly #notes: DeliveryNotes | undefined;

  constructor(subscriptions: SubscriptionTrie, retained: RetainedStore, notes: DeliveryNotes | undefined) {
    this.#finder = new MatchFinder(subscriptions);
    this.#retained = retained;
    this.#notes = notes;
  }

  /** Returns how many it was for. `publisher` is slowed by readers that are behind; undefined if it cannot be. */
  route(routed: RoutedMessage, publisher: Publisher | undefined): number {
    const { message } = routed;
    if (message.retain) this.#retained.store(routed);
    const matches = this.#finder.find(message.topic);
    const { receivers, groups, withheld } = matches;
    this.#notes?.routed(routed, matches);
    let count = 0;
    for (const receiver of receivers) {
      const counted = receiver.hasNoLocal ? forPublisher(receiver, message) : receiver;
      if (counted === undefined) {
        this.#notes?.keptFromPublisher(routed);
        continue;
      }
      deliver(routed, counted, publisher);
      count += 1;
    }
    for (const destination of withheld) destination.withhold(message.topic);
    for (const group of groups) count += deliverShared(routed, group, publisher) ? 1 : 0;
    return count;
  }
}

function deliver(routed: RoutedMessage, receiver: Receiver, publisher: Publisher | undefined): void {
  const { message } = routed;
  const { destination } = receiver;
  // RETAIN goes on only where it was asked for [MQTT-3.3.1-12], [MQTT-3.3.1-13]; before 5.0 never [MQTT-3.3.1-9].
  const retain = message.retain && receiver.retainAsPublished;
  destination.deliver(routed, lowerQos(message.qos, receiver.qos), retain, receiver.identifiers, undefined);
  for (const subscription of receiver.subscriptions) subscription.deliveries += 1;
  if (publisher !== undefined) destination.slow(publisher);
}

function deliverShared(routed: RoutedMessage, group: ShareGroup, publisher: Publisher | undefined): boolean {
  const member = group.next(routed.message);
  if (member === undefined) return false;
  const { message } = routed;
  const { destination, identifier } = member;
  member.deliveries += 1;
  const retain = message.retain && member.retainAsPublished;
  const identifiers = identifier === undefined ? [] : [identifier];
  // The chosen member's granted QoS holds [MQTT-4.8.2-3].
  destination.deliver(routed, lowerQos(message.qos, member.qos), retain, identifiers, member.filter);
  if (publisher !== undefined) destination.slow(publisher);
  return true;
}

function forPublisher(receiver: Receiver, message: Message): Receiver | undefined {
  return receiver.destination.clientId === message.publisher ? withoutNoLocal(receiver) : receiver;
}
