import { writeFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../app/base/message-of.ts';
import type { Row } from '../database/columns.ts';
import { blob, integer } from '../database/columns.ts';
import { NotKeptAside } from '../database/damaged-files.ts';
import { transaction } from '../database/transaction.ts';
import { cutBlocks } from './block.ts';
import type { BlockTables } from './block-tables.ts';
import { whatIsWrong } from './check-records.ts';
import { keptTailPath } from './kept-tails.ts';
import type { LevelCounts } from './level-counts.ts';
import type { SourceTable } from './source-table.ts';

interface TailRow {
  readonly first: number;
  readonly last: number;
  readonly data: Buffer;
  readonly damage: string | undefined;
}

/** Records of one row of the tail, more than any has: a number beyond is one that was damaged. */
const mostRecords = 10_000_000;

interface MendNeeds {
  readonly db: DatabaseSync;
  /** Of the database. */
  readonly path: string;
  readonly sources: SourceTable;
  readonly blocks: BlockTables;
  readonly topics: LevelCounts;
}

/**
 * Takes rows of the tail that cannot be read out of the history into files beside it, for whoever can still make something
 * of them; all else stays. The tail is a few rows that nothing protects, unlike blocks, and the first that is written to
 * after a start. Returns what happened, in a sentence; undefined if nothing had to.
 */
export function mendTails(needs: MendNeeds): string | undefined {
  const told = needs.sources
    .states()
    .flatMap(({ source }) => mendTail(needs, needs.sources.id(source)) ?? []);
  return told.length === 0 ? undefined : told.join(' ');
}

function mendTail(needs: MendNeeds, source: number): string | undefined {
  const rows = needs.db
    .prepare('select first, last, data from tail where source = ? order by first')
    .all(source)
    .map((row) => tailRow(integer(row, 'first'), integer(row, 'last'), bytesOf(row)));
  const broken = rows.filter(({ damage }) => damage !== undefined);
  const [worst] = broken;
  if (worst === undefined) return undefined;
  const files = broken.map((row) => keepAside(needs.path, source, row));
  transaction(needs.db, () => closeTail(needs, source, rows));
  const kept = files.length === 1 ? files[0] : `${files.length} files, the first ${files[0]}`;
  return `Some of the newest messages in the history were damaged (${worst.damage}) and are kept as ${kept}. All others are there.`;
}

function bytesOf(row: Row): Buffer {
  return row['data'] instanceof Uint8Array ? blob(row, 'data') : Buffer.alloc(0);
}

function tailRow(first: number, last: number, data: Buffer): TailRow {
  const isRange = last >= first && last - first < mostRecords;
  const damage = isRange ? whatIsWrong(data, last - first + 1) : 'it has no numbers';
  return { first, last: isRange ? last : first, data, damage };
}

/** What is whole becomes blocks, as records of a tail have no holes between them. */
function closeTail({ sources, blocks, topics }: MendNeeds, source: number, rows: readonly TailRow[]): void {
  const whole = rows.filter(({ damage }) => damage === undefined);
  const made = whole.flatMap(({ first, data }) => cutBlocks(data, first, topics, true).blocks);
  const tail = { first: 0, count: 0, data: Buffer.alloc(0), rows: 0 };
  blocks.write(source, { blocks: made, replacesRows: true, newRow: undefined, tail });
  sources.keepNumbers(source, 1 + Math.max(...rows.map(({ last }) => last)));
}

function keepAside(path: string, source: number, { first, last, data }: TailRow): string {
  const file = keptTailPath(path, source, { first, last });
  try {
    writeFileSync(file, data, { mode: 0o600 });
  } catch (error) {
    throw new NotKeptAside(messageOf(error), { cause: error });
  }
  return file;
}
