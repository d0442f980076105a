import type { SourceId } from '../../app/contract/areas/common.ts';
import { batchBytes, linkChangeBytes, recordBytes } from '../capture/limits.ts';
import type { LinkChange, RecordBatch, RecordSink } from '../capture/record-sink.ts';
import { recordShare, spareBuffers } from './limits.ts';
import type { SourceState, ToStore } from './store-messages.ts';

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

  giveBuffer(buffer: ArrayBuffer): void {
    if (buffer.byteLength === batchBytes && this.#spare.length < spareBuffers) this.#spare.push(buffer);
  }
}

/** The way of one source's records to the store's worker. */
export class SourceSink implements RecordSink {
  readonly #source: SourceId;
  readonly #meter: StoreQueueMeter;
  readonly #post: (message: ToStore, transfer: readonly ArrayBuffer[]) => void;
  #nextSequence: number;
  #nextLink: number;
  #storedTo: number;
  /** When the first record came of each batch that is not on the disk yet. */
  readonly #waiting: number[] = [];
  #flush: (() => void) | undefined;

  constructor(
    state: SourceState & { readonly source: SourceId },
    meter: StoreQueueMeter,
    post: (message: ToStore, transfer: readonly ArrayBuffer[]) => void,
  ) {
    this.#source = state.source;
    this.#meter = meter;
    this.#post = post;
    this.#nextSequence = state.nextSequence;
    this.#nextLink = state.nextLink;
    this.#storedTo = state.nextSequence - 1;
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
    return this.#waiting[0];
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
    this.#waiting.push(batch.since);
    // The whole buffer is held, however little of it is used.
    this.#meter.handedOver(batch.buffer.byteLength);
    this.#post({ type: 'batch', ...batch }, [batch.buffer]);
  }

  link(change: LinkChange): void {
    this.#nextLink = Math.max(this.#nextLink, change.link + 1);
    this.#meter.handedOver(linkChangeBytes);
    this.#post({ type: 'link', source: this.#source, change }, []);
  }

  flushWith(flush: (() => void) | undefined): void {
    this.#flush = flush;
  }

  /** Has the recorder hand over all that it numbered. */
  flush(): void {
    this.#flush?.();
  }

  onStored(to: number, buffer: ArrayBuffer): void {
    this.#storedTo = to;
    this.#waiting.shift();
    this.#meter.stored(buffer.byteLength);
    this.#meter.giveBuffer(buffer);
  }
}
