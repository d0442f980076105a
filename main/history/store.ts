import { DatabaseSync } from 'node:sqlite';
import { assert } from '../../app/base/assert.ts';
import type { RecordBatch } from '../capture/record-sink.ts';
import { integer, optionalInteger } from '../database/columns.ts';
import { transaction } from '../database/transaction.ts';
import { BlockTables } from './block-tables.ts';
import { databasePath } from './database-path.ts';
import { Deletion } from './deletion.ts';
import { JoinSpace } from './join-space.ts';
import { LevelCounts } from './level-counts.ts';
import { LinkTable } from './link-table.ts';
import { mendTails } from './mend-tails.ts';
import { Retention } from './retention.ts';
import { unpackRows } from './row-pack.ts';
import { prepareFormat, readSeed } from './schema.ts';
import { SourceTable } from './source-table.ts';
import type { RowPack, SourceState, StoreSize } from './store-messages.ts';
import type { Tail, TailStep } from './tail.ts';
import { planTail } from './tail.ts';

/** The history's file, as its one writer sees it. What a method did is committed when it returns; it throws SQLite's errors. */
export class Store {
  /** What had to be taken out of it so that all else can be read, in a sentence. */
  readonly mended: string | undefined;
  readonly #db: DatabaseSync;
  readonly #topics: LevelCounts;
  readonly #space = new JoinSpace();
  readonly #sources: SourceTable;
  readonly #links: LinkTable;
  readonly #blocks: BlockTables;
  readonly #deletion: Deletion;
  readonly #retention: Retention;
  readonly #tails = new Map<number, Tail>();

  /**
   * Opens the history of a folder or makes it; `isAgain` where this process had it open before. Throws SQLite's errors,
   * `NewerFormat` and `DamagedFile`.
   */
  static open(folder: string, budget: number, isAgain = false): Store {
    const path = databasePath(folder);
    const db = new DatabaseSync(path, { timeout: 200 });
    try {
      return new Store(db, path, budget, isAgain);
    } catch (error) {
      // A damaged file is moved, which not every system does with one that is open.
      db.close();
      throw error;
    }
  }

  private constructor(db: DatabaseSync, path: string, budget: number, isAgain: boolean) {
    this.#db = db;
    prepareFormat(this.#db, path);
    // SQLite's own 2 MB of cache ruin the insert rate, and more than 16 add nothing to it. NORMAL: a commit survives a kill;
    // a power loss may cost the last ones.
    this.#db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16384');
    this.#topics = new LevelCounts(readSeed(this.#db));
    this.#sources = new SourceTable(this.#db);
    this.#links = new LinkTable(this.#db);
    this.#blocks = new BlockTables(this.#db);
    this.#deletion = new Deletion(this.#db, this.#sources, this.#links);
    this.#retention = new Retention(this.#db, path, this.#sources, this.#deletion, () => this.#tails.clear());
    this.#retention.setBudget(budget);
    this.mended = mendTails({ db, path, sources: this.#sources, blocks: this.#blocks, topics: this.#topics });
    if (!isAgain) this.#closeLeftLinks();
  }

  #closeLeftLinks(): void {
    for (const { source, nextSequence } of this.states()) {
      this.#links.closeLeftOpen(this.#sources.id(source), nextSequence - 1);
    }
  }

  states(): readonly SourceState[] {
    return this.#sources.states();
  }

  size(): StoreSize {
    return {
      fileBytes: this.#retention.fileBytes(),
      logBytes: this.#retention.logBytes(),
      evicted: this.#sources.evicted(),
    };
  }

  append(batch: RecordBatch): void {
    const source = this.#sources.id(batch.source);
    // Before the tail is taken: it may be let go as well.
    this.#retention.prepareFor(batch.used);
    const step = batch.count === 0 ? undefined : this.#planned(source, batch);
    const last = batch.firstSequence + batch.count - 1;
    transaction(this.#db, () => {
      if (step !== undefined) this.#blocks.write(source, step);
      for (const change of batch.links) this.#links.apply(source, change, last);
    });
    // Only now: what is in memory never runs ahead of the disk.
    if (step !== undefined) this.#tails.set(source, step.tail);
  }

  #planned(source: number, batch: RecordBatch): TailStep {
    const data = Buffer.from(batch.buffer, 0, batch.used);
    const tail = this.#tails.get(source) ?? this.#blocks.loadTail(source);
    const added = { first: batch.firstSequence, count: batch.count, data };
    return planTail(tail, added, this.#topics, this.#space);
  }

  #lastSequence(source: number): number {
    const tail = this.#tails.get(source) ?? this.#blocks.loadTail(source);
    if (tail.count > 0) return tail.first + tail.count - 1;
    const row = this.#db
      .prepare('select last from block where source = ? order by first desc limit 1')
      .get(source);
    return optionalInteger(row, 'last') ?? 0;
  }

  saveTopics(name: string, rows: RowPack, sequence: number | undefined): void {
    const source = this.#sources.id(name);
    const put = this.#db.prepare('insert or replace into topic values (?, ?, ?)');
    const remove = this.#db.prepare('delete from topic where source = ? and key = ?');
    transaction(this.#db, () => {
      for (const { key, value } of unpackRows(rows)) {
        if (value === undefined) remove.run(source, key);
        else put.run(source, key, value);
      }
      if (sequence !== undefined) this.#sources.setSnapshot(source, sequence);
    });
  }

  /** Records of the source and about how many bytes they take. */
  measure(name: string): { readonly records: number; readonly bytes: number } {
    const source = this.#sources.id(name);
    const blocks = this.#db
      .prepare(
        `select coalesce(sum(last - first + 1), 0) as records,
         coalesce(sum(length(data) + length(entries)), 0) as bytes
         from block join block_data on block_data.block = id join block_topics on block_topics.block = id
         where source = ?`,
      )
      .get(source);
    const tails = this.#db
      .prepare(
        `select coalesce(sum(last - first + 1), 0) as records, coalesce(sum(length(data)), 0) as bytes
         from tail where source = ?`,
      )
      .get(source);
    assert(blocks !== undefined && tails !== undefined, 'an aggregate has a row');
    return {
      records: integer(blocks, 'records') + integer(tails, 'records'),
      bytes: integer(blocks, 'bytes') + integer(tails, 'bytes'),
    };
  }

  /** Deletes the tail of the source and returns up to where `deleteStep` has to go on with what came before it. */
  deleteTail(name: string): number {
    const source = this.#sources.id(name);
    const last = this.#lastSequence(source);
    transaction(this.#db, () => {
      this.#deletion.delete(this.#deletion.tailRows(source));
      // What the index counted is gone with the messages: it begins anew from here.
      this.#sources.setSnapshot(source, last);
    });
    this.#tails.delete(source);
    return last;
  }

  /** Deletes a bounded part of what is stored of the source up to `sequence`. True if there is more. */
  deleteStep(name: string, sequence: number): boolean {
    const source = this.#sources.id(name);
    return transaction(this.#db, () => {
      const blocks = this.#deletion.blocksUpTo(source, sequence);
      this.#deletion.delete(blocks);
      return this.#deletion.deleteTopics(source) || blocks.length > 0;
    });
  }

  setBudget(budget: number): void {
    this.#retention.setBudget(budget);
  }

  /** One bounded step towards the budget. True if another is needed. */
  tidy(): boolean {
    return this.#retention.step();
  }

  /** When `bytes` could not be written: lets old records go. False if that cannot help, because the disk is what is full. */
  makeRoom(bytes: number): boolean {
    return this.#retention.makeRoom(bytes);
  }

  close(): void {
    this.#db.close();
  }
}
