import { z } from 'zod';
import { assert } from '../../../app/base/assert.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import { parseShared } from '../../../app/mqtt/topic.ts';
import { DamagedFile, expectStored } from '../../database/damage.ts';
import type { Identity } from '../access/access.ts';
import { provenBy } from '../access/access.ts';
import { grant } from '../access/grant.ts';
import type { Core } from '../core.ts';
import type { Delivery } from '../session/delivery.ts';
import { released } from '../session/in-flight.ts';
import type { Session } from '../session/session.ts';
import type {
  Changes,
  StoredCopy,
  StoredMessage,
  StoredSession,
  StoredSubscription,
  StoredWill,
} from './changes.ts';
import type { Journal } from './journal.ts';
import type { MessageMark } from './message-marks.ts';
import type { SessionMarks } from './session-marks.ts';
import { sharedOption } from './session-marks.ts';
import { restoredMessage, restoredWill } from './stored-message.ts';

const storedIdentity = z.union([
  z.strictObject({ kind: z.literal('anonymous'), claimed: z.string().optional() }),
  z.strictObject({
    kind: z.literal('user'),
    name: z.string(),
    by: z.enum(provenBy),
  }),
]);

interface Restored {
  readonly session: Session;
  readonly marks: SessionMarks;
  /** µs since 1970. */
  readonly asleepSince: number | undefined;
}

/** Fills a new broker with what is stored, as it is told. Throws `DamagedFile` where it makes no sense. */
export class Restore implements Changes {
  readonly #core: Core;
  readonly #journal: Journal;
  readonly #messages = new Map<number, MessageMark>();
  readonly #sessions = new Map<number, Restored>();
  readonly #wills: [clientId: string, will: StoredWill][] = [];
  readonly #lost: MessageMark[] = [];

  constructor(core: Core, journal: Journal) {
    this.#core = core;
    this.#journal = journal;
  }

  message(id: number, stored: StoredMessage): void {
    const message = restoredMessage(stored);
    const mark = this.#journal.marks.restore(id, message, stored.isRetained);
    this.#messages.set(id, mark);
    // The limits may be narrower than they were.
    if (stored.isRetained && !this.#core.retained.restore(message)) this.#lost.push(mark);
  }

  session(id: number, { clientId, version, expiry, asleepSince, identity: who }: StoredSession): void {
    expectStored(this.#core.sessions.get(clientId) === undefined, `the session "${clientId}" is there twice`);
    const session = this.#core.sessions.restore(clientId);
    session.expiry = expiry;
    session.asleepSince = asleepSince ?? this.#journal.now();
    grant(session, identityOf(who), undefined, this.#core);
    const marks = this.#journal.restore(session, id);
    marks.restore(version);
    this.#sessions.set(id, { session, marks, asleepSince });
  }

  subscription(id: number, { filter, options, identifier }: StoredSubscription): void {
    const { session } = this.#session(id);
    const shared = (options & sharedOption) === 0 ? undefined : parseShared(filter);
    const subscription = {
      destination: session,
      filter,
      topicFilter: shared?.filter ?? filter,
      shareName: shared?.shareName,
      qos: qosOf(options),
      noLocal: (options & 4) !== 0,
      retainAsPublished: (options & 8) !== 0,
      retainHandling: retainHandlingOf(options),
      identifier: identifier === 0 ? undefined : identifier,
      deliveries: 0,
    };
    session.subscribe(subscription);
    this.#core.subscriptions.add(subscription);
  }

  receiving(id: number, packetId: number): void {
    const { session, marks } = this.#session(id);
    session.receiving.add(packetId);
    marks.restoreReceiving(packetId);
  }

  inFlight(id: number, packetId: number, place: number, copy: StoredCopy | undefined): void {
    const { session, marks } = this.#session(id);
    if (copy === undefined) {
      session.inFlight.restore(packetId, released);
      marks.inFlight.restore(packetId, place, undefined);
      return;
    }
    const mark = this.#message(copy);
    const delivery = deliveryOf(copy, mark);
    session.inFlight.restore(packetId, { state: 'published', delivery });
    marks.inFlight.restore(packetId, place, { delivery, mark });
  }

  queued(id: number, place: number, copy: StoredCopy): void {
    const { session, marks } = this.#session(id);
    const mark = this.#message(copy);
    session.queue.push(deliveryOf(copy, mark));
    marks.queue.restore(place, mark);
  }

  will(clientId: string, will: StoredWill): void {
    this.#wills.push([clientId, will]);
    this.#journal.wills.restore(clientId);
  }

  /** All was told: from here on what changes is stored. */
  finish(): void {
    const { retained, wills, sessions } = this.#core;
    const now = this.#journal.now();
    for (const { message } of this.#lost) this.#journal.unretained(message);
    retained.journal = this.#journal;
    wills.journal = this.#journal;
    for (const { session, marks } of this.#sessions.values()) session.journal = marks;
    for (const [clientId, will] of this.#wills) this.#restoreWill(clientId, will, now);
    for (const { session, asleepSince } of this.#sessions.values()) {
      // Whose client was connected when the broker ended is asleep from now on.
      if (asleepSince === undefined) sessions.sleep(session);
      else sessions.sleepOn(session, Math.max(0, now - asleepSince) / 1e6);
    }
  }

  /** A will whose client was connected is left now; one whose session is over is published now [MQTT-3.1.2-8]. */
  #restoreWill(clientId: string, stored: StoredWill, now: number): void {
    const { access, sessions, wills } = this.#core;
    const left = sessions.get(clientId);
    const due = left === undefined ? now : (stored.due ?? now + stored.delay * 1e6);
    const identity = identityOf(stored.identity);
    const session = left ?? { identity, rights: access.rightsOf(clientId, identity, undefined) };
    wills.restore(clientId, { will: restoredWill(stored), version: stored.version, session }, due);
    if (due <= now) wills.publishNow(clientId);
  }

  #session(id: number): Restored {
    const found = this.#sessions.get(id);
    expectStored(found !== undefined, `the session ${id} is missing`);
    return found;
  }

  #message({ message }: StoredCopy): MessageMark {
    const found = this.#messages.get(message);
    expectStored(found !== undefined, `the message ${message} is missing`);
    return found;
  }

  retained(): void {
    assert(false, 'a store tells what there is, not what there is no longer');
  }

  readonly messageGone = this.retained;
  readonly sessionGone = this.retained;
  readonly subscriptionGone = this.retained;
  readonly receivingGone = this.retained;
  readonly inFlightGone = this.retained;
  readonly queueKept = this.retained;
  readonly willGone = this.retained;
}

function deliveryOf({ flags, identifiers, share }: StoredCopy, { message }: MessageMark): Delivery {
  const via = share === '' ? undefined : share;
  return { message, qos: qosOf(flags), retain: (flags & 4) !== 0, identifiers, share: via };
}

function qosOf(flags: number): Qos {
  const qos = flags & 3;
  expectStored(qos === 0 || qos === 1 || qos === 2, 'there is no QoS 3');
  return qos;
}

function retainHandlingOf(flags: number): 0 | 1 | 2 {
  const handling = (flags >> 4) & 3;
  expectStored(handling === 0 || handling === 1 || handling === 2, 'there is no Retain Handling 3');
  return handling;
}

function identityOf(text: string): Identity {
  try {
    const read = storedIdentity.parse(JSON.parse(text));
    return read.kind === 'user' ? read : { kind: 'anonymous', claimed: read.claimed };
  } catch (error) {
    throw new DamagedFile('an identity cannot be read', { cause: error });
  }
}
