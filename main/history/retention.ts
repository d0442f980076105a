import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { optionalInteger } from './columns.ts';
import type { Deletion } from './deletion.ts';
import { smallestBudget, vacuumStep } from './limits.ts';
import type { SourceTable } from './source-table.ts';
import { transaction } from './transaction.ts';

const pageSize = 16_384;

/** Keeps file and log within the budget: the oldest blocks go first, are counted, and the file shrinks after them. */
export class Retention {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #sources: SourceTable;
  readonly #deletion: Deletion;
  readonly #onTailGone: () => void;
  readonly #pages: StatementSync;
  readonly #freePages: StatementSync;
  #budget = 0;
  #logLimit = 0;
  #isLifted = false;

  constructor(
    db: DatabaseSync,
    path: string,
    sources: SourceTable,
    deletion: Deletion,
    onTailGone: () => void,
  ) {
    this.#db = db;
    this.#path = path;
    this.#sources = sources;
    this.#deletion = deletion;
    this.#onTailGone = onTailGone;
    this.#pages = db.prepare('pragma page_count');
    this.#freePages = db.prepare('pragma freelist_count');
  }

  /** Bytes for file and log together; at least `smallestBudget`. */
  setBudget(budget: number): void {
    this.#budget = Math.max(budget, smallestBudget);
    this.#logLimit = Math.min(16 * 1_048_576, Math.ceil(this.#budget / 16));
    const logPages = Math.floor(this.#logLimit / pageSize);
    this.#db.exec(`pragma wal_autocheckpoint = ${logPages}; pragma journal_size_limit = ${this.#logLimit}`);
    this.#limitPages();
  }

  /** The hard stop, should one write be larger than what retention made room for. */
  #limitPages(): void {
    this.#isLifted = false;
    this.#db.exec(`pragma max_page_count = ${Math.floor(this.#budget / pageSize)}`);
  }

  fileBytes(): number {
    return this.#count(this.#pages, 'page_count') * pageSize;
  }

  logBytes(): number {
    return statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  /**
   * When a write of about `bytes` failed because the file was full: makes room if it is the budget that is full, not the
   * disk. Where nothing is left to let go the file may grow beyond the budget once; what came in goes next.
   */
  makeRoom(bytes: number): boolean {
    if (this.fileBytes() - this.#freeBytes() + bytes + 64 * pageSize < this.#budget) return false;
    if (this.evict()) return true;
    if (this.#isLifted) return false;
    this.#isLifted = true;
    this.#db.exec('pragma max_page_count = 4294967294');
    return true;
  }

  /** One bounded step towards the budget. True if another is needed. */
  step(): boolean {
    this.#foldLog();
    const free = this.#freeBytes();
    const limit = this.#fileLimit();
    if (this.fileBytes() - free > limit && this.evict()) return true;
    if (this.fileBytes() <= limit || free === 0) return false;
    this.#db.exec(`pragma incremental_vacuum(${vacuumStep})`);
    this.#limitPages();
    return true;
  }

  /** A log that one large write made long is emptied at once, or the file would have to shrink for it. */
  #foldLog(): void {
    if (this.logBytes() > 2 * this.#logLimit) this.#db.exec('pragma wal_checkpoint(truncate)');
  }

  #freeBytes(): number {
    return this.#count(this.#freePages, 'freelist_count') * pageSize;
  }

  /** What the file may have, with room for the log and for the next batch. */
  #fileLimit(): number {
    return this.#budget - Math.max(this.#logLimit, this.logBytes()) - this.#budget / 16;
  }

  /** Lets the oldest blocks go, or the oldest tail row where there is no block. False if nothing is left. */
  evict(): boolean {
    const blocks = this.#deletion.oldestBlocks();
    const going = blocks.length > 0 ? blocks : this.#deletion.oldestTailRow();
    if (going.length === 0) return false;
    transaction(this.#db, () => {
      this.#deletion.delete(going);
      for (const { source, first, last } of going) this.#sources.countEvicted(source, last - first + 1);
    });
    if (blocks.length === 0) this.#onTailGone();
    return true;
  }

  #count(statement: StatementSync, column: string): number {
    return optionalInteger(statement.get(), column) ?? 0;
  }
}
