import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Subscription } from '../routing/subscription.ts';
import type { Session } from '../session/session.ts';
import type { SessionJournal } from '../session/session-journal.ts';
import type { Changes, StoredSubscription } from './changes.ts';
import { InFlightRows } from './in-flight-rows.ts';
import type { MessageMarks } from './message-marks.ts';
import { QueueRows } from './queue-rows.ts';

/** Who hears that a session has something to be stored. */
export interface SessionKeeper {
  readonly marks: MessageMarks;
  sessionChanged(session: SessionMarks): void;
  sessionEnded(session: SessionMarks): void;
}

/** What of one session the store has to be told. Written is what it is at that time, not each step that led there. */
export class SessionMarks implements SessionJournal {
  readonly id: number;
  readonly session: Session;
  readonly inFlight: InFlightRows;
  readonly queue: QueueRows;
  readonly #keeper: SessionKeeper;
  readonly #filters = new Set<string>();
  readonly #receiving = new Set<number>();
  readonly #storedReceiving = new Set<number>();
  #version: ProtocolVersion = 5;
  #isNew = true;
  #hasChanged = false;

  constructor(id: number, session: Session, keeper: SessionKeeper) {
    this.id = id;
    this.session = session;
    this.inFlight = new InFlightRows(id, session.inFlight, keeper.marks);
    this.queue = new QueueRows(id, session.queue, keeper.marks);
    this.#keeper = keeper;
  }

  /** Whether the store has never heard of it. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** A client has connected to it. */
  joined(version: ProtocolVersion): void {
    this.#version = version;
    this.#change();
  }

  /** The store has it already. */
  restore(version: ProtocolVersion): void {
    this.#version = version;
    this.#isNew = false;
  }

  /** The store has this identifier already. */
  restoreReceiving(id: number): void {
    this.#storedReceiving.add(id);
  }

  ended(): void {
    this.inFlight.forget();
    this.queue.forget();
    this.#keeper.sessionEnded(this);
  }

  slept(): void {
    this.#change();
  }

  subscriptionChanged(filter: string): void {
    this.#filters.add(filter);
    this.#keeper.sessionChanged(this);
  }

  receivingChanged(id: number): void {
    this.#receiving.add(id);
    this.#keeper.sessionChanged(this);
  }

  inFlightChanged(id: number): void {
    this.inFlight.changed(id);
    this.#keeper.sessionChanged(this);
  }

  queueChanged(): void {
    this.#keeper.sessionChanged(this);
  }

  queueCut(left: number): void {
    this.queue.cut(left);
    this.#keeper.sessionChanged(this);
  }

  write(changes: Changes): void {
    if (this.#hasChanged) this.#writeSession(changes);
    for (const filter of this.#filters) this.#writeSubscription(filter, changes);
    this.#filters.clear();
    for (const id of this.#receiving) this.#writeReceiving(id, changes);
    this.#receiving.clear();
    this.inFlight.write(changes);
    this.queue.write(changes);
  }

  #change(): void {
    this.#hasChanged = true;
    this.#keeper.sessionChanged(this);
  }

  #writeSession(changes: Changes): void {
    const { clientId, expiry, identity, isConnected, asleepSince } = this.session;
    changes.session(this.id, {
      clientId,
      version: this.#version,
      expiry,
      asleepSince: isConnected ? undefined : asleepSince,
      identity: JSON.stringify(identity),
    });
    this.#hasChanged = false;
    this.#isNew = false;
  }

  #writeSubscription(filter: string, changes: Changes): void {
    const subscription = this.session.subscriptions.get(filter);
    if (subscription === undefined) changes.subscriptionGone(this.id, filter);
    else changes.subscription(this.id, storedSubscription(subscription));
  }

  #writeReceiving(id: number, changes: Changes): void {
    if (this.session.receiving.has(id)) {
      changes.receiving(this.id, id);
      this.#storedReceiving.add(id);
    } else if (this.#storedReceiving.delete(id)) changes.receivingGone(this.id, id);
  }
}

/** Says in the options byte that `$share` names a share, which depends on the version that subscribed. */
export const sharedOption = 0x40;

function storedSubscription(subscription: Subscription): StoredSubscription {
  const { filter, qos, noLocal, retainAsPublished, retainHandling, shareName, identifier = 0 } = subscription;
  const flags = (noLocal ? 4 : 0) | (retainAsPublished ? 8 : 0) | (retainHandling << 4);
  return { filter, options: qos | flags | (shareName === undefined ? 0 : sharedOption), identifier };
}
