import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Drops } from '../capture/drop-counter.ts';
import { batchBytes, linkChangeBytes, recordBytes } from '../capture/limits.ts';
import type { RecordBatch, RecordSink } from '../capture/record-sink.ts';
import { giveBack } from '../database/give-back.ts';
import { recordShare, spareBuffers } from './limits.ts';
import type { Loss } from './loss.ts';
import { lossByCounts, lossOf, markOf, sumOf } from './loss.ts';
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
  readonly links: RecordBatch['links'];
  /** What is lost with it, if anything. */
  readonly loss: Loss | undefined;
  /** The number of its last record; the one before the first where it has none. */
  readonly last: number;
  /** It only tells of what was lost before. */
  readonly isMark: boolean;
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
  readonly #source: SourceId;
  readonly #meter: StoreQueueMeter;
  readonly #post: (message: ToStore, transfer: readonly ArrayBuffer[]) => void;
  #nextSequence: number;
  #nextLink: number;
  #storedTo: number;
  /** The batches that are not on the disk yet. */
  readonly #waiting: WaitingBatch[] = [];
  /** Those that the worker had when it ended: nobody knows yet which of them are. */
  readonly #orphans: WaitingBatch[] = [];
  /** With the worker, in all; and what the history has no mark of. */
  #lost: Loss | undefined;
  #unmarked: Loss | undefined;
  #isEnded = false;
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

  /** Where nothing is stored any more nothing is to wait for it. */
  queuedBytes(): number {
    return this.#isEnded ? Number.POSITIVE_INFINITY : this.#meter.bytes;
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
    const loss = lossByCounts(batch);
    if (!this.#isEnded) {
      this.#waiting.push(this.#handOver(batch, loss, false));
      return;
    }
    this.#lost = joined(this.#lost, [loss]);
    this.#unmarked = joined(this.#unmarked, [lossOf(batch)]);
  }

  #handOver(batch: RecordBatch, loss: Loss | undefined, isMark: boolean): WaitingBatch {
    const { since, used, links, firstSequence: first, count, buffer } = batch;
    // The whole buffer is held, however little of it is used.
    const bytes = buffer.byteLength + links.length * linkChangeBytes;
    this.#meter.handedOver(bytes);
    this.#post({ type: 'batch', ...batch }, [buffer]);
    return { since, bytes, first, used, links, loss, last: first + count - 1, isMark };
  }

  /** The worker ended with what it had. */
  workerEnded(): void {
    this.#orphans.push(...this.#waiting.splice(0));
  }

  /**
   * Another worker has found what is stored up to `storedTo`; what was lost beyond is said in the history. `isTrusted`:
   * what is known of the links is not what it died of, and is told again.
   */
  workerBegan(storedTo: number, isTrusted: boolean): void {
    this.#storedTo = storedTo;
    const orphans = this.#takeOrphans();
    const lost = orphans.filter(({ last }) => last > storedTo);
    this.#lost = joined(this.#lost, newLosses(lost));
    const loss = joined(
      undefined,
      lost.map((orphan) => orphan.loss),
    );
    // What is known of links was not in the bytes that are gone.
    const links = isTrusted ? orphans.flatMap((orphan) => orphan.links) : [];
    if (loss === undefined && links.length === 0) return;
    const batch =
      loss === undefined ? nothing(this.#source, storedTo + 1) : markOf(loss, loss.first, 'ended');
    // Before all that came meanwhile.
    this.#waiting.unshift(this.#handOver({ ...batch, links, since: performance.now() }, loss, true));
  }

  /** Nothing will be stored any more. */
  end(): void {
    this.#isEnded = true;
    this.workerEnded();
    const left = this.#takeOrphans();
    this.#lost = joined(this.#lost, newLosses(left));
    this.#unmarked = joined(
      this.#unmarked,
      left.map(({ loss }) => loss),
    );
  }

  /** What was lost without a mark in the history. */
  get unmarked(): Loss | undefined {
    return this.#unmarked;
  }

  lost(): Drops | undefined {
    if (this.#lost === undefined) return undefined;
    const { records, messages, bytes, since } = this.#lost;
    return { reason: 'ended', records, messages, bytes, since };
  }

  #takeOrphans(): readonly WaitingBatch[] {
    const orphans = this.#orphans.splice(0);
    for (const { bytes } of orphans) this.#meter.stored(bytes);
    return orphans;
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

function joined(sum: Loss | undefined, losses: readonly (Loss | undefined)[]): Loss | undefined {
  return sumOf([sum, ...losses].filter((each) => each !== undefined))[0];
}

/** Without what was counted when it was lost first. */
function newLosses(waiting: readonly WaitingBatch[]): readonly (Loss | undefined)[] {
  return waiting.filter(({ isMark }) => !isMark).map(({ loss }) => loss);
}

function nothing(source: SourceId, firstSequence: number): RecordBatch {
  const rest = { used: 0, count: 0, messages: 0, until: 0, links: [], since: 0 };
  return { source, buffer: new ArrayBuffer(0), firstSequence, ...rest };
}
