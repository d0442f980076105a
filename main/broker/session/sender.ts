import type { Clock } from '../../../app/base/clock.ts';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { Counters } from '../counters.ts';
import type { Aging } from '../faults/aging.ts';
import type { PublishOutbox } from '../peer/aliasing-outbox.ts';
import type { Terms } from '../peer/terms.ts';
import type { Owed } from '../retained/retained-backlog.ts';
import type { SearchShare } from '../retained/search-share.ts';
import { lowerQos } from '../routing/lower-qos.ts';
import type { Message } from '../routing/message.ts';
import { encodeCopy, isExpired } from '../routing/message.ts';
import { packetIdOffset, publishHeader } from '../routing/publish-frame.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryNotes } from './delivery-notes.ts';
import { Lag } from './lag.ts';
import type { Session } from './session.ts';

interface SenderNeeds {
  readonly session: Session;
  readonly terms: Terms;
  readonly outbox: PublishOutbox;
  readonly search: SearchShare;
  readonly limits: BrokerLimits;
  readonly counters: Counters;
  readonly clock: Clock;
  /** For frames that are laid out to be sent, of scratchSize. */
  readonly scratch: Buffer;
  readonly notes: DeliveryNotes | undefined;
}

/**
 * Sends messages to one connected client: QoS 0 at once, QoS 1 and 2 as its Receive Maximum allows (clause 4.9), what
 * waits in order.
 */
export class Sender {
  /** For those who publish to it. */
  readonly lag: Lag;
  readonly #needs: SenderNeeds;
  #quota: number;
  /** Identifiers that were under way when the session was resumed, in order [MQTT-4.4.0-1]. */
  #unsent: number[] = [];
  #sent = 0;
  /** How many times faster a message ages, where a fault on purpose lets it. */
  aging: Aging | undefined;

  constructor(needs: SenderNeeds) {
    this.#needs = needs;
    this.lag = new Lag(needs.outbox, needs.session, needs.limits);
    this.#quota = needs.terms.sendQuota;
  }

  /** PUBLISH packets that went out on this connection. */
  get sent(): number {
    return this.#sent;
  }

  /** Whether a QoS 1 or 2 message would have to wait. */
  get isBusy(): boolean {
    return !this.#mayBegin();
  }

  deliver(
    routed: RoutedMessage,
    qos: Qos,
    retain: boolean,
    identifiers: readonly number[],
    share: string | undefined,
  ): void {
    if (qos === 0) {
      this.#sendAtMostOnce(routed, retain, identifiers, share);
      return;
    }
    const { session } = this.#needs;
    const delivery = { message: routed.kept, qos, retain, identifiers, share };
    if (this.#mayBegin() && session.mayKeep(delivery.message)) this.#begin(routed, delivery);
    else session.enqueue(delivery);
  }

  /** Sends what another member of a shared subscription has left, behind what waits. */
  takeOver(delivery: Delivery): void {
    const { session, outbox, limits, clock } = this.#needs;
    if (delivery.qos > 0) {
      session.enqueue(delivery);
      this.pump();
    } else if (isExpired(delivery.message, clock.now())) this.#expired(delivery);
    else if (outbox.pendingBytes >= limits.outgoingBytes) this.#drop(delivery.message, 0, 'slow reader');
    else if (this.#put(this.#encode(delivery, 0, false), delivery.message, 0)) this.#note(delivery, 0, false);
  }

  /** What was under way on an earlier connection is sent again, with DUP, as the quota allows. */
  resume(): void {
    this.#unsent = [];
    for (const [id, entry] of this.#needs.session.inFlight.entries()) {
      if (entry.state === 'published') this.#unsent.push(id);
    }
    this.pump();
  }

  /** A delivery is acknowledged for good: its identifier is free, one more may be sent. */
  finished(id: number): void {
    this.#needs.session.inFlight.end(id);
    // PUBRELs sent again were not taken from this connection's quota, which never rises above its start.
    this.#quota = Math.min(this.#quota + 1, this.#needs.terms.sendQuota);
    this.pump();
  }

  /** Sends what waits, as far as quota and buffer allow. */
  pump(): void {
    while (this.lag.hasRoom) {
      const isDone = this.#quota > 0 ? !this.#sendWaiting() && !this.#sendOwed() : !this.#sendOwed();
      if (isDone) return;
    }
  }

  /** The network connection is over: nothing more is sent by it. */
  stop(): void {
    this.#needs.search.leave(this);
  }

  #mayBegin(): boolean {
    const { session, limits } = this.#needs;
    return (
      this.#quota > 0 &&
      session.queue.length === 0 &&
      session.inFlight.bytes < limits.queuedBytes &&
      this.#unsent.length === 0 &&
      this.lag.hasRoom
    );
  }

  #sendAtMostOnce(
    routed: RoutedMessage,
    retain: boolean,
    identifiers: readonly number[],
    share: string | undefined,
  ): void {
    const { outbox, terms, clock, limits, session, notes } = this.#needs;
    if (outbox.pendingBytes >= limits.outgoingBytes) {
      this.#drop(routed, 0, 'slow reader');
      return;
    }
    const { version } = terms;
    const frame =
      identifiers.length === 0
        ? routed.frame(version, 0, retain)
        : encodeCopy(
            routed.message,
            { qos: 0, retain, identifiers },
            { id: 0, dup: false, version, now: clock.now() },
          );
    if (!this.#put(frame, routed, 0) || notes === undefined) return;
    // Who it is routed to gets it, but of a shared subscription only one does.
    if (share === undefined) notes.sentPlainly(session);
    else notes.sentShared(session, routed.sequence, { qos: 0, retain, identifiers }, version);
  }

  /** Sends a QoS 1 or 2 message for the first time, in the turn in which it came. */
  #begin(routed: RoutedMessage, delivery: Delivery): void {
    const { outbox, terms, session } = this.#needs;
    const { qos, retain, identifiers } = delivery;
    if (identifiers.length > 0) {
      this.#sendFirst(delivery);
      return;
    }
    const frame = routed.frame(terms.version, qos, retain);
    if (!this.#fits(frame, routed, qos)) return;
    const id = session.inFlight.begin(delivery);
    this.#quota -= 1;
    if (qos === 2) outbox.awaitStorage();
    outbox.appendPublish(frame, publishHeader(qos, retain, false), packetIdOffset(frame), id);
    this.#count(frame.length);
    this.#note(delivery, id, false);
  }

  #sendFirst(delivery: Delivery): void {
    this.#sendWithId(delivery, this.#needs.session.inFlight.begin(delivery), false);
  }

  #sendWithId(delivery: Delivery, id: number, dup: boolean): void {
    // The receiver remembers the identifier of a QoS 2 message: it has to be in the store before it is out.
    if (delivery.qos === 2) this.#needs.outbox.awaitStorage();
    const { message, qos } = delivery;
    const isOut =
      this.#putAsItCame(delivery, id, dup) ?? this.#put(this.#encode(delivery, id, dup), message, qos);
    if (isOut) {
      this.#quota -= 1;
      this.#note(delivery, id, dup);
    } else this.#needs.session.inFlight.end(id);
  }

  /** Sends a copy as the frame that the message came in; undefined if that is not what it has to be. */
  #putAsItCame(
    { message, qos, retain, identifiers }: Delivery,
    id: number,
    dup: boolean,
  ): boolean | undefined {
    const { outbox, terms, scratch } = this.#needs;
    const frame = identifiers.length > 0 ? undefined : message.frame(terms.version, scratch);
    if (frame === undefined) return undefined;
    if (!this.#fits(frame, message, qos)) return false;
    outbox.appendPublish(frame, publishHeader(qos, retain, dup), packetIdOffset(frame), id);
    this.#count(frame.length);
    return true;
  }

  #sendWaiting(): boolean {
    const { session } = this.#needs;
    if (this.#unsent.length > 0) {
      this.#sendAgain(this.#unsent.shift() ?? 0);
      return true;
    }
    const delivery = session.queue.shift();
    if (delivery === undefined) return false;
    const mayExpire = delivery.message.properties.messageExpiryInterval !== undefined;
    if (mayExpire && isExpired(delivery.message, this.#nowFor(delivery.message))) this.#expired(delivery);
    else if (!session.mayReceive(delivery.message.topic)) this.#withhold(delivery);
    else this.#sendFirst(delivery);
    return true;
  }

  #sendAgain(id: number): void {
    const { session } = this.#needs;
    const entry = session.inFlight.get(id);
    if (entry?.state !== 'published') return;
    const { topic } = entry.delivery.message;
    // Another user may have come by the same client identifier, or the rules have changed.
    if (session.mayReceive(topic)) this.#sendWithId(entry.delivery, id, true);
    else {
      session.inFlight.end(id);
      this.#withhold(entry.delivery);
    }
  }

  #sendOwed(): boolean {
    const { session, clock, search } = this.#needs;
    const { backlog } = session;
    if (backlog.size === 0) return false;
    const owed = backlog.peek(clock.now(), search);
    if (owed === undefined) {
      if (backlog.size > 0) search.wait(this);
      return false;
    }
    const { message, subscription } = owed;
    const qos = lowerQos(message.qos, subscription.qos);
    // RETAIN is 1 on what is sent because of a new subscription [MQTT-3.3.1-8].
    const delivery = { message, qos, retain: true, identifiers: identifiersOf(owed), share: undefined };
    if (!session.mayReceive(message.topic)) {
      backlog.take();
      this.#withhold(delivery);
      return true;
    }
    if (this.aging !== undefined && isExpired(message, this.#nowFor(message))) {
      backlog.take();
      this.#expired(delivery);
      return true;
    }
    if (qos > 0 && !this.#mayBegin()) return false;
    backlog.take();
    if (qos > 0) this.#sendFirst(delivery);
    else if (this.#put(this.#encode(delivery, 0, false), message, 0)) this.#note(delivery, 0, false);
    return true;
  }

  #encode(delivery: Delivery, id: number, dup: boolean): Uint8Array {
    const { message } = delivery;
    const { version } = this.#needs.terms;
    const frame = encodeCopy(message, delivery, { id, dup, version, now: this.#nowFor(message) });
    if (message.properties.messageExpiryInterval !== undefined) this.aging?.sends(frame, message.topic);
    return frame;
  }

  /** µs since 1970: the time to tell by how old a message is. */
  #nowFor({ topic, arrived }: Message): number {
    const now = this.#needs.clock.now();
    return this.aging === undefined ? now : arrived + (now - arrived) * this.aging.times(topic);
  }

  #put(frame: Uint8Array, message: Recorded, qos: Qos): boolean {
    if (!this.#fits(frame, message, qos)) return false;
    this.#needs.outbox.append(frame);
    this.#count(frame.length);
    return true;
  }

  /** What does not fit is dropped as if it had been delivered [MQTT-3.1.2-25]. */
  #fits(frame: Uint8Array, message: Recorded, qos: Qos): boolean {
    if (frame.length <= this.#needs.terms.maximumPacketSize) return true;
    this.#drop(message, qos, 'too large for the client');
    return false;
  }

  #drop({ sequence }: Recorded, qos: Qos, why: 'slow reader' | 'too large for the client'): void {
    const { counters, notes, session } = this.#needs;
    counters.drop(why);
    notes?.dropped(session, sequence, qos, why);
  }

  #expired(delivery: Delivery): void {
    const { counters, notes, session } = this.#needs;
    counters.drop('expired');
    notes?.expired(session, delivery);
  }

  #withhold(delivery: Delivery): void {
    const { notes, session } = this.#needs;
    session.withhold(delivery.message.topic);
    notes?.withheld(session, delivery);
  }

  /** It went out. */
  #note(delivery: Delivery, id: number, dup: boolean): void {
    const { notes, session, terms } = this.#needs;
    notes?.sent(session, delivery, id, dup, terms.version);
  }

  #count(bytes: number): void {
    const { counters } = this.#needs;
    counters.sent += 1;
    counters.publishBytesSent += bytes;
    this.#sent += 1;
  }
}

/** What came in as a record: its sequence number. */
interface Recorded {
  readonly sequence: number;
}

function identifiersOf({ subscription }: Owed): readonly number[] {
  return subscription.identifier === undefined ? [] : [subscription.identifier];
}
