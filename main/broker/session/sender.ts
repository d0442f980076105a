import type { Qos } from '../../../app/mqtt/packet.ts';
import type { Owed } from '../retained/retained-backlog.ts';
import type { SearchShare } from '../retained/search-share.ts';
import { lowerQos } from '../routing/lower-qos.ts';
import { isExpired } from '../routing/message.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Delivery } from './delivery.ts';
import { Lag } from './lag.ts';
import type { WriterNeeds } from './publish-writer.ts';
import { PublishWriter } from './publish-writer.ts';

interface SenderNeeds extends WriterNeeds {
  readonly search: SearchShare;
}

/**
 * Which message goes to one connected client next: QoS 0 at once, QoS 1 and 2 as its Receive Maximum allows (clause 4.9),
 * what waits in order.
 */
export class Sender {
  /** For those who publish to it. */
  readonly lag: Lag;
  readonly writer: PublishWriter;
  readonly #needs: SenderNeeds;
  #quota: number;
  /** Identifiers that were under way when the session was resumed, in order [MQTT-4.4.0-1]. */
  #unsent: number[] = [];

  constructor(needs: SenderNeeds) {
    this.#needs = needs;
    this.lag = new Lag(needs.outbox, needs.session, needs.limits);
    this.writer = new PublishWriter(needs);
    this.#quota = needs.terms.sendQuota;
  }

  /** Whether a QoS 1 or 2 message would have to wait. */
  get isBusy(): boolean {
    return !this.#mayBegin();
  }

  /** Whether Receive Maximum allows one more (clause 4.9). */
  get hasQuota(): boolean {
    return this.#quota > 0;
  }

  deliver(
    routed: RoutedMessage,
    qos: Qos,
    retain: boolean,
    identifiers: readonly number[],
    share: string | undefined,
  ): void {
    if (qos === 0) {
      this.writer.sendAtMostOnce(routed, retain, identifiers, share);
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
    } else if (isExpired(delivery.message, clock.now())) this.writer.expire(delivery);
    else if (outbox.pendingBytes >= limits.outgoingBytes)
      this.writer.drop(delivery.message, 0, 'slow reader');
    else this.writer.sendKept(delivery);
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

  /** Sends a QoS 1 or 2 message for the first time, in the turn in which it came. */
  #begin(routed: RoutedMessage, delivery: Delivery): void {
    const { outbox, terms, session } = this.#needs;
    const { qos, retain, identifiers } = delivery;
    if (identifiers.length > 0) {
      this.#sendFirst(delivery);
      return;
    }
    const frame = routed.frame(terms.version, qos, retain);
    if (!this.writer.fits(frame, routed, qos)) return;
    const id = session.inFlight.begin(delivery);
    this.#quota -= 1;
    if (qos === 2) outbox.awaitStorage();
    this.writer.append(frame, delivery, id);
  }

  #sendFirst(delivery: Delivery): void {
    this.#sendWithId(delivery, this.#needs.session.inFlight.begin(delivery), false);
  }

  #sendWithId(delivery: Delivery, id: number, dup: boolean): void {
    // The receiver remembers the identifier of a QoS 2 message: it has to be in the store before it is out.
    if (delivery.qos === 2) this.#needs.outbox.awaitStorage();
    if (this.writer.sendWithId(delivery, id, dup)) this.#quota -= 1;
    else this.#needs.session.inFlight.end(id);
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
    if (mayExpire && this.writer.isTooOld(delivery.message)) this.writer.expire(delivery);
    else if (!session.mayReceive(delivery.message.topic)) this.writer.withhold(delivery);
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
      this.writer.withhold(entry.delivery);
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
      this.writer.withhold(delivery);
      return true;
    }
    if (this.writer.aging !== undefined && this.writer.isTooOld(message)) {
      backlog.take();
      this.writer.expire(delivery);
      return true;
    }
    if (qos > 0 && !this.#mayBegin()) return false;
    backlog.take();
    if (qos > 0) this.#sendFirst(delivery);
    else this.writer.sendKept(delivery);
    return true;
  }
}

function identifiersOf({ subscription }: Owed): readonly number[] {
  return subscription.identifier === undefined ? [] : [subscription.identifier];
}
