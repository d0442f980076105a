import { assert } from '../../../app/base/assert.ts';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Counters } from '../counters.ts';
import type { Connection } from '../peer/connection.ts';
import type { RetainedStore } from '../retained/retained.ts';
import type { SubscriptionTrie } from '../routing/subscription-trie.ts';
import type { Cancel, Timers } from '../timers.ts';
import type { ClientBytes } from './client-bytes.ts';
import type { DeliveryNotes } from './delivery-notes.ts';
import { AllFilterBytes } from './filter-bytes.ts';
import type { Handover } from './handover.ts';
import { KeptMessages } from './kept-messages.ts';
import { QueueShare } from './queue-share.ts';
import type { SessionNeeds } from './session.ts';
import { Session } from './session.ts';
import type { Wills } from './wills.ts';

const endless = 0xffff_ffff;

interface SessionsNeeds {
  readonly limits: BrokerLimits;
  readonly counters: Counters;
  readonly timers: Timers;
  readonly retained: RetainedStore;
  readonly subscriptions: SubscriptionTrie;
  readonly wills: Wills;
  readonly handover: Handover;
  readonly clientBytes: ClientBytes;
  readonly notes: DeliveryNotes | undefined;
  /** Called when sessions, their connections or their subscriptions have changed. */
  readonly changed: () => void;
}

/** All sessions by client identifier, those asleep with the time that is left to them (clause 4.1). */
export class Sessions {
  readonly #needs: SessionsNeeds;
  readonly #forSession: SessionNeeds;
  readonly kept: KeptMessages;
  readonly #sessions = new Map<string, Session>();
  readonly #expiries = new Map<Session, Cancel>();
  #connected = 0;
  #expired = 0;
  #places = 0;
  #version = 0;

  constructor(needs: SessionsNeeds) {
    this.#needs = needs;
    this.kept = new KeptMessages(needs.limits);
    const share = new QueueShare(this.kept, () => this.#sessions.values());
    this.#forSession = { ...needs, kept: this.kept, share, allFilters: new AllFilterBytes() };
  }

  get count(): number {
    return this.#sessions.size;
  }

  /** Those that ended because their time asleep was over. */
  get expired(): number {
    return this.#expired;
  }

  /** Those that are not asleep. */
  get connected(): number {
    return this.#connected;
  }

  /** Rises when a session or a connection has come or gone. */
  get version(): number {
    return this.#version;
  }

  get isFull(): boolean {
    return this.#sessions.size >= this.#needs.limits.sessions;
  }

  /** All of them, in the order in which they began. */
  all(): Iterable<Session> {
    return this.#sessions.values();
  }

  get(clientId: string): Session | undefined {
    return this.#sessions.get(clientId);
  }

  /** A place in the order in which CONNECTs came. */
  nextPlace(): number {
    this.#places += 1;
    return this.#places;
  }

  /** Whether a CONNECT that came later is on the session already, or was. */
  isOvertaken(clientId: string, place: number): boolean {
    return (this.#sessions.get(clientId)?.place ?? 0) > place;
  }

  /** The session to go on with, or a new one; nobody may be connected to it any more. */
  open(clientId: string, cleanStart: boolean): { readonly session: Session; readonly isPresent: boolean } {
    const existing = this.#sessions.get(clientId);
    assert(existing?.connection === undefined, 'an earlier connection has ended');
    if (existing !== undefined && !cleanStart) {
      this.#stopExpiry(existing);
      this.#needs.clientBytes.release(existing);
      // The client came back in time: its will stays unsaid [MQTT-3.1.3-9].
      this.#needs.wills.cancel(clientId);
      return { session: existing, isPresent: true };
    }
    if (existing !== undefined) this.end(existing);
    const session = new Session(clientId, this.#forSession);
    this.#sessions.set(clientId, session);
    this.#version += 1;
    return { session, isPresent: false };
  }

  /** A session that slept when the broker ended; it sleeps on once it has been filled. */
  restore(clientId: string): Session {
    const session = new Session(clientId, this.#forSession);
    this.#sessions.set(clientId, session);
    this.#version += 1;
    return session;
  }

  join(session: Session, connection: Connection): void {
    session.connection = connection;
    this.#connected += 1;
    this.#version += 1;
    this.#needs.changed();
  }

  /** The connection is gone: nothing goes to it any more. */
  leave(session: Session): void {
    session.connection = undefined;
    this.#connected -= 1;
    this.#version += 1;
    this.#needs.changed();
  }

  /** Nobody is connected to the session: it ends now, later, or never. */
  sleep(session: Session): void {
    session.journal?.slept();
    if (session.expiry === 0) {
      this.end(session);
      return;
    }
    this.#needs.handover.fellAsleep(session);
    this.sleepOn(session, 0);
  }

  /** It has slept for so many seconds already. */
  sleepOn(session: Session, slept: number): void {
    const left = session.expiry - slept;
    if (session.expiry === endless) return;
    if (left <= 0) this.end(session);
    else
      this.#expiries.set(
        session,
        this.#needs.timers.after(left * 1000, () => this.#expire(session)),
      );
  }

  /** Discards what is known of the client; a will that waited is published now [MQTT-3.1.2-8]. */
  end(session: Session): void {
    session.journal?.ended();
    this.#stopExpiry(session);
    this.#needs.clientBytes.release(session);
    for (const subscription of session.subscriptions.values()) this.#needs.subscriptions.remove(subscription);
    this.#needs.handover.ended(session);
    this.#needs.notes?.sessionOver(session);
    session.discard();
    this.#sessions.delete(session.clientId);
    this.#version += 1;
    this.#needs.wills.publishNow(session.clientId);
    this.#needs.changed();
  }

  /** Ends the client's session as if it had expired, with its connection if there is one. */
  lose(clientId: string): void {
    const session = this.#sessions.get(clientId);
    if (session === undefined) return;
    session.expiry = 0;
    if (session.connection === undefined) this.end(session);
    else session.connection.end({ reasonCode: undefined, why: 'Its session was lost.', withWill: true });
  }

  #expire(session: Session): void {
    this.#expired += 1;
    this.end(session);
  }

  #stopExpiry(session: Session): void {
    this.#expiries.get(session)?.();
    this.#expiries.delete(session);
  }
}
