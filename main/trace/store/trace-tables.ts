import { chmodSync, rmSync, statSync } from 'node:fs';
import type { StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import { blob, integer, optionalInteger, textOf } from '../../database/columns.ts';
import { expectStored, isDamage } from '../../database/damage.ts';
import { sqliteCode } from '../../database/sqlite-error.ts';
import { transaction } from '../../database/transaction.ts';

/** What `user_version` says of the file: another one is made anew from the history, as is a damaged one. */
const formatVersion = 5;

const tables = `
create table origin (history text not null);
create table source (
  id integer primary key, name text not null unique, traced_to integer not null default 0, state blob
);
create table segment (
  source integer not null, first integer not null, last integer not null, last_packet integer not null,
  rows integer not null, exchanges integer not null, deliveries integer not null, in_flight integer not null,
  first_time integer not null, last_time integer not null, data blob not null,
  primary key (source, first)
) without rowid;
create table link_start (
  source integer not null, link integer not null, sequence integer not null, primary key (source, link)
) without rowid;
create table finding (
  source integer not null, id integer not null, data text not null,
  primary key (source, id)
) without rowid;
`;

/** What is known of a segment without reading it. */
export interface SegmentSummary {
  readonly first: number;
  readonly last: number;
  readonly lastPacket: number;
  readonly rows: number;
  readonly exchanges: number;
  readonly deliveries: number;
  readonly inFlight: number;
  readonly firstTime: number;
  readonly lastTime: number;
  /** On the disk; 0 before the first time. */
  readonly bytes: number;
}

/** A source by its number in the tables, traced up to that record. */
export interface StoredSource {
  readonly id: number;
  readonly name: string;
  readonly tracedTo: number;
}

/** The file of the traces. What it holds can be made again from the history, so a damaged one is simply begun anew. */
export class TraceTables {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #statements = new Map<string, StatementSync>();

  /** `history` names the history that the traces are made from: those of another one are not read. */
  static open(path: string, history: string): TraceTables {
    try {
      const opened = new TraceTables(path, history);
      if (opened.#isUsable(history)) return opened;
      opened.close();
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    TraceTables.remove(path);
    return new TraceTables(path, history);
  }

  /** Takes the file away, whatever it holds. */
  static remove(path: string): void {
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  }

  private constructor(path: string, history: string) {
    this.#path = path;
    this.#db = new DatabaseSync(path, { timeout: 2_000 });
    try {
      if (this.#version() === 0) this.#create(history);
      // Losing the last moments to a power loss costs nothing: they are read from the history again.
      this.#db.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -4096');
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  #version(): number {
    const row = this.#db.prepare('pragma user_version').get();
    return row === undefined ? 0 : integer(row, 'user_version');
  }

  #create(history: string): void {
    const found = this.#db.prepare("select count(*) as tables from sqlite_schema where type = 'table'").get();
    expectStored(found !== undefined && integer(found, 'tables') === 0, 'there are tables and no format');
    chmodSync(this.#path, 0o600);
    this.#db.exec('pragma page_size = 4096; pragma auto_vacuum = incremental; pragma journal_mode = wal');
    this.#db.exec(`begin immediate; ${tables}`);
    this.#db.prepare('insert into origin values (?)').run(history);
    this.#db.exec(`pragma user_version = ${formatVersion}; commit`);
  }

  #isUsable(history: string): boolean {
    if (this.#version() !== formatVersion) return false;
    const origin = this.#db.prepare('select history from origin').get();
    if (origin === undefined || textOf(origin, 'history') !== history) return false;
    // Reads every page's head: damage is found before anybody relies on it.
    const check = this.#db.prepare('pragma quick_check(1)').get();
    return check !== undefined && textOf(check, 'quick_check') === 'ok';
  }

  sources(): StoredSource[] {
    const rows = this.#statement('select id, name, traced_to from source').iterate();
    return Array.from(rows, (row) => ({
      id: integer(row, 'id'),
      name: textOf(row, 'name'),
      tracedTo: integer(row, 'traced_to'),
    }));
  }

  addSource(name: string): StoredSource {
    const { lastInsertRowid } = this.#statement('insert into source (name) values (?)').run(name);
    return { id: Number(lastInsertRowid), name, tracedTo: 0 };
  }

  /** What the tracker had in hand at the last checkpoint; undefined before the first. */
  state(source: number): unknown {
    const row = this.#statement('select state from source where id = ?').get(source);
    return row?.['state'] instanceof Uint8Array ? deserialize(blob(row, 'state')) : undefined;
  }

  segments(source: number): SegmentSummary[] {
    const rows = this.#statement(
      `select first, last, last_packet, rows, exchanges, deliveries, in_flight, first_time, last_time,
       length(data) as bytes from segment where source = ? order by first`,
    ).iterate(source);
    return Array.from(rows, (row) => ({
      first: integer(row, 'first'),
      last: integer(row, 'last'),
      lastPacket: integer(row, 'last_packet'),
      rows: integer(row, 'rows'),
      exchanges: integer(row, 'exchanges'),
      deliveries: integer(row, 'deliveries'),
      inFlight: integer(row, 'in_flight'),
      firstTime: integer(row, 'first_time'),
      lastTime: integer(row, 'last_time'),
      bytes: integer(row, 'bytes'),
    }));
  }

  segment(source: number, first: number): Buffer {
    const row = this.#statement('select data from segment where source = ? and first = ?').get(source, first);
    expectStored(row !== undefined, 'a segment of the traces is missing');
    return blob(row, 'data');
  }

  /** All of `work` is written, or nothing. */
  transaction<T>(work: () => T): T {
    return transaction(this.#db, work);
  }

  putSegment(source: number, summary: SegmentSummary, data: Buffer): void {
    const { first, last, lastPacket, rows, exchanges, deliveries, inFlight } = summary;
    this.#statement('insert or replace into segment values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[source, first, last, lastPacket, rows, exchanges, deliveries, inFlight],
      ...[summary.firstTime, summary.lastTime, data],
    );
  }

  deleteSegments(source: number, before: number): void {
    this.#statement('delete from segment where source = ? and first < ?').run(source, before);
  }

  putState(source: number, tracedTo: number, state: unknown): void {
    const bytes = state === undefined ? null : serialize(state);
    this.#statement('update source set traced_to = ?, state = ? where id = ?').run(tracedTo, bytes, source);
  }

  /** The first packet of the CONNECT of a link. */
  linkStart(source: number, link: number): number | undefined {
    const sql = 'select sequence from link_start where source = ? and link = ?';
    return optionalInteger(this.#statement(sql).get(source, link), 'sequence');
  }

  putLinkStart(source: number, link: number, sequence: number): void {
    this.#statement('insert or replace into link_start values (?, ?, ?)').run(source, link, sequence);
  }

  deleteLinkStarts(source: number, before: number): void {
    this.#statement('delete from link_start where source = ? and sequence < ?').run(source, before);
  }

  findings(source: number): { readonly id: number; readonly data: string }[] {
    const rows = this.#statement('select id, data from finding where source = ? order by id').iterate(source);
    return Array.from(rows, (row) => ({ id: integer(row, 'id'), data: textOf(row, 'data') }));
  }

  putFinding(source: number, id: number, data: string): void {
    this.#statement('insert or replace into finding values (?, ?, ?)').run(source, id, data);
  }

  deleteFinding(source: number, id: number): void {
    this.#statement('delete from finding where source = ? and id = ?').run(source, id);
  }

  /** Bytes on the disk, log and all. */
  size(): number {
    return ['', '-wal'].reduce((sum, end) => sum + sizeOf(`${this.#path}${end}`), 0);
  }

  /** Gives room that deleted rows left back to the file system. */
  shrink(): void {
    this.#db.exec('pragma incremental_vacuum(512)');
  }

  close(): void {
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Whether an error is the disk's or the file's, and not a mistake of ours. */
export function isStorageError(error: unknown): boolean {
  return isDamage(error) || sqliteCode(error) !== undefined;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
