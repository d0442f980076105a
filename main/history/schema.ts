import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { integer, textOf } from '../database/columns.ts';
import { expectStored } from '../database/damage.ts';
import { NewerFormat } from '../database/store-problem.ts';
import type { Migrations } from './migration.ts';
import { dropCopies, migrate } from './migration.ts';
import type { HashSeed } from './topic-hash.ts';

/** What `user_version` says of the file. Raise it with a step in `migrations`. */
export const formatVersion = 5;

const migrations: Migrations = new Map([
  // From 2 on a record may say what faults did with it: those of 1 read as before, but 1 cannot read these.
  [1, () => undefined],
  // From 3 on one record may hold many acknowledgements, likewise.
  [2, () => undefined],
  // From 4 on there are records of what the broker did with messages, likewise.
  [3, () => undefined],
  // From 5 on there are records that say when the program itself stood still, likewise.
  [4, () => undefined],
]);

const tableNames: readonly string[] = [
  'seed',
  'source',
  'block',
  'block_topics',
  'block_data',
  'span',
  'tail',
  'link',
  'topic',
];

const tables = `
create table seed (high integer not null, low integer not null);
create table source (
  id integer primary key, name text not null unique,
  next_sequence integer not null default 1, next_link integer not null default 1,
  evicted integer not null default 0, snapshot integer not null default 0
);
create table block (
  id integer primary key, source integer not null, first integer not null, last integer not null,
  messages integer not null, marks integer not null,
  first_time integer not null, last_time integer not null, size integer not null
);
create unique index block_first on block (source, first);
create table block_topics (block integer primary key, entries blob not null);
create table block_data (block integer primary key, data blob not null);
create table span (
  source integer not null, first integer not null, last integer not null,
  messages integer not null, marks integer not null, entries blob not null,
  primary key (source, first)
) without rowid;
create table tail (
  source integer not null, first integer not null, last integer not null, data blob not null,
  primary key (source, first)
) without rowid;
create table link (
  source integer not null, link integer not null, address text not null, transport text not null,
  client text not null default '', version integer not null default 0,
  opened integer not null, closed integer, why text not null default '', last_sequence integer,
  primary key (source, link)
) without rowid;
create table topic (
  source integer not null, key blob not null, value blob not null, primary key (source, key)
) without rowid;
`;

/**
 * Keys apart from what is kept under them. To compare two keys of a table without row numbers SQLite reads the rows whole:
 * among spans of a million topics it took 400 µs to find one, now 2. They are made where they are missing, and a program that
 * does not know of them keeps them up too, so they are no format of their own.
 */
const lookups = `
create index if not exists span_first on span (source, first, last, messages, marks);
create index if not exists tail_first on tail (source, first, last);
`;

/**
 * Makes the tables in a new file or brings an older format up to this one; the older file is copied first, beside it.
 * `path` is that of the database.
 */
export function prepareFormat(
  db: DatabaseSync,
  path: string,
  to: number = formatVersion,
  steps: Migrations = migrations,
): void {
  const from = userVersion(db);
  if (from > to) throw new NewerFormat(`format ${from}, this program knows up to ${to}`);
  checkTables(db, from);
  if (from === 0) createTables(db, path, to);
  else if (from < to) migrate(db, path, from, to, steps);
  else dropCopies(path, to);
  db.exec(lookups);
}

/** A file without a format has no tables, one with a format has all of them: else its beginning was overwritten. */
function checkTables(db: DatabaseSync, version: number): void {
  const rows = db.prepare("select name from sqlite_schema where type = 'table'").all();
  const found = new Set(rows.map((row) => textOf(row, 'name')));
  if (version === 0) expectStored(found.size === 0, 'there are tables and no format');
  else for (const name of tableNames) expectStored(found.has(name), `the table ${name} is missing`);
}

function userVersion(db: DatabaseSync): number {
  const row = db.prepare('pragma user_version').get();
  return row === undefined ? 0 : integer(row, 'user_version');
}

function createTables(db: DatabaseSync, path: string, version: number): void {
  // Payloads are nobody else's to read; the log takes the permissions of the file.
  chmodSync(path, 0o600);
  // Neither can be changed later without writing the whole file again. A block of some 9 KB and its topics of some 5 KB lie
  // in pages of 4 KB almost without a gap: 30 bytes for a message of 150, where pages of 16 KB took 44.
  db.exec('pragma page_size = 4096; pragma auto_vacuum = incremental; pragma journal_mode = wal');
  db.exec(`begin immediate; ${tables}`);
  const random = randomBytes(8);
  db.prepare('insert into seed values (?, ?)').run(random.readUInt32LE(0), random.readUInt32LE(4));
  db.exec(`pragma user_version = ${version}; commit`);
}

/** Throws `DamagedFile` if there is none. */
export function readSeed(db: DatabaseSync): HashSeed {
  const row = db.prepare('select high, low from seed').get();
  expectStored(row !== undefined, 'the seed is missing');
  return { high: integer(row, 'high'), low: integer(row, 'low') };
}
