import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { blob, integer, optionalInteger } from '../database/columns.ts';
import { giveBack } from '../database/give-back.ts';
import type { Block } from './block.ts';
import { spanBlocks } from './limits.ts';
import type { Tail, TailStep } from './tail.ts';
import { emptyTail } from './tail.ts';
import { TopicTally } from './topic-entries.ts';

/** Blocks whose topics are kept for a summary: those of several sources that write by turns. */
const keptEntries = 4 * spanBlocks;

/** Writes blocks, the summaries over them, and tail rows; each method within the caller's transaction. */
export class BlockTables {
  readonly #db: DatabaseSync;
  readonly #insertBlock: StatementSync;
  readonly #insertTopics: StatementSync;
  readonly #insertData: StatementSync;
  readonly #insertTail: StatementSync;
  readonly #deleteTail: StatementSync;
  #nextBlock: number;
  /** Blocks of each source since its last summary, or more. */
  readonly #unsummarised = new Map<number, number>();
  /** Topics of blocks that wait for a summary: read back from the file they were a tenth of what a message cost. */
  readonly #entries = new Map<number, Buffer>();
  readonly #tally = new TopicTally();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#insertBlock = db.prepare('insert into block values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#insertTopics = db.prepare('insert into block_topics values (?, ?)');
    this.#insertData = db.prepare('insert into block_data values (?, ?)');
    this.#insertTail = db.prepare('insert into tail values (?, ?, ?, ?)');
    this.#deleteTail = db.prepare('delete from tail where source = ?');
    this.#nextBlock = (optionalInteger(db.prepare('select max(id) as id from block').get(), 'id') ?? 0) + 1;
  }

  write(source: number, step: TailStep): void {
    if (step.replacesRows) this.#deleteTail.run(source);
    for (const block of step.blocks) this.#writeBlock(source, block);
    if (step.newRow !== undefined) {
      const { first, count, data } = step.newRow;
      this.#insertTail.run(source, first, first + count - 1, data);
    }
    if (step.blocks.length === 0) return;
    const waiting = (this.#unsummarised.get(source) ?? spanBlocks) + step.blocks.length;
    this.#unsummarised.set(source, waiting < spanBlocks ? waiting : this.#summarise(source));
  }

  #writeBlock(source: number, block: Block): void {
    // Not taken back when the transaction fails: ids need only rise.
    const id = this.#nextBlock;
    this.#nextBlock += 1;
    const { first, last, messages, marks, firstTime, lastTime, size } = block;
    this.#insertBlock.run(id, source, first, last, messages, marks, firstTime, lastTime, size);
    this.#insertTopics.run(id, block.entries);
    this.#insertData.run(id, block.data);
    giveBack(block.data);
    this.#entries.set(id, block.entries);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= keptEntries) break;
      this.#entries.delete(oldest);
    }
  }

  /** Merges the topics of every full run of blocks that has no summary yet. Returns how many blocks are left without one. */
  #summarise(source: number): number {
    // Not by `last`, which no index has: the newest span is the one that begins last.
    const newestSpan = 'select last from span where source = ? order by first desc limit 1';
    const span = this.#db.prepare(newestSpan).get(source);
    const after = optionalInteger(span, 'last') ?? 0;
    const blocks = this.#db
      .prepare('select * from block where source = ? and first > ? order by first limit ?')
      .all(source, after, spanBlocks);
    const newest = blocks.at(-1);
    const oldest = blocks[0];
    if (blocks.length < spanBlocks || newest === undefined || oldest === undefined) {
      return blocks.length;
    }
    const sum = (column: string) => blocks.reduce((total, row) => total + integer(row, column), 0);
    this.#db
      .prepare('insert into span values (?, ?, ?, ?, ?, ?)')
      .run(
        source,
        integer(oldest, 'first'),
        integer(newest, 'last'),
        sum('messages'),
        sum('marks'),
        this.#mergeTopics(blocks.map((row) => integer(row, 'id'))),
      );
    return this.#summarise(source);
  }

  #mergeTopics(ids: readonly number[]): Buffer {
    const select = this.#db.prepare('select entries from block_topics where block = ?');
    const tally = this.#tally;
    tally.clear();
    for (const id of ids) {
      const kept = this.#entries.get(id);
      this.#entries.delete(id);
      const row = kept === undefined ? select.get(id) : undefined;
      if (kept !== undefined) tally.merge(kept);
      else if (row !== undefined) tally.merge(blob(row, 'entries'));
    }
    return tally.take();
  }

  /** The tail as it is on the disk. */
  loadTail(source: number): Tail {
    const rows = this.#db
      .prepare('select first, last, data from tail where source = ? order by first')
      .all(source);
    const [oldest, newest] = [rows[0], rows.at(-1)];
    if (oldest === undefined || newest === undefined) return emptyTail(0);
    const first = integer(oldest, 'first');
    return {
      first,
      count: integer(newest, 'last') - first + 1,
      data: Buffer.concat(rows.map((row) => blob(row, 'data'))),
      rows: rows.length,
    };
  }
}
