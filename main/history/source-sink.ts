import type { SourceId } from '../../app/contract/areas/common.ts';
import { batchBytes, linkChangeBytes, recordBytes } from '../capture/limits.ts';
import type { RecordBatch, RecordSink } from '../capture/record-sink.ts';
import { giveBack } from '../database/give-back.ts';
import { recordShare, spareBuffers } from './limits.ts';
import type { SourceState, ToStore } from './store-messages.ts';

/** Records that lie end to end, the first with that sequence number. */
export interface StoredRecords {
  readonly first: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

interface WaitingBatch {
  readonly since: number;
  /** What it counts for in the queue. */
  readonly bytes: number;
  readonly first: number;
  readonly used: number;
}

/** What all sinks of a history share: the queue before the disk, and buffers that came back from it. */
export class StoreQueueMeter {
  /** Bytes that the history may take on the disk. */
  budget: number;
  problem: string | undefined;
  #bytes = 0;
  readonly #spare: ArrayBuffer[] = [];

  constructor(budget: number) {
    this.budget = budget;
  }

  get bytes(): number {
    return this.#bytes;
  }

  handedOver(bytes: number): void {
    this.#bytes += bytes;
  }

  stored(bytes: number): void {
    this.#bytes -= bytes;
  }

  takeBuffer(size: number): ArrayBuffer {
    const spare = size <= batchBytes ? this.#spare.pop() : undefined;
    return spare ?? new ArrayBuffer(size);
  }

  /** Nobody looks into it any more. */
  giveBuffer(buffer: ArrayBuffer): void {
    if (buffer.byteLength === batchBytes && this.#spare.length < spareBuffers) this.#spare.push(buffer);
    else giveBack(new Uint8Array(buffer));
  }
}

/** The way of one source's records to the store's worker. */
export class SourceSink implements RecordSink {
  readonly #meter: StoreQueueMeter;
  readonly #post: (message: ToStore, transfer: readonly ArrayBuffer[]) => void;
  #nextSequence: number;
  #nextLink: number;
  #storedTo: number;
  /** The batches that are not on the disk yet. */
  readonly #waiting: WaitingBatch[] = [];
  #flush: (() => void) | undefined;

  constructor(
    state: SourceState & { readonly source: SourceId },
    meter: StoreQueueMeter,
    post: (message: ToStore, transfer: readonly ArrayBuffer[]) => void,
  ) {
    this.#meter = meter;
    this.#post = post;
    this.#nextSequence = state.nextSequence;
    this.#nextLink = state.nextLink;
    this.#storedTo = state.storedTo;
  }

  get firstSequence(): number {
    return this.#nextSequence;
  }

  get firstLink(): number {
    return this.#nextLink;
  }

  /** The newest record that is on the disk. */
  get storedTo(): number {
    return this.#storedTo;
  }

  queuedBytes(): number {
    return this.#meter.bytes;
  }

  queuedBatches(): number {
    return this.#waiting.length;
  }

  waitingSince(): number | undefined {
    return this.#waiting[0]?.since;
  }

  longestRecord(): number {
    return Math.min(recordBytes, this.#meter.budget * recordShare);
  }

  problem(): string | undefined {
    return this.#meter.problem;
  }

  buffer(size: number): ArrayBuffer {
    return this.#meter.takeBuffer(size);
  }

  store(batch: RecordBatch): void {
    this.#nextSequence = batch.firstSequence + batch.count;
    for (const { link } of batch.links) this.#nextLink = Math.max(this.#nextLink, link + 1);
    // The whole buffer is held, however little of it is used.
    const bytes = batch.buffer.byteLength + batch.links.length * linkChangeBytes;
    this.#waiting.push({ since: batch.since, bytes, first: batch.firstSequence, used: batch.used });
    this.#meter.handedOver(bytes);
    this.#post({ type: 'batch', ...batch }, [batch.buffer]);
  }

  flushWith(flush: (() => void) | undefined): void {
    this.#flush = flush;
  }

  /** Has the recorder hand over all that it numbered. */
  flush(): void {
    this.#flush?.();
  }

  /** A record is on the disk that the store made by itself. */
  onMarked(to: number): void {
    this.#storedTo = to;
  }

  /** The oldest batch is on the disk; what was in it, a view of the buffer. */
  onStored(to: number, buffer: ArrayBuffer): StoredRecords | undefined {
    this.#storedTo = to;
    const batch = this.#waiting.shift();
    this.#meter.stored(batch?.bytes ?? 0);
    if (batch === undefined) return undefined;
    return { first: batch.first, data: new Uint8Array(buffer, 0, batch.used) };
  }
}
