import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import {
  isMarkAt,
  isMessageAt,
  isNoteAt,
  lengthAt,
  packetsAt,
  timeAt,
  topicLength,
  topicStart,
} from '../capture/record-layout.ts';
import { expectStored } from '../database/damage.ts';
import type { LevelCounts } from './level-counts.ts';
import { blockBytes, blockRecords, blockTopics } from './limits.ts';

/** Records that are stored as one row: what can be said of them without decompressing, and the compressed bytes. */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly messages: number;
  readonly marks: number;
  readonly firstTime: number;
  readonly lastTime: number;
  /** Bytes before compression. */
  readonly size: number;
  readonly entries: Buffer;
  readonly data: Buffer;
}

/**
 * A table and a window of the size of a block: with what zstd takes for a stream of unknown length a tenth of its time went
 * into clearing tables, and the result was longer.
 */
const zstdParameters = {
  [constants.ZSTD_c_compressionLevel]: 1,
  [constants.ZSTD_c_hashLog]: 12,
  [constants.ZSTD_c_windowLog]: 17,
};

interface CutBlocks {
  readonly blocks: readonly Block[];
  /** Bytes and sequence numbers that went into them; the rest is too little for a block. */
  readonly bytes: number;
  readonly records: number;
}

/** Cuts records into blocks, each as full as the limits allow; with `all` the last one takes what is left. */
export function cutBlocks(data: Buffer, first: number, topics: LevelCounts, all: boolean): CutBlocks {
  const blocks: Block[] = [];
  // What was too little for a block has been counted all the same.
  topics.clear();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let start = 0;
  let sequence = first;
  while (start < data.byteLength) {
    const cut = measureBlock(data, view, start, topics);
    if (!cut.full && !all) break;
    blocks.push(packBlock(data.subarray(start, cut.end), sequence, cut, topics.take()));
    start = cut.end;
    sequence += cut.packets;
  }
  return { blocks, bytes: start, records: sequence - first };
}

interface Cut {
  readonly end: number;
  /** Sequence numbers: some records hold several packets. */
  readonly packets: number;
  readonly messages: number;
  readonly marks: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly full: boolean;
}

function measureBlock(data: Buffer, view: DataView, start: number, topics: LevelCounts): Cut {
  let [at, lastAt, records, packets, messages, marks] = [start, start, 0, 0, 0, 0];
  const isFull = () => records >= blockRecords || at - start >= blockBytes || topics.size >= blockTopics;
  while (at < data.byteLength && !isFull()) {
    if (isMarkAt(data, at)) marks += 1;
    if (isMessageAt(data, at)) {
      messages += 1;
      const from = topicStart(data, at);
      const length = topicLength(data, at, from);
      if (length > 0) topics.add(view, from, from + length);
    }
    // What became of messages is as many records again and counts for nothing: of such a block its bytes are the bound.
    if (!isNoteAt(data, at)) records += 1;
    packets += packetsAt(data, at);
    const length = lengthAt(data, at);
    // The tail comes back from the disk after a restart; a length of nothing would never end.
    expectStored(length > 0 && at + length <= data.byteLength, 'a record of the tail has a wrong length');
    lastAt = at;
    at += length;
  }
  const [firstTime, lastTime] = [timeAt(data, start), timeAt(data, lastAt)];
  return { end: at, packets, messages, marks, firstTime, lastTime, full: isFull() };
}

function packBlock(data: Buffer, first: number, cut: Cut, entries: Buffer): Block {
  return {
    first,
    last: first + cut.packets - 1,
    messages: cut.messages,
    marks: cut.marks,
    firstTime: cut.firstTime,
    lastTime: cut.lastTime,
    size: data.byteLength,
    entries,
    data: packed(data),
  };
}

/** In one piece, with memory of its own: put together from pieces it took a tenth longer. */
function packed(data: Buffer): Buffer {
  const { byteLength } = data;
  return zstdCompressSync(data, {
    params: zstdParameters,
    pledgedSrcSize: byteLength,
    chunkSize: Math.max(64, byteLength),
  });
}

/** The records of a block again. `size` bounds what hostile or broken data may unfold to. */
export function unpackBlock(data: Buffer, size: number): Buffer {
  // In one piece: Node otherwise puts it together from pieces of 16 KB, which takes longer than zstd itself. With one byte
  // to spare: else it takes the piece for too short, and makes and tries another one of that size.
  return zstdDecompressSync(data, { maxOutputLength: size, chunkSize: Math.max(64, size + 1) });
}
