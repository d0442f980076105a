import type { Block } from './block.ts';
import { cutBlocks } from './block.ts';
import type { JoinSpace } from './join-space.ts';
import type { LevelCounts } from './level-counts.ts';
import { closedBatchBytes, tailRows } from './limits.ts';

/** The newest records of a source, too few for a block: in memory, and on the disk in `rows` uncompressed rows. */
export interface Tail {
  readonly first: number;
  readonly count: number;
  readonly data: Buffer;
  readonly rows: number;
}

/** What a batch does to the tail; nothing has happened yet. Its bytes are valid until the next one is planned. */
export interface TailStep {
  readonly blocks: readonly Block[];
  /** The tail's rows on the disk go, because their records are in blocks or in the new row. */
  readonly replacesRows: boolean;
  readonly newRow: { readonly first: number; readonly count: number; readonly data: Buffer } | undefined;
  readonly tail: Tail;
}

export function emptyTail(first: number): Tail {
  return { first, count: 0, data: Buffer.alloc(0), rows: 0 };
}

/** Adds a batch: what fills blocks becomes blocks, the rest is a row of the tail; of a large batch it is one more block. */
export function planTail(
  tail: Tail,
  batch: { readonly first: number; readonly count: number; readonly data: Buffer },
  topics: LevelCounts,
  space: JoinSpace,
): TailStep {
  // Sequence numbers within a block have no holes.
  const follows = tail.count === 0 || tail.first + tail.count === batch.first;
  // In a flood a row of the tail would be written to be replaced at once, and joined with the batch that replaces it.
  const isLarge = batch.data.byteLength >= closedBatchBytes;
  const closed = follows && !isLarge ? [] : cutBlocks(tail.data, tail.first, topics, true).blocks;
  const kept = follows && !isLarge && tail.count > 0 ? tail : emptyTail(batch.first);
  const data = kept.count === 0 ? batch.data : space.join(kept.data, batch.data);
  const cut = cutBlocks(data, kept.first, topics, isLarge);
  const blocks = [...closed, ...cut.blocks];
  const rest = {
    first: kept.first + cut.records,
    count: kept.count + batch.count - cut.records,
    // A copy: the batch's buffer goes back, and a short rest must not pin a long block.
    data: Buffer.from(data.subarray(cut.bytes)),
  };
  const replacesRows = tail.rows > 0 && (blocks.length > 0 || tail.rows >= tailRows);
  const startsAnew = replacesRows || tail.rows === 0;
  const newRow = rest.count === 0 ? undefined : startsAnew ? rest : batch;
  const rows = rest.count === 0 ? 0 : startsAnew ? 1 : tail.rows + 1;
  return { blocks, replacesRows, newRow, tail: { ...rest, rows } };
}
