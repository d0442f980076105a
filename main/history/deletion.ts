import type { DatabaseSync } from 'node:sqlite';
import { integer } from '../database/columns.ts';
import { deletionRows, evictionStep } from './limits.ts';
import type { LinkTable } from './link-table.ts';
import type { SourceTable } from './source-table.ts';

/** A block, or a row of the tail where `id` is undefined. */
interface StoredPart {
  readonly id: number | undefined;
  readonly source: number;
  readonly first: number;
  readonly last: number;
}

/** Deletes records with what hangs on them; each method within the caller's transaction. */
export class Deletion {
  readonly #db: DatabaseSync;
  readonly #sources: SourceTable;
  readonly #links: LinkTable;

  constructor(db: DatabaseSync, sources: SourceTable, links: LinkTable) {
    this.#db = db;
    this.#sources = sources;
    this.#links = links;
  }

  oldestBlocks(): readonly StoredPart[] {
    return this.#parts('select id, source, first, last from block order by id limit ?', evictionStep);
  }

  oldestTailRow(): readonly StoredPart[] {
    return this.#parts('select null as id, source, first, last from tail order by first limit ?', 1);
  }

  /** The oldest blocks of the source that end at `sequence` or before. */
  blocksUpTo(source: number, sequence: number): readonly StoredPart[] {
    return this.#parts(
      `select id, source, first, last from block
       where source = ? and last <= ? order by first limit ?`,
      source,
      sequence,
      evictionStep,
    );
  }

  tailRows(source: number): readonly StoredPart[] {
    return this.#parts('select null as id, source, first, last from tail where source = ?', source);
  }

  /** Deletes them, the summaries and links that only they needed, and keeps their numbers from being given again. */
  delete(parts: readonly StoredPart[]): void {
    const newest = new Map<number, number>();
    for (const part of parts) {
      this.#deletePart(part);
      newest.set(part.source, Math.max(part.last, newest.get(part.source) ?? 0));
    }
    for (const [source, last] of newest) {
      this.#db.prepare('delete from span where source = ? and last <= ?').run(source, last);
      this.#sources.keepNumbers(source, last + 1);
      this.#links.deleteBefore(source, last);
    }
  }

  #deletePart({ id, source, first }: StoredPart): void {
    if (id === undefined) {
      this.#db.prepare('delete from tail where source = ? and first = ?').run(source, first);
      return;
    }
    this.#db.prepare('delete from block where id = ?').run(id);
    this.#db.prepare('delete from block_topics where block = ?').run(id);
    this.#db.prepare('delete from block_data where block = ?').run(id);
  }

  /** Deletes some rows of the topic index. True if there may be more. */
  deleteTopics(source: number): boolean {
    const gone = this.#db
      .prepare(
        `delete from topic where source = ?1 and key in
         (select key from topic where source = ?1 order by key limit ?2)`,
      )
      .run(source, deletionRows);
    return Number(gone.changes) === deletionRows;
  }

  #parts(sql: string, ...values: readonly number[]): readonly StoredPart[] {
    return this.#db
      .prepare(sql)
      .all(...values)
      .map((row) => ({
        id: typeof row['id'] === 'number' ? row['id'] : undefined,
        source: integer(row, 'source'),
        first: integer(row, 'first'),
        last: integer(row, 'last'),
      }));
  }
}
