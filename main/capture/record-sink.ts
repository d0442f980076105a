import type { SourceId } from '../../app/contract/areas/common.ts';
import type { LinkStart } from './observer.ts';

/** Records of one source, end to end as `record-layout.ts` says, on their way to the disk. */
export interface RecordBatch {
  readonly source: SourceId;
  readonly buffer: ArrayBuffer;
  readonly used: number;
  readonly firstSequence: number;
  readonly count: number;
  /** When its first record came, as `performance.now` has it. */
  readonly since: number;
}

/** What is known of a link beside its packets. Stored in the order given, between the batches. */
export type LinkChange =
  | { readonly change: 'opened'; readonly link: number; readonly start: LinkStart; readonly time: number }
  | {
      readonly change: 'identified';
      readonly link: number;
      readonly clientId: string;
      readonly version: number;
    }
  | { readonly change: 'closed'; readonly link: number; readonly why: string; readonly time: number };

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
  /** Why nothing can be stored at present, if so. */
  problem(): string | undefined;
  /** An empty buffer of at least that many bytes, one that came back where there is one. */
  buffer(size: number): ArrayBuffer;
  /** Takes the batch; its buffer is the sink's from now on. */
  store(batch: RecordBatch): void;
  link(change: LinkChange): void;
  /** `flush` hands over what was gathered; called where something has to be stored after it. Undefined ends that. */
  flushWith(flush: (() => void) | undefined): void;
}
