import type { Clock } from '../../../app/base/clock.ts';
import { Listeners } from '../../../app/base/listeners.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Log } from '../../capture/log.ts';
import type { Client } from '../peer/client.ts';
import type { Publisher } from '../peer/pressure.ts';
import type { RetainedJournal } from '../retained/retained-journal.ts';
import type { KeptMessage } from '../routing/kept-message.ts';
import type { Session } from '../session/session.ts';
import type { UnsaidWill, WillJournal } from '../session/will-journal.ts';
import { isInternalTopic } from '../sys/internal-topic.ts';
import { ByteWriter } from './byte-writer.ts';
import { ChangeWriter } from './change-writer.ts';
import type { Changes } from './changes.ts';
import { Gate } from './gate.ts';
import { MessageMarks } from './message-marks.ts';
import type { SessionKeeper } from './session-marks.ts';
import { SessionMarks } from './session-marks.ts';
import { WillRows } from './will-rows.ts';

/** Where groups of changes are stored, one after the other. */
export interface GroupStore {
  /** The buffer is the store's until it says `stored`. */
  commit(buffer: ArrayBuffer, length: number): void;
  /** Nothing more is committed. */
  close(): Promise<void>;
}

interface JournalNeeds {
  readonly store: GroupStore;
  readonly clock: Clock;
  readonly log: Log;
  /** What happened to what was stored before, in a sentence, if anything did. */
  readonly notice: string | undefined;
}

/** A buffer up to this size is used again. */
const reusedSize = 8_388_608;

/**
 * Notes what has changed in a turn of the event loop, and has it stored as one group at the turn's end, or as soon as the
 * group before it is stored. It keeps no copies: what is written is the state as it is when the group is closed, so what
 * came and went in between costs nothing.
 */
export class Journal implements RetainedJournal, WillJournal, SessionKeeper {
  readonly gate = new Gate();
  readonly marks = new MessageMarks();
  readonly wills = new WillRows();
  readonly #needs: JournalNeeds;
  readonly #listeners = new Listeners();
  readonly #sessions = new Map<Session, SessionMarks>();
  readonly #changed = new Set<SessionMarks>();
  #ended: number[] = [];
  #lastSession = 0;
  #spare: ArrayBuffer | undefined;
  #isUnderWay = false;
  #onIdle: (() => void) | undefined;

  constructor(needs: JournalNeeds) {
    this.#needs = needs;
  }

  /** What is wrong with the store, or was with the one before it, a sentence each. */
  get troubles(): readonly string[] {
    return [this.#needs.notice, this.gate.problem].filter((text) => text !== undefined);
  }

  /** Calls back when that has changed. */
  onTrouble(listener: () => void): void {
    this.#listeners.add(listener);
  }

  now(): number {
    return this.#needs.clock.now();
  }

  /** A client is on its session: what of both outlives this process is stored from here on. */
  joined({ session, terms, will }: Client): void {
    const marks =
      this.#sessions.get(session) ?? (session.expiry > 0 ? this.#add(session, this.#newId()) : undefined);
    const { version } = terms;
    marks?.joined(version);
    if (will !== undefined) this.willLeft(session.clientId, { will, version, session }, undefined);
  }

  /** A session that the store has already; told of changes once it is `session.journal`. */
  restore(session: Session, id: number): SessionMarks {
    this.#lastSession = Math.max(this.#lastSession, id);
    const marks = new SessionMarks(id, session, this);
    this.#sessions.set(session, marks);
    return marks;
  }

  sessionChanged(session: SessionMarks): void {
    this.#changed.add(session);
    this.#mark();
  }

  sessionEnded(marks: SessionMarks): void {
    this.#sessions.delete(marks.session);
    this.#changed.delete(marks);
    if (marks.isNew) return;
    this.#ended.push(marks.id);
    this.#mark();
  }

  retained(message: KeptMessage): void {
    // What the broker says of itself is over with it.
    if (isInternalTopic(message.topic)) return;
    this.marks.retained(message);
    this.#mark();
  }

  unretained(message: KeptMessage): void {
    if (this.marks.unretained(message)) this.#mark();
  }

  willLeft(clientId: string, unsaid: UnsaidWill, due: number | undefined): void {
    this.wills.left(clientId, { unsaid, due });
    this.#mark();
  }

  willGone(clientId: string): void {
    if (this.wills.gone(clientId)) this.#mark();
  }

  /** Makes a publisher wait while more comes in than is stored. `bytes` came from it just now. */
  slow(publisher: Publisher, bytes: number): void {
    this.gate.slow(publisher, bytes);
  }

  /** Throws a ProtocolError if nothing can be stored at present: then nobody new is let in. */
  checkStorage(): void {
    const { problem } = this.gate;
    if (problem !== undefined) throw new ProtocolError(0x97, '3.2.2.2', problem);
  }

  /** The group that was under way is stored. */
  stored(buffer: ArrayBuffer): void {
    this.#spare = buffer.byteLength <= reusedSize ? buffer : undefined;
    this.#settle();
  }

  setProblem(problem: string | undefined): void {
    const { log } = this.#needs;
    if (problem === undefined) log('info', 'broker', 'The disk takes sessions and messages again.');
    else log('warn', 'broker', problem);
    this.gate.setProblem(problem);
    this.#listeners.tell();
    if (problem !== undefined) this.#onIdle?.();
  }

  /** Resolves when all is stored, or cannot be. */
  async close(): Promise<void> {
    if ((this.gate.isDirty || this.#isUnderWay) && this.gate.problem === undefined) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    await this.#needs.store.close();
  }

  #add(session: Session, id: number): SessionMarks {
    const marks = new SessionMarks(id, session, this);
    this.#sessions.set(session, marks);
    session.journal = marks;
    return marks;
  }

  #newId(): number {
    this.#lastSession += 1;
    return this.#lastSession;
  }

  #mark(): void {
    if (this.gate.change()) setImmediate(() => this.#commit());
  }

  #commit(): void {
    if (this.#isUnderWay || !this.gate.isDirty) return;
    const out = new ByteWriter(this.#spare);
    this.#spare = undefined;
    this.#write(new ChangeWriter(out));
    this.gate.close();
    this.#isUnderWay = true;
    if (out.length > 0) this.#needs.store.commit(out.buffer, out.length);
    // All that came has gone again.
    else this.stored(out.buffer);
  }

  #settle(): void {
    this.#isUnderWay = false;
    this.gate.stored();
    if (this.gate.isDirty) this.#commit();
    else this.#onIdle?.();
  }

  #write(changes: Changes): void {
    for (const id of this.#ended) changes.sessionGone(id);
    this.#ended = [];
    for (const session of this.#changed) session.write(changes);
    this.#changed.clear();
    this.marks.write(changes);
    this.wills.write(changes);
  }
}
