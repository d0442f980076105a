/** A block is closed when any of these is reached. */
export const blockRecords = 512;
export const blockBytes = 262_144;
/** Topics and levels of topics in one block. */
export const blockTopics = 8_192;

/** Blocks whose topics are merged into one summary; with `blockRecords` its counts fit 16 bits. */
export const spanBlocks = 48;

/** Levels of a topic that can be selected as a branch; what is deeper is found by its whole topic only. */
export const maximumLevels = 256;

/** A batch of so many bytes leaves nothing in the tail: its last block may be a short one. */
export const closedBatchBytes = 524_288;

/** Tail rows of one source before they are written again as one. */
export const tailRows = 64;

/** The least a history can work with, in bytes: what `app/contract/areas/settings.ts` takes. */
export const smallestBudget = 16_000_000;

/** Bytes of SQLite's log before it is folded into the file; a sixteenth of the budget where that is less. */
export const largestLog = 16 * 1_048_576;

/** The longest record is this share of the budget: for a moment it is in the log and in the file. */
export const recordShare = 3 / 8;

/** Blocks that one step of retention lets go, and bytes that one step gives back to the file system. */
export const evictionStep = 64;
export const vacuumBytes = 2 * 1_048_576;

/** Bytes that a write may take beside its records before it is the disk that is held to be full, not the budget. */
export const writeSlack = 1_048_576;

/** Steps of retention that one write may wait for. */
export const tidySteps = 64;

/** Rows of the topic index that one step of a deletion takes away. */
export const deletionRows = 4_096;

/** What somebody who reads the history keeps of its blocks, in bytes: decompressed, and of the file's pages. */
export interface ReadMemory {
  readonly blocks: number;
  readonly pages: number;
}

/**
 * What the reader keeps, and the most decompressed blocks. A hundred rows of one topic among a thousand lie in as many
 * blocks, of 100 KB each: with half of it each look at another topic unpacked all of them again, 35 ms for 6.
 */
export const readerMemory: ReadMemory = { blocks: 16 * 1_048_576, pages: 8 * 1_048_576 };
export const cachedUnits = 512;

/** What the reader keeps of the topics of blocks, in bytes, and blocks that it looks up at once on its way. */
export const cachedTopicBytes = 4 * 1_048_576;
export const blocksAtOnce = 16;

/** Segments that one view of the history keeps in memory. */
export const viewSegments = 65_536;

/** Milliseconds that counting may take before other questions are answered. */
export const countingSlice = 4;
/** … and what it may take where a window could not be filled otherwise. */
export const fillingSlice = 60;

/** How often the reader is started again within so many milliseconds. */
export const readerRestarts = 3;
export const readerRestartSpan = 60_000;

/** The same of the worker that stores, and milliseconds until a history is tried again that could not be opened. */
export const storeRestarts = 3;
export const storeRestartSpan = 60_000;
export const reopenDelay = 5_000;

/** Views that may be open at a time. */
export const openViews = 256;

/** Milliseconds between two attempts to write when the disk is full or broken. */
export const retryDelay = 500;

/** Milliseconds between two reports of the sizes on the disk. */
export const sizeInterval = 250;

/** Bytes of the topic index's rows that are read at a time. */
export const topicChunkBytes = 1_048_576;

/** Buffers of a batch's size that are kept for reuse. */
export const spareBuffers = 8;

/** Bytes of a frame that come with the packet; the rest is asked for by range. */
export const shownFrameBytes = 65_536;

/**
 * Megabytes for what the workers make and drop at once. V8 would let it grow to 50 and more under load, with as much
 * outside of the heap that waits for the same collections; less costs neither of them time.
 */
export const workerYoungMegabytes = 12;
