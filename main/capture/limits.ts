/** A batch of records on its way to the disk; a longer record has a batch of its own. */
export const batchBytes = 1_048_576;
/** A message is readable soon: a batch waits this long, in ms, when the disk is idle … */
export const shortDelay = 16;
/** … this long when it got so many bytes meanwhile that more would come anyway: each hand-over has a price … */
export const floodDelay = 80;
export const floodBytes = 65_536;
/** … and no longer than this when it is not. */
export const longestDelay = 250;
/** Acknowledgements that one record holds. */
export const runPackets = 1_024;
/** Notes of what became of messages that one record holds … */
export const runNotes = 1_024;
/** … how many copies that one receiver got one of them stands for … */
export const runCopies = 4_096;
/** … and milliseconds that they wait for others: less than a batch, so that they go with their messages. */
export const notesDelay = 8;
/** Who messages are for is named again after so many records: those that named them may be gone. */
export const renoteAfter = 262_144;
/** Characters of such sets that are remembered. */
export const knownSetBytes = 4 * 1_048_576;
/** Batches under way before a half-empty one waits until it is full. */
export const batchesUnderWay = 4;

/** Bytes that wait for the disk, over all sources: above this notes of what became of messages are dropped first … */
export const queueNotesBytes = 96 * 1_048_576;
/** … above this QoS 0 PUBLISH records are dropped and counted … */
export const queueBytes = 128 * 1_048_576;
/** … and above this every record. */
export const queueHardBytes = 192 * 1_048_576;
/** What a change of a link counts for in that queue. */
export const linkChangeBytes = 512;
/** A longer record is never kept, nor one longer than three eighths of the history's budget. */
export const recordBytes = 64 * 1_048_576;

/** Milliseconds between two looks at whether the thread stands still; from so many too late on it did. */
export const stallLook = 50;
export const stallFrom = 50;

/** Bytes of the topics that a link's aliases stand for; an alias beyond is not resolved. */
export const aliasBytes = 1_048_576;
