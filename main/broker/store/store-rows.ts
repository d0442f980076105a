import type { DatabaseSync } from 'node:sqlite';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Row } from '../../database/columns.ts';
import { blob, integer, optionalInteger, textOf } from '../../database/columns.ts';
import { expectStored } from '../../database/damage.ts';
import { transaction } from '../../database/transaction.ts';
import type { Changes, StoredCopy } from './changes.ts';

const endless = 0xffff_ffff;

/**
 * Lets go of what is over at that time (µs since 1970): sessions that slept too long or ended with the process, messages
 * that nobody took in time, and what nothing refers to any more. Wills stay: they are for others.
 */
export function dropExpired(db: DatabaseSync, now: number): void {
  transaction(db, () => {
    db.prepare(
      `delete from session where expiry = 0
         or (asleep is not null and expiry <> ${endless} and asleep + expiry * 1000000 <= ?)`,
    ).run(now);
    for (const table of ['subscription', 'receiving', 'in_flight', 'queued']) {
      db.exec(`delete from ${table} where session not in (select id from session)`);
    }
    // What is under way keeps its place and its identifier, even if it comes too late.
    db.prepare('delete from queued where message in (select id from message where expires <= ?)').run(now);
    db.prepare('update message set retained = 0 where retained = 1 and expires <= ?').run(now);
    db.exec(
      `delete from message where retained = 0 and id not in
         (select message from queued union select message from in_flight where message is not null)`,
    );
  });
}

/** Tells all that is stored, message by message and row by row; each `next` tells some. What belongs to others comes after them. */
export function* tellRows(db: DatabaseSync, changes: Changes): Generator<void> {
  for (const row of all(db, 'message order by id')) yield tellMessage(row, changes);
  for (const row of all(db, 'session order by id')) yield tellSession(row, changes);
  for (const row of all(db, 'subscription order by session, filter')) yield tellSubscription(row, changes);
  for (const row of all(db, 'receiving')) {
    yield changes.receiving(integer(row, 'session'), integer(row, 'packet'));
  }
  for (const row of all(db, 'in_flight order by session, place')) yield tellInFlight(row, changes);
  for (const row of all(db, 'queued order by session, place')) {
    yield changes.queued(integer(row, 'session'), integer(row, 'place'), copyOf(row));
  }
  for (const row of all(db, 'will')) yield tellWill(row, changes);
}

function all(db: DatabaseSync, what: string): Iterable<Row> {
  return db.prepare(`select * from ${what}`).iterate();
}

function tellMessage(row: Row, changes: Changes): void {
  changes.message(integer(row, 'id'), {
    isRetained: integer(row, 'retained') === 1,
    arrived: integer(row, 'arrived'),
    expires: optionalInteger(row, 'expires') ?? Number.POSITIVE_INFINITY,
    publisher: typeof row['publisher'] === 'string' ? row['publisher'] : undefined,
    sequence: integer(row, 'sequence'),
    head: blob(row, 'head'),
    payload: blob(row, 'payload'),
  });
}

function tellSession(row: Row, changes: Changes): void {
  changes.session(integer(row, 'id'), {
    clientId: textOf(row, 'client'),
    version: versionOf(row),
    expiry: integer(row, 'expiry'),
    asleepSince: optionalInteger(row, 'asleep'),
    identity: textOf(row, 'identity'),
  });
}

function tellSubscription(row: Row, changes: Changes): void {
  changes.subscription(integer(row, 'session'), {
    filter: textOf(row, 'filter'),
    options: integer(row, 'options'),
    identifier: integer(row, 'identifier'),
  });
}

function tellInFlight(row: Row, changes: Changes): void {
  const copy = row['message'] === null ? undefined : copyOf(row);
  changes.inFlight(integer(row, 'session'), integer(row, 'packet'), integer(row, 'place'), copy);
}

function tellWill(row: Row, changes: Changes): void {
  changes.will(textOf(row, 'client'), {
    version: versionOf(row),
    due: optionalInteger(row, 'due'),
    delay: integer(row, 'delay'),
    identity: textOf(row, 'identity'),
    head: blob(row, 'head'),
    payload: blob(row, 'payload'),
  });
}

function copyOf(row: Row): StoredCopy {
  const list = textOf(row, 'identifiers');
  return {
    message: integer(row, 'message'),
    flags: integer(row, 'flags'),
    identifiers: list === '' ? [] : list.split(' ').map(Number),
    share: textOf(row, 'share'),
  };
}

function versionOf(row: Row): ProtocolVersion {
  const version = integer(row, 'version');
  expectStored(version === 3 || version === 4 || version === 5, `there is no protocol version ${version}`);
  return version;
}
