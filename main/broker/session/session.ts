import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { DeliveryReason } from '../../capture/delivery-layout.ts';
import type { ReceiverRuns } from '../../capture/receiver-runs.ts';
import type { Identity } from '../access/access.ts';
import type { Rights } from '../access/rights.ts';
import type { Counters } from '../counters.ts';
import type { Connection } from '../peer/connection.ts';
import type { Publisher } from '../peer/pressure.ts';
import type { RetainedStore } from '../retained/retained.ts';
import { RetainedBacklog } from '../retained/retained-backlog.ts';
import type { KeptMessage } from '../routing/kept-message.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Destination, Subscription } from '../routing/subscription.ts';
import type { Delivery } from './delivery.ts';
import { DeliveryQueue } from './delivery.ts';
import type { DeliveryNotes } from './delivery-notes.ts';
import type { AllFilterBytes } from './filter-bytes.ts';
import { weightOfFilter } from './filter-bytes.ts';
import { InFlight } from './in-flight.ts';
import type { KeptMessages } from './kept-messages.ts';
import type { QueueShare } from './queue-share.ts';
import { Receiving } from './receiving.ts';
import type { SessionJournal } from './session-journal.ts';

/** What all sessions share. */
export interface SessionNeeds {
  readonly limits: BrokerLimits;
  readonly counters: Counters;
  readonly retained: RetainedStore;
  readonly kept: KeptMessages;
  readonly share: QueueShare;
  readonly allFilters: AllFilterBytes;
  readonly notes: DeliveryNotes | undefined;
}

/** What the broker knows of one client identifier, connected or asleep (clause 4.1). */
export class Session implements Destination {
  readonly clientId: string;
  /** By filter, as the client wrote it. */
  readonly subscriptions = new Map<string, Subscription>();
  readonly receiving = new Receiving();
  readonly inFlight: InFlight;
  readonly queue: DeliveryQueue;
  /** Retained messages that its new subscriptions are owed; it keeps its place while the client is away. */
  readonly backlog: RetainedBacklog;
  /** Seconds; 0xFFFFFFFF never ends. */
  expiry = 0;
  connection: Connection | undefined;
  /** Takes what goes out on its connection, or on the last that it had; undefined before the first. */
  noted: ReceiverRuns | undefined;
  /** How many of its queue, from the first ever on, were told to wait. */
  waitsNoted = 0;
  hasNewWaiting = false;
  /** Of the CONNECT that it was opened by last, among all. */
  place = 0;
  /** Who was on it last. */
  identity: Identity = { kind: 'anonymous', claimed: undefined };
  /** What its client may do; undefined if everything. */
  rights: Rights | undefined;
  /** When its last connection ended, µs since 1970; undefined before that. */
  asleepSince: number | undefined;
  #journal: SessionJournal | undefined;
  #filterBytes = 0;
  readonly #needs: SessionNeeds;

  constructor(clientId: string, needs: SessionNeeds) {
    this.clientId = clientId;
    this.inFlight = new InFlight(needs.kept);
    this.queue = new DeliveryQueue(needs.kept);
    this.backlog = new RetainedBacklog(needs.retained, this.subscriptions);
    this.#needs = needs;
  }

  get journal(): SessionJournal | undefined {
    return this.#journal;
  }

  /** From now on what changes is told to it. */
  set journal(journal: SessionJournal | undefined) {
    this.#journal = journal;
    this.receiving.journal = journal;
    this.inFlight.journal = journal;
    this.queue.journal = journal;
  }

  get queuedBytes(): number {
    return this.queue.bytes;
  }

  get isConnected(): boolean {
    return this.connection !== undefined;
  }

  get isBusy(): boolean {
    return this.connection?.isBusy === true;
  }

  /** Why a message at QoS 1 or 2 waits, if one does. */
  get waitsFor(): DeliveryReason {
    if (this.connection === undefined) return 'away';
    return this.connection.hasQuota ? 'slow reader' : 'receive maximum';
  }

  get isLeftBehind(): boolean {
    return this.connection?.isLeftBehind === true;
  }

  mayReceive(topic: string): boolean {
    return this.rights === undefined || this.rights.mayReceive(topic);
  }

  withhold(topic: string): void {
    this.#needs.counters.drop('not authorized');
    this.rights?.refused('receive', topic);
  }

  /** Sends a copy, or keeps it for later: QoS 0 is not kept for who is away [MQTT-3.1.2-5]. */
  deliver(
    routed: RoutedMessage,
    qos: Qos,
    retain: boolean,
    identifiers: readonly number[],
    share: string | undefined,
  ): void {
    if (this.connection !== undefined) this.connection.deliver(routed, qos, retain, identifiers, share);
    else if (qos > 0) this.enqueue({ message: routed.kept, qos, retain, identifiers, share });
  }

  /** Goes on with what another member of a shared subscription has left. */
  takeOver(delivery: Delivery): void {
    if (this.connection !== undefined) this.connection.takeOver(delivery);
    else if (delivery.qos > 0) this.enqueue(delivery);
  }

  /** Takes out of the queue what came by those shared subscriptions; the rest keeps its order. */
  takeWaiting(isTaken: (share: string) => boolean): readonly Delivery[] {
    return this.queue.takeOut(({ share }) => share !== undefined && isTaken(share));
  }

  /** Takes back the QoS 1 messages of those shared subscriptions that are sent and not acknowledged. */
  takeUnacknowledged(isTaken: (share: string) => boolean): readonly Delivery[] {
    const taken: Delivery[] = [];
    for (const [id, entry] of this.inFlight.entries()) {
      if (entry.state !== 'published') continue;
      const { delivery } = entry;
      if (delivery.qos !== 1 || delivery.share === undefined || !isTaken(delivery.share)) continue;
      taken.push(delivery);
      this.inFlight.end(id);
    }
    return taken;
  }

  /** Adds to the queue what fits; what does not is dropped and counted, the newest first. */
  enqueue(delivery: Delivery): void {
    const { limits, counters, notes } = this.#needs;
    const bytes = this.queue.bytes + this.inFlight.bytes + delivery.message.weight;
    const isFull = this.queue.length >= limits.queuedMessages || bytes > limits.queuedBytes;
    if (isFull || !this.mayKeep(delivery.message)) {
      const why = isFull ? 'queue full' : 'all queues full';
      counters.drop(why);
      notes?.dropped(this, delivery.message.sequence, delivery.qos, why);
      return;
    }
    this.queue.push(delivery);
    notes?.queued(this);
  }

  /** Whether there is room for the message among those that all sessions keep; others may have to make it. */
  mayKeep(message: KeptMessage): boolean {
    return this.#needs.share.makeRoom(this, message);
  }

  /** Drops the newest eighth of its queue: others have no room. */
  shed(): void {
    const { length } = this.queue;
    const left = Math.floor((length * 7) / 8);
    const { counters, notes } = this.#needs;
    for (let dropped = left; dropped < length; dropped += 1) {
      counters.drop('all queues full');
      const delivery = this.queue.at(dropped);
      if (delivery !== undefined)
        notes?.dropped(this, delivery.message.sequence, delivery.qos, 'all queues full');
    }
    this.queue.truncate(left);
  }

  /** Whether one more filter is within what a session may have. */
  hasRoomFor(filter: string): boolean {
    const { limits, allFilters } = this.#needs;
    const weight = weightOfFilter(filter);
    return (
      this.subscriptions.size < limits.subscriptions &&
      this.#filterBytes + weight <= limits.subscriptionBytes &&
      allFilters.bytes + weight <= limits.allSubscriptionBytes
    );
  }

  /** Takes down a subscription; an earlier one with the same filter is replaced, and what it is owed goes on. */
  subscribe(subscription: Subscription): void {
    const { filter } = subscription;
    if (!this.subscriptions.has(filter)) this.#countFilters(weightOfFilter(filter));
    this.subscriptions.set(filter, subscription);
    this.#journal?.subscriptionChanged(filter);
  }

  /** Returns what there was. Nothing new is sent for it from now on [MQTT-3.10.4-2]. */
  unsubscribe(filter: string): Subscription | undefined {
    const subscription = this.subscriptions.get(filter);
    if (this.subscriptions.delete(filter)) this.#countFilters(-weightOfFilter(filter));
    this.backlog.drop(filter);
    this.#journal?.subscriptionChanged(filter);
    return subscription;
  }

  /** Lets go of all that it holds: the session is over. */
  discard(): void {
    this.journal = undefined;
    this.subscriptions.clear();
    this.#countFilters(-this.#filterBytes);
    this.backlog.clear();
    this.queue.truncate(0);
    this.inFlight.clear();
  }

  slow(publisher: Publisher): void {
    this.connection?.slow(publisher);
  }

  #countFilters(bytes: number): void {
    this.#filterBytes += bytes;
    this.#needs.allFilters.add(bytes);
  }
}
