import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { Row } from '../database/columns.ts';
import { expectStored } from '../database/damage.ts';
import { readSeed } from './schema.ts';
import type { HashSeed } from './topic-hash.ts';

/** The history's file as one who only reads has it: within one `snapshot` everything belongs together. */
export class SnapshotDatabase {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** `pages`: bytes of pages that it may keep. */
  constructor(path: string, pages: number) {
    this.#db = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
    this.#db.exec(`pragma cache_size = -${pages / 1_024}`);
  }

  get isInSnapshot(): boolean {
    return this.#db.isTransaction;
  }

  seed(): HashSeed {
    return readSeed(this.#db);
  }

  close(): void {
    this.#db.close();
  }

  /** A short read transaction: an open one would keep the log from being emptied. `begins`: it is no part of another. */
  snapshot<T>(work: () => T, begins: () => void): T {
    if (this.#db.isTransaction) return work();
    this.#db.exec('begin');
    begins();
    try {
      return work();
    } finally {
      // Some errors end the transaction by themselves.
      if (this.#db.isTransaction) this.#db.exec('commit');
    }
  }

  /** Of what has to be there. */
  must(sql: string, ...values: readonly number[]): Row {
    const row = this.get(sql, ...values);
    // It is read in the snapshot in which it was found.
    expectStored(row !== undefined, 'a part of a block is missing');
    return row;
  }

  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** Rows one by one: the caller ends within its snapshot. */
  iterate(sql: string, ...values: readonly SQLInputValue[]): Iterable<Row> {
    return this.#statement(sql).iterate(...values);
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
