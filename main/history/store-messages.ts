import type { RecordBatch } from '../capture/record-sink.ts';
import type { OpenFailure } from '../database/store-problem.ts';
import type { Loss } from './loss.ts';

/** What the store's worker is started with. `budget` in bytes, file and log together. */
export interface StoreStart {
  readonly folder: string;
  readonly budget: number;
  /** Another worker had it open in this process, and ended: the links are still open, and nothing is begun anew. */
  readonly isAgain: boolean;
}

/** Rows of the topic index, opaque here: see `row-pack.ts`. */
export type RowPack = Uint8Array<ArrayBuffer>;

/** From the engine's thread to the store's worker; worked off in order. */
export type ToStore =
  | ({ readonly type: 'batch' } & RecordBatch)
  | { readonly type: 'budget'; readonly budget: number }
  | { readonly type: 'delete'; readonly request: number; readonly source: string; readonly dryRun: boolean }
  | {
      readonly type: 'topics';
      readonly request: number;
      readonly source: string;
      readonly rows: RowPack;
      /** The rows hold all that was counted up to this record; undefined while more rows of the snapshot follow. */
      readonly sequence: number | undefined;
    }
  | { readonly type: 'close' };

export interface SourceState {
  readonly source: string;
  readonly nextSequence: number;
  /** The newest record that is on the disk, or was. */
  readonly storedTo: number;
  readonly nextLink: number;
  /** Up to here the stored topic index has counted. */
  readonly snapshot: number;
}

/** What file and log take on the disk, in bytes, and what the budget let go. */
export interface StoreSize {
  readonly fileBytes: number;
  readonly logBytes: number;
  /** Records that the budget let go since the history began. */
  readonly evicted: number;
}

export type FromStore =
  | {
      readonly type: 'opened';
      readonly sources: readonly SourceState[];
      readonly size: StoreSize;
      /** What happened to the history that was there before, if anything did. */
      readonly notice: string | undefined;
      /** What an earlier run could not store, and is said in the history where that goes on. */
      readonly losses: readonly Loss[];
    }
  | { readonly type: 'failed'; readonly why: OpenFailure; readonly message: string }
  /** All records of the source up to `to` are committed; the buffer comes back for reuse. */
  | { readonly type: 'stored'; readonly source: string; readonly to: number; readonly buffer: ArrayBuffer }
  /** The same of a record that the store made by itself. */
  | { readonly type: 'marked'; readonly source: string; readonly to: number }
  | { readonly type: 'size'; readonly size: StoreSize }
  | { readonly type: 'problem'; readonly message: string | undefined }
  | { readonly type: 'deleted'; readonly request: number; readonly records: number; readonly bytes: number }
  | { readonly type: 'saved'; readonly request: number }
  | {
      readonly type: 'closed';
      /** What was given up, as it could not be stored. */
      readonly losses: readonly Loss[];
      /** The next start will say it in the history. */
      readonly isNoted: boolean;
    };
