import type { ReadMemory } from '../../history/limits.ts';

/** Milliseconds that following may take before something else is answered. */
export const followSlice = 10;

/** Milliseconds after which whoever looks is told how far it is, while there is more to follow … */
export const toldInterval = 500;
/** … or while so many records are read each time that nobody could see them all. */
export const manyRecords = 2_000;

/** Records stored in a second that are a flood, however idle the engine is; and milliseconds over which that is measured. */
export const floodRate = 200_000;
export const floodSpan = 50;
/** … and those that are one while the engine's own thread is busy for so much of the time. */
export const saturatedRate = 20_000;
export const saturatedShare = 0.8;
/** Spans after which a flood is over. */
export const floodSpans = 2;
/** In a flood following rests so many milliseconds after each slice. */
export const floodRest = 1_000;

/** Records read at one go for which a millisecond passes until others are read; and milliseconds at most. */
export const gatherRate = 10;
export const gatherPause = 400;

/** Records by which the worker may be behind and is given those that come, for it will have read up to them soon. */
export const keepsUp = 100_000;
/** Bytes of records that are given to the worker with the news of them. */
export const givenBytes = 4 * 1_048_576;

/** Milliseconds between two times that what was traced is written down; and segments with changes before it is sooner. */
export const saveInterval = 2_000;
export const unsavedSegments = 32;
/** … and how many times as long as it took the last time until the next. */
export const saveShare = 30;
/** Milliseconds after that, so that a timer which is early does not find nothing to do. */
export const calmPause = 5;

/** Milliseconds between two looks at what the history let go of. */
export const trimInterval = 5_000;

/**
 * Megabytes for what the worker makes and drops at once. Each exchange is dropped when it is over: with half of it a
 * quarter of the time went into collecting, here and in the threads that help with it.
 */
export const traceYoungMegabytes = 24;

/** What the traces keep of the history at hand. They go through it once: of its pages nearly none is met again. */
export const traceMemory: ReadMemory = { blocks: 8 * 1_048_576, pages: 2 * 1_048_576 };

/** Milliseconds after which all is there that waited to be stored, and what was dropped is told, once the disk takes it. */
export const storingPause = 5_000;

/** Milliseconds between two looks at what became late although nothing came. */
export const passInterval = 1_000;

/** Findings of one answer. */
export const shownFindings = 200;

/** Findings that are told with the exchange that they are of. */
export const toldFindings = 8;

/** Views that may be open at a time. */
export const openTraceViews = 256;

/** Milliseconds after which what the disk refused is tried again. */
export const retryPause = 2_000;

/** How often the worker is started again within so many milliseconds; after as many again it is tried anew. */
export const traceRestarts = 3;
export const traceRestartSpan = 60_000;

/** The least that traces may take on the disk, in bytes. */
export const smallestTraces = 4_000_000;
