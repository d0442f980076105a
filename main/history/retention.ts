import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { optionalInteger } from '../database/columns.ts';
import { transaction } from '../database/transaction.ts';
import type { Deletion } from './deletion.ts';
import { largestLog, smallestBudget, tidySteps, vacuumBytes, writeSlack } from './limits.ts';
import type { SourceTable } from './source-table.ts';

/**
 * Keeps file and log within the budget: the oldest blocks go first, are counted, and the file shrinks after them. What
 * counts is what the two take on the disk. A write is in the log first and in the file later, for a moment in both.
 */
export class Retention {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #sources: SourceTable;
  readonly #deletion: Deletion;
  readonly #onTailGone: () => void;
  readonly #pages: StatementSync;
  readonly #freePages: StatementSync;
  /** Bytes; a file keeps what it was made with. */
  readonly #pageSize: number;
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
    this.#pageSize = this.#count(db.prepare('pragma page_size'), 'page_size');
  }

  /** Bytes for file and log together; at least `smallestBudget`. */
  setBudget(budget: number): void {
    this.#budget = Math.max(budget, smallestBudget);
    this.#logLimit = Math.min(largestLog, Math.ceil(this.#budget / 16));
    const logPages = Math.floor(this.#logLimit / this.#pageSize);
    this.#db.exec(`pragma wal_autocheckpoint = ${logPages}; pragma journal_size_limit = ${this.#logLimit}`);
    this.#limitPages();
  }

  /** The hard stop, should one write be larger than what retention made room for. */
  #limitPages(): void {
    this.#isLifted = false;
    this.#db.exec(`pragma max_page_count = ${Math.floor(this.#budget / this.#pageSize)}`);
  }

  fileBytes(): number {
    return sizeOf(this.#path);
  }

  logBytes(): number {
    return sizeOf(`${this.#path}-wal`);
  }

  /** What the file will be once the log is folded into it. */
  #pageBytes(): number {
    return this.#count(this.#pages, 'page_count') * this.#pageSize;
  }

  /** Before a write of about `bytes`: lets go and gives back until file and log have room for it, in bounded time. */
  prepareFor(bytes: number): void {
    const need = bytes + this.#logLimit / 2;
    if (this.#hasRoom(need)) return;
    this.#foldLog();
    for (let step = 0; step < tidySteps && !this.#hasRoom(need); step += 1) {
      if (!this.#shrinkFor(need)) return;
    }
  }

  #hasRoom(need: number): boolean {
    const growth = Math.max(0, need - this.#freeBytes());
    const file = Math.max(this.fileBytes(), this.#pageBytes() + growth);
    return file + this.logBytes() + need <= this.#budget;
  }

  /** One step; false if nothing helps. */
  #shrinkFor(need: number): boolean {
    const free = this.#freeBytes();
    if (this.#pageBytes() - free + 2 * need > this.#budget && this.evict()) return true;
    if (free === 0) return this.#foldLog();
    this.#vacuum();
    this.#foldLog();
    return true;
  }

  /**
   * When a write of about `bytes` failed because the file was full: makes room if it is the budget that is full, not the
   * disk. Where nothing is left to let go the file may grow beyond the budget once; what came in goes next.
   */
  makeRoom(bytes: number): boolean {
    if (this.#pageBytes() - this.#freeBytes() + bytes + writeSlack < this.#budget) return false;
    if (this.evict()) return true;
    if (this.#isLifted) return false;
    this.#isLifted = true;
    this.#db.exec('pragma max_page_count = 4294967294');
    return true;
  }

  /** One bounded step towards the budget. True if another is needed. */
  step(): boolean {
    if (this.#isLogLong()) this.#foldLog();
    const free = this.#freeBytes();
    const limit = this.#budget - 4 * this.#logLimit;
    if (this.#pageBytes() - free > limit && this.evict()) return true;
    if (this.#pageBytes() > limit && free > 0) {
      this.#vacuum();
      return true;
    }
    // The file itself shrinks when the log is folded into it.
    if (this.fileBytes() > this.#pageBytes() && this.#isTight()) this.#foldLog();
    return false;
  }

  #isLogLong(): boolean {
    const log = this.logBytes();
    return log > 2 * this.#logLimit || (log > this.#logLimit && this.#isTight());
  }

  #isTight(): boolean {
    return this.fileBytes() + this.logBytes() > this.#budget - 2 * this.#logLimit;
  }

  /** Gives free pages back; moving others into their place goes through the log. */
  #vacuum(): void {
    const pages = Math.ceil(Math.min(vacuumBytes, this.#logLimit / 2) / this.#pageSize);
    this.#db.exec(`pragma incremental_vacuum(${pages})`);
    this.#limitPages();
  }

  /** Empties the log into the file. False if that gave nothing back: it is empty, or a reader is in the way. */
  #foldLog(): boolean {
    const before = this.logBytes();
    if (before === 0) return false;
    this.#db.exec('pragma wal_checkpoint(truncate)');
    return this.logBytes() < before;
  }

  #freeBytes(): number {
    return this.#count(this.#freePages, 'freelist_count') * this.#pageSize;
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

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
