import type { Clock } from '../../../app/base/clock.ts';
import type { ProtocolVersion, Qos } from '../../../app/mqtt/packet.ts';
import { codeOf, reasonCodeOf } from '../../capture/delivery-codes.ts';
import type { DeliveryReason } from '../../capture/delivery-layout.ts';
import { deliveryFlags } from '../../capture/delivery-layout.ts';
import { nobody } from '../../capture/delivery-runs.ts';
import { runCopies } from '../../capture/limits.ts';
import type { DeliveryObserver, LinkId, PacketObserver } from '../../capture/observer.ts';
import type { ReceiverRuns } from '../../capture/receiver-runs.ts';
import { receiversText } from '../../capture/receiver-set.ts';
import type { Matches } from '../routing/matches.ts';
import type { Copy } from '../routing/message.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Cancel, Timers } from '../timers.ts';
import type { Delivery, DeliveryQueue } from './delivery.ts';

/** The session of a receiver, as far as notes tell of it. */
interface NotedSession {
  readonly clientId: string;
  readonly queue: DeliveryQueue;
  /** Takes what goes out on its connection, or went out on the last one; undefined before the first. */
  noted: ReceiverRuns | undefined;
  /** How many of its queue, from the first ever on, were told to wait. */
  waitsNoted: number;
  /** Something waits for it that is not told yet. */
  hasNewWaiting: boolean;
  /** Why what waits for it does so. */
  readonly waitsFor: DeliveryReason;
}

/** Milliseconds that a message waits before that is told: in a flood most wait for less, behind others … */
const waitDelay = 50;
/** … and how often that is looked at. */
const waitInterval = 100;

const [queued, expired, withheld, noLocal, handedOver, sessionOver, refused] = [
  codeOf('queued'),
  codeOf('expired'),
  codeOf('withheld'),
  codeOf('no-local'),
  codeOf('handed-over'),
  codeOf('session-over'),
  codeOf('refused'),
];

/** Has recorded what becomes of each message for each receiver. Without somebody who wants to know there is none of it. */
export class DeliveryNotes {
  /** µs of the read that is being worked off: what is done during it has its time. */
  readTime: number | undefined;
  readonly #observer: PacketObserver;
  readonly #deliveries: DeliveryObserver;
  readonly #clock: Clock;
  readonly #timers: Timers;
  /** Sessions with something that waits and is not told yet. */
  #waiting: NotedSession[] = [];
  #cancel: Cancel | undefined;

  static of(observer: PacketObserver, clock: Clock, timers: Timers): DeliveryNotes | undefined {
    const { deliveries } = observer;
    return deliveries === undefined ? undefined : new DeliveryNotes(observer, deliveries, clock, timers);
  }

  constructor(observer: PacketObserver, deliveries: DeliveryObserver, clock: Clock, timers: Timers) {
    this.#observer = observer;
    this.#deliveries = deliveries;
    this.#clock = clock;
    this.#timers = timers;
  }

  /** What is done from here on follows something of that time, though a read may be worked off that came before. */
  goOn(time: number): void {
    if (this.readTime !== undefined) this.readTime = time;
  }

  /** Who the message is for, before it goes there. */
  routed({ sequence }: RoutedMessage, matches: Matches): void {
    if (sequence <= 0) return;
    matches.noted ??= { set: this.#setOf(matches) };
    this.#deliveries.routed(sequence, matches.noted.set);
  }

  /** The session is on that connection from now on. */
  joined(session: NotedSession, link: LinkId): void {
    session.noted = this.#deliveries.receiver(link);
  }

  /** A copy went out; `id` is 0 at QoS 0. */
  sent(session: NotedSession, delivery: Delivery, id: number, dup: boolean, version: ProtocolVersion): void {
    const { message, identifiers } = delivery;
    const flags = flagsOf(delivery) | (dup ? deliveryFlags.dup : 0) | versionFlag(version);
    this.#runsOf(session).sent(message.sequence, id, flags, identifiers[0] ?? 0, this.#now());
  }

  /** The same at QoS 0 by a shared subscription, of whose members one gets it. */
  sentShared(session: NotedSession, sequence: number, copy: Copy, version: ProtocolVersion): void {
    const flags = flagsOf({ ...copy, share: '' }) | versionFlag(version);
    this.#runsOf(session).sent(sequence, 0, flags, copy.identifiers[0] ?? 0, this.#now());
  }

  /** At QoS 0 it got one of those that it is for, which the note of these implies. */
  sentPlainly(session: NotedSession): void {
    if (session.noted?.isDropping === true) session.noted.endDropped();
  }

  /** The newest of its queue waits. */
  queued(session: NotedSession): void {
    if (session.hasNewWaiting) return;
    session.hasNewWaiting = true;
    this.#waiting.push(session);
    this.#cancel ??= this.#timers.after(waitInterval, () => this.#tellWaiting());
  }

  dropped(session: NotedSession, sequence: number, qos: Qos, reason: DeliveryReason): void {
    if (sequence > 0) this.#runsOf(session).dropped(sequence, qos, reason);
  }

  /** Nothing more is told. */
  close(): void {
    this.#cancel?.();
    for (const session of this.#waiting)
      this.#tellWaitingOf(session, Number.POSITIVE_INFINITY, this.#clock.now());
    this.#waiting = [];
  }

  expired(session: NotedSession, delivery: Delivery): void {
    this.#tell(expired, session, delivery);
  }

  withheld(session: NotedSession, delivery: Delivery): void {
    this.#tell(withheld, session, delivery);
  }

  handedOver(session: NotedSession, delivery: Delivery): void {
    this.#tell(handedOver, session, delivery);
  }

  /** Its publisher asked not to get it. */
  keptFromPublisher({ sequence, message }: RoutedMessage): void {
    this.#note(noLocal, message.qos, nobody, sequence, 0, 0);
  }

  /** The session has ended, with all that waited for it. */
  sessionOver({ noted }: NotedSession): void {
    if (noted === undefined) return;
    noted.endDropped();
    this.#note(sessionOver, 0, noted.link, -1, 0, 0);
  }

  /** The message goes to nobody. */
  refused(sequence: number, qos: Qos, reason: DeliveryReason): void {
    this.#note(refused, qos, nobody, sequence, reasonCodeOf(reason), 0);
  }

  #tellWaiting(): void {
    this.#cancel = undefined;
    const sessions = this.#waiting;
    this.#waiting = [];
    const now = this.#clock.now();
    for (const session of sessions) {
      session.hasNewWaiting = false;
      if (!this.#tellWaitingOf(session, now - waitDelay * 1000, now)) this.queued(session);
    }
  }

  /** Tells what waits since before `since`, those that follow each other as one. False if there is more. */
  #tellWaitingOf(session: NotedSession, since: number, now: number): boolean {
    const { queue, waitsFor } = session;
    const { link } = this.#runsOf(session);
    const why = reasonCodeOf(waitsFor);
    const end = queue.taken + queue.length;
    let at = Math.max(queue.taken, Math.min(session.waitsNoted, end));
    let [first, flags, count] = [0, 0, 0];
    const tell = () => {
      if (count > 0) this.#deliveries.note(queued, flags, link, first, why, 0, now, count);
    };
    for (; at < end; at += 1) {
      const delivery = queue.at(at - queue.taken);
      if (delivery === undefined || delivery.message.arrived > since) break;
      const { sequence } = delivery.message;
      if (count > 0 && count < runCopies && sequence === first + count && flagsOf(delivery) === flags) {
        count += 1;
        continue;
      }
      tell();
      [first, flags, count] = [sequence, flagsOf(delivery), 1];
    }
    tell();
    session.waitsNoted = at;
    return at >= end;
  }

  #tell(code: number, session: NotedSession, delivery: Delivery): void {
    this.#note(code, flagsOf(delivery), this.#runsOf(session).link, delivery.message.sequence, 0, 0);
  }

  #note(
    code: number,
    flags: number,
    link: number,
    sequence: number,
    number: number,
    identifier: number,
  ): void {
    this.#deliveries.note(code, flags, link, sequence, number, identifier, this.#now(), 1);
  }

  #now(): number {
    return this.readTime ?? this.#clock.now();
  }

  /** A session that slept over a restart has had no connection yet: one is told of that names its client. */
  #runsOf(session: NotedSession): ReceiverRuns {
    if (session.noted !== undefined) return session.noted;
    const now = this.#clock.now();
    const link = this.#observer.linkOpened({ address: 'kept over a restart', transport: 'tcp' }, now);
    this.#observer.linkIdentified(link, session.clientId, 4);
    this.#observer.linkClosed(link, 'The session slept when the broker ended.', now);
    const noted = this.#deliveries.receiver(link);
    session.noted = noted;
    return noted;
  }

  #setOf({ receivers, groups, withheld: kept }: Matches) {
    if (receivers.length + groups.length + kept.size === 0) return undefined;
    const text = receiversText({
      receivers: receivers.map(({ destination, qos, subscriptions, identifiers, retainAsPublished }) => ({
        client: destination.clientId,
        qos,
        filters: subscriptions.map(({ filter }) => filter),
        identifiers,
        retainAsPublished,
      })),
      shares: groups.map(({ filter }) => filter),
      withheld: [...kept].map(({ clientId }) => clientId),
    });
    return this.#deliveries.receivers(text);
  }
}

function flagsOf({ qos, retain, identifiers, share }: Copy & Pick<Delivery, 'share'>): number {
  return (
    qos |
    (retain ? deliveryFlags.retain : 0) |
    (identifiers.length > 1 ? deliveryFlags.moreIdentifiers : 0) |
    (share === undefined ? 0 : deliveryFlags.shared)
  );
}

function versionFlag(version: ProtocolVersion): number {
  return version === 5 ? deliveryFlags.version5 : 0;
}
