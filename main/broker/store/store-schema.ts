import { chmodSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { integer, textOf } from '../../database/columns.ts';
import { expectStored } from '../../database/damage.ts';
import { NewerFormat } from '../../database/store-problem.ts';

/** What `user_version` says of the file. From 2 on a message says which record of the history it came in as. */
const formatVersion = 2;

/** Times are µs since 1970. */
const tables: Readonly<Record<string, string>> = {
  message: `id integer primary key, retained integer not null, arrived integer not null, expires integer,
    publisher text, head blob not null, payload blob not null, sequence integer not null`,
  session: `id integer primary key, client text not null, version integer not null, expiry integer not null,
    asleep integer, identity text not null`,
  subscription: `session integer not null, filter text not null, options integer not null,
    identifier integer not null, primary key (session, filter)`,
  receiving: 'session integer not null, packet integer not null, primary key (session, packet)',
  in_flight: `session integer not null, packet integer not null, place integer not null, message integer,
    flags integer not null, identifiers text not null, share text not null, primary key (session, packet)`,
  queued: `session integer not null, place integer not null, message integer not null,
    flags integer not null, identifiers text not null, share text not null, primary key (session, place)`,
  will: `client text primary key, version integer not null, due integer, delay integer not null,
    identity text not null, head blob not null, payload blob not null`,
};

/** Tables whose key is one number need no index beside them. */
const byNumber: ReadonlySet<string> = new Set(['message', 'session']);

/** Makes the tables in a new file, or checks that those of an old one are there. */
export function prepareStore(db: DatabaseSync, path: string): void {
  const version = userVersion(db);
  if (version > formatVersion) {
    throw new NewerFormat(`format ${version}, this program knows up to ${formatVersion}`);
  }
  const found = tableNames(db);
  if (version === 0) createTables(db, path, found);
  else for (const name of Object.keys(tables)) expectStored(found.has(name), `the table ${name} is missing`);
  if (version === 1) addSequences(db);
  // Commits survive a kill of the process; a power loss may cost the last ones, those since the last checkpoint.
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16384');
  db.exec('pragma wal_autocheckpoint = 4000');
}

/** One transaction: whatever ends it leaves a file of the format that it says it is. */
function addSequences(db: DatabaseSync): void {
  db.exec(`begin immediate; alter table message add column sequence integer not null default -1;
    pragma user_version = ${formatVersion}; commit`);
}

function userVersion(db: DatabaseSync): number {
  const row = db.prepare('pragma user_version').get();
  return row === undefined ? 0 : integer(row, 'user_version');
}

function tableNames(db: DatabaseSync): ReadonlySet<string> {
  const rows = db.prepare("select name from sqlite_schema where type = 'table'").all();
  return new Set(rows.map((row) => textOf(row, 'name')));
}

function createTables(db: DatabaseSync, path: string, found: ReadonlySet<string>): void {
  expectStored(found.size === 0, 'there are tables and no format');
  // Payloads are nobody else's to read; the log takes the permissions of the file.
  chmodSync(path, 0o600);
  db.exec('pragma auto_vacuum = incremental; pragma journal_mode = wal; begin immediate');
  for (const [name, columns] of Object.entries(tables)) {
    db.exec(`create table ${name} (${columns})${byNumber.has(name) ? '' : ' without rowid'}`);
  }
  db.exec(`pragma user_version = ${formatVersion}; commit`);
}
