import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type {
  Changes,
  StoredCopy,
  StoredMessage,
  StoredSession,
  StoredSubscription,
  StoredWill,
} from './changes.ts';

const statements = {
  message: 'insert or replace into message values (?, ?, ?, ?, ?, ?, ?, ?)',
  retained: 'update message set retained = ? where id = ?',
  messageGone: 'delete from message where id = ?',
  session: 'insert or replace into session values (?, ?, ?, ?, ?, ?)',
  subscription: 'insert or replace into subscription values (?, ?, ?, ?)',
  subscriptionGone: 'delete from subscription where session = ? and filter = ?',
  receiving: 'insert or replace into receiving values (?, ?)',
  receivingGone: 'delete from receiving where session = ? and packet = ?',
  inFlight: 'insert or replace into in_flight values (?, ?, ?, ?, ?, ?, ?)',
  inFlightGone: 'delete from in_flight where session = ? and packet = ?',
  queued: 'insert or replace into queued values (?, ?, ?, ?, ?, ?)',
  queuedBefore: 'delete from queued where session = ? and place < ?',
  queuedAfter: 'delete from queued where session = ? and place >= ?',
  will: 'insert or replace into will values (?, ?, ?, ?, ?, ?, ?)',
  willGone: 'delete from will where client = ?',
} as const;
type Statement = keyof typeof statements;

/** Tables in which rows belong to a session. */
const ofSession = ['subscription', 'receiving', 'in_flight', 'queued'];

/** Applies changes to the tables, within a transaction of the caller. Throws what SQLite throws. */
export class StoreTables implements Changes {
  readonly #prepared: Readonly<Record<Statement, StatementSync>>;
  readonly #sessionGone: readonly StatementSync[];

  constructor(db: DatabaseSync) {
    const prepare = (name: Statement) => db.prepare(statements[name]);
    this.#prepared = {
      message: prepare('message'),
      retained: prepare('retained'),
      messageGone: prepare('messageGone'),
      session: prepare('session'),
      subscription: prepare('subscription'),
      subscriptionGone: prepare('subscriptionGone'),
      receiving: prepare('receiving'),
      receivingGone: prepare('receivingGone'),
      inFlight: prepare('inFlight'),
      inFlightGone: prepare('inFlightGone'),
      queued: prepare('queued'),
      queuedBefore: prepare('queuedBefore'),
      queuedAfter: prepare('queuedAfter'),
      will: prepare('will'),
      willGone: prepare('willGone'),
    };
    this.#sessionGone = [
      ...ofSession.map((table) => db.prepare(`delete from ${table} where session = ?`)),
      db.prepare('delete from session where id = ?'),
    ];
  }

  message(id: number, message: StoredMessage): void {
    const { isRetained, arrived, expires, publisher, sequence, head, payload } = message;
    const end = Number.isFinite(expires) ? expires : null;
    const by = publisher ?? null;
    this.#run('message', id, isRetained ? 1 : 0, arrived, end, by, head, payload, sequence);
  }

  retained(id: number, isRetained: boolean): void {
    this.#run('retained', isRetained ? 1 : 0, id);
  }

  messageGone(id: number): void {
    this.#run('messageGone', id);
  }

  session(id: number, { clientId, version, expiry, asleepSince, identity }: StoredSession): void {
    this.#run('session', id, clientId, version, expiry, asleepSince ?? null, identity);
  }

  sessionGone(id: number): void {
    for (const statement of this.#sessionGone) statement.run(id);
  }

  subscription(session: number, { filter, options, identifier }: StoredSubscription): void {
    this.#run('subscription', session, filter, options, identifier);
  }

  subscriptionGone(session: number, filter: string): void {
    this.#run('subscriptionGone', session, filter);
  }

  receiving(session: number, packetId: number): void {
    this.#run('receiving', session, packetId);
  }

  receivingGone(session: number, packetId: number): void {
    this.#run('receivingGone', session, packetId);
  }

  inFlight(session: number, packetId: number, place: number, copy: StoredCopy | undefined): void {
    this.#run(
      'inFlight',
      session,
      packetId,
      place,
      copy?.message ?? null,
      copy?.flags ?? 0,
      listOf(copy?.identifiers ?? []),
      copy?.share ?? '',
    );
  }

  inFlightGone(session: number, packetId: number): void {
    this.#run('inFlightGone', session, packetId);
  }

  queued(session: number, place: number, { message, flags, identifiers, share }: StoredCopy): void {
    this.#run('queued', session, place, message, flags, listOf(identifiers), share);
  }

  queueKept(session: number, from: number, to: number): void {
    this.#run('queuedBefore', session, from);
    this.#run('queuedAfter', session, to);
  }

  will(clientId: string, { version, due, delay, identity, head, payload }: StoredWill): void {
    this.#run('will', clientId, version, due ?? null, delay, identity, head, payload);
  }

  willGone(clientId: string): void {
    this.#run('willGone', clientId);
  }

  #run(name: Statement, ...values: readonly SQLInputValue[]): void {
    this.#prepared[name].run(...values);
  }
}

function listOf(identifiers: readonly number[]): string {
  return identifiers.length === 0 ? '' : identifiers.join(' ');
}
