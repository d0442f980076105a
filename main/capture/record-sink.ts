import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Drops } from './drop-counter.ts';
import type { LinkStart } from './observer.ts';

/** Records of one source, end to end as `record-layout.ts` says, on their way to the disk. */
export interface RecordBatch {
  readonly source: SourceId;
  readonly buffer: ArrayBuffer;
  readonly used: number;
  readonly firstSequence: number;
  /** 0 where only links changed. */
  readonly count: number;
  /** PUBLISH packets among them. */
  readonly messages: number;
  /** When its last record was, µs since 1970; 0 without one. */
  readonly until: number;
  /** What became known of links meanwhile: stored behind the records, in one transaction with them. */
  readonly links: readonly LinkChange[];
  /** When its first record came, as `performance.now` has it. */
  readonly since: number;
}

/**
 * What became known of a link beside its packets while a batch was gathered. Flat, as it crosses to another thread by the
 * hundred: each object within it would cost as much again.
 */
export interface LinkChange {
  readonly link: number;
  /** When it was opened, µs since 1970; undefined if that was told before. */
  readonly opened: number | undefined;
  readonly address: string;
  readonly transport: LinkStart['transport'] | undefined;
  /** Undefined if it did not become known now. */
  readonly clientId: string | undefined;
  readonly version: number;
  /** When it was closed, µs since 1970; undefined if it was not. */
  readonly closed: number | undefined;
  readonly why: string;
}

/** Where the records of one source go. Nothing here waits or throws. */
export interface RecordSink {
  /** The first sequence number and the first link number that this run may give. */
  readonly firstSequence: number;
  readonly firstLink: number;
  /** Bytes of all sources that were handed over and are not on the disk yet. */
  queuedBytes(): number;
  /** Batches of this source that are not on the disk yet. */
  queuedBatches(): number;
  /** When the first record came that was handed over and is not on the disk yet, as `performance.now` has it. */
  waitingSince(): number | undefined;
  /** Bytes of the longest record that it takes. */
  longestRecord(): number;
  /** Of what it took: what was lost on the way to the disk, since the run began; undefined if nothing. */
  lost(): Drops | undefined;
  /** Why nothing can be stored at present, if so. */
  problem(): string | undefined;
  /** An empty buffer of at least that many bytes, one that came back where there is one. */
  buffer(size: number): ArrayBuffer;
  /** Takes the batch; its buffer is the sink's from now on. */
  store(batch: RecordBatch): void;
  /** `flush` hands over what was gathered; called where something has to be stored after it. Undefined ends that. */
  flushWith(flush: (() => void) | undefined): void;
}
