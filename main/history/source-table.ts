import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { Row } from '../database/columns.ts';
import { integer, optionalInteger, textOf } from '../database/columns.ts';
import { expectStored } from '../database/damage.ts';
import type { SourceState } from './store-messages.ts';

/** The sources by name, and the numbers that may never be given twice. */
export class SourceTable {
  readonly #db: DatabaseSync;
  readonly #ids = new Map<string, number>();
  readonly #evicted: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#evicted = db.prepare('select coalesce(sum(evicted), 0) as evicted from source');
    for (const row of db.prepare('select id, name from source').all()) {
      this.#ids.set(textOf(row, 'name'), integer(row, 'id'));
    }
  }

  /** The number of the source; a new one gets its row. */
  id(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = Number(this.#db.prepare('insert into source (name) values (?)').run(name).lastInsertRowid);
    this.#ids.set(name, id);
    return id;
  }

  /** What the next run may go on with: above everything that was stored or counted. */
  states(): readonly SourceState[] {
    return this.#db
      .prepare('select * from source')
      .all()
      .map((row) => this.#state(row));
  }

  #state(row: Row): SourceState {
    const id = integer(row, 'id');
    const newest = (table: string, column: string) =>
      optionalInteger(
        this.#db.prepare(`select max(${column}) as newest from ${table} where source = ?`).get(id),
        'newest',
      ) ?? 0;
    const snapshot = integer(row, 'snapshot');
    const source = textOf(row, 'name');
    expectStored(sourceId.safeParse(source).success, 'a source has no name');
    const nextSequence = Math.max(
      integer(row, 'next_sequence'),
      // Not by `last`, which no index has: the newest block is the one that begins last.
      this.#lastOf('block', id) + 1,
      this.#lastOf('tail', id) + 1,
      snapshot + 1,
    );
    return {
      source,
      nextSequence,
      storedTo: nextSequence - 1,
      nextLink: Math.max(integer(row, 'next_link'), newest('link', 'link') + 1),
      snapshot,
    };
  }

  #lastOf(table: 'block' | 'tail', source: number): number {
    const row = this.#db
      .prepare(`select last from ${table} where source = ? order by first desc limit 1`)
      .get(source);
    return optionalInteger(row, 'last') ?? 0;
  }

  /** Keeps the numbers from being given again once the records that had them are gone. */
  keepNumbers(source: number, sequence: number): void {
    this.#db
      .prepare(
        `update source set next_sequence = max(next_sequence, ?1),
         next_link = max(next_link, coalesce((select max(link) + 1 from link where source = ?2), 1))
         where id = ?2`,
      )
      .run(sequence, source);
  }

  countEvicted(source: number, records: number): void {
    this.#db.prepare('update source set evicted = evicted + ? where id = ?').run(records, source);
  }

  setSnapshot(source: number, sequence: number): void {
    this.#db.prepare('update source set snapshot = ? where id = ?').run(sequence, source);
  }

  evicted(): number {
    return optionalInteger(this.#evicted.get(), 'evicted') ?? 0;
  }
}
