import type { Clock } from '../../../app/base/clock.ts';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { Counters } from '../counters.ts';
import type { Aging } from '../faults/aging.ts';
import type { PublishOutbox } from '../peer/aliasing-outbox.ts';
import type { Terms } from '../peer/terms.ts';
import type { Message } from '../routing/message.ts';
import { encodeCopy, isExpired } from '../routing/message.ts';
import { packetIdOffset, publishHeader } from '../routing/publish-frame.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryNotes } from './delivery-notes.ts';
import type { Session } from './session.ts';

export interface WriterNeeds {
  readonly session: Session;
  readonly terms: Terms;
  readonly outbox: PublishOutbox;
  readonly limits: BrokerLimits;
  readonly counters: Counters;
  readonly clock: Clock;
  /** For frames that are laid out to be sent, of scratchSize. */
  readonly scratch: Buffer;
  readonly notes: DeliveryNotes | undefined;
}

/** What came in as a record: its sequence number. */
interface Recorded {
  readonly sequence: number;
}

/** Lays copies of messages out for one connected client and puts them into its outbox, or says why not. */
export class PublishWriter {
  readonly #needs: WriterNeeds;
  #sent = 0;
  /** How many times faster a message ages, where a fault on purpose lets it. */
  aging: Aging | undefined;

  constructor(needs: WriterNeeds) {
    this.#needs = needs;
  }

  /** PUBLISH packets that went out on this connection. */
  get sent(): number {
    return this.#sent;
  }

  /** QoS 0, in the turn in which the message came. */
  sendAtMostOnce(
    routed: RoutedMessage,
    retain: boolean,
    identifiers: readonly number[],
    share: string | undefined,
  ): void {
    const { outbox, terms, clock, limits, session, notes } = this.#needs;
    if (outbox.pendingBytes >= limits.outgoingBytes) {
      this.drop(routed, 0, 'slow reader');
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

  /** QoS 0, of a message that waited. */
  sendKept(delivery: Delivery): void {
    if (this.#put(this.#encode(delivery, 0, false), delivery.message, 0)) this.#note(delivery, 0, false);
  }

  /** QoS 1 or 2, of a message that waited or was sent before; false if the client takes none so large. */
  sendWithId(delivery: Delivery, id: number, dup: boolean): boolean {
    const { message, qos } = delivery;
    const isOut =
      this.#putAsItCame(delivery, id, dup) ?? this.#put(this.#encode(delivery, id, dup), message, qos);
    if (isOut) this.#note(delivery, id, dup);
    return isOut;
  }

  /** What does not fit is dropped as if it had been delivered [MQTT-3.1.2-25]. */
  fits(frame: Uint8Array, message: Recorded, qos: Qos): boolean {
    if (frame.length <= this.#needs.terms.maximumPacketSize) return true;
    this.drop(message, qos, 'too large for the client');
    return false;
  }

  /** A frame of the message that fits. */
  append(frame: Uint8Array, delivery: Delivery, id: number): void {
    const header = publishHeader(delivery.qos, delivery.retain, false);
    this.#needs.outbox.appendPublish(frame, header, packetIdOffset(frame), id);
    this.#count(frame.length);
    this.#note(delivery, id, false);
  }

  /** By a clock that may run faster on purpose. */
  isTooOld(message: Message): boolean {
    return isExpired(message, this.#nowFor(message));
  }

  drop({ sequence }: Recorded, qos: Qos, why: 'slow reader' | 'too large for the client'): void {
    const { counters, notes, session } = this.#needs;
    counters.drop(why);
    notes?.dropped(session, sequence, qos, why);
  }

  expire(delivery: Delivery): void {
    const { counters, notes, session } = this.#needs;
    counters.drop('expired');
    notes?.expired(session, delivery);
  }

  withhold(delivery: Delivery): void {
    const { notes, session } = this.#needs;
    session.withhold(delivery.message.topic);
    notes?.withheld(session, delivery);
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
    if (!this.fits(frame, message, qos)) return false;
    outbox.appendPublish(frame, publishHeader(qos, retain, dup), packetIdOffset(frame), id);
    this.#count(frame.length);
    return true;
  }

  #put(frame: Uint8Array, message: Recorded, qos: Qos): boolean {
    if (!this.fits(frame, message, qos)) return false;
    this.#needs.outbox.append(frame);
    this.#count(frame.length);
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
