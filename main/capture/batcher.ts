import type { SourceId } from '../../app/contract/areas/common.ts';
import { batchBytes, batchesUnderWay, longestDelay, shortDelay } from './limits.ts';
import type { RecordHead } from './record-layout.ts';
import { recordSize, writeRecord } from './record-layout.ts';
import type { RecordSink } from './record-sink.ts';

interface OpenBatch {
  readonly buffer: Buffer;
  readonly firstSequence: number;
  readonly since: number;
  used: number;
  count: number;
}

/**
 * Gathers records into batches and hands them over: soon when the disk has nothing of this source to do, else when full,
 * so that a burst costs few transactions and a single message is readable at once.
 */
export class Batcher {
  readonly #source: SourceId;
  readonly #sink: RecordSink;
  #batch: OpenBatch | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: SourceId, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  /** Bytes that are not on the disk yet, those of all sources included. */
  waitingBytes(): number {
    return this.#sink.queuedBytes() + (this.#batch?.used ?? 0);
  }

  append(sequence: number, head: RecordHead, topic: Uint8Array, body: Uint8Array): void {
    const size = recordSize(topic, body, head.touch);
    const batch = this.#roomFor(size, sequence);
    batch.used = writeRecord(batch.buffer, batch.used, head, topic, body);
    batch.count += 1;
    if (batch.used >= batchBytes) this.handOver();
  }

  #roomFor(size: number, sequence: number): OpenBatch {
    const open = this.#batch;
    if (open !== undefined && open.used + size <= open.buffer.byteLength) return open;
    this.handOver();
    const buffer = Buffer.from(this.#sink.buffer(Math.max(size, batchBytes)));
    const batch = { buffer, firstSequence: sequence, since: performance.now(), used: 0, count: 0 };
    this.#batch = batch;
    this.#timer = setTimeout(() => this.#tick(), shortDelay);
    return batch;
  }

  #tick(): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    const underWay = this.#sink.queuedBatches();
    const isOverdue =
      performance.now() - batch.since >= longestDelay - shortDelay && underWay < batchesUnderWay;
    if (underWay === 0 || isOverdue) this.handOver();
    else this.#timer = setTimeout(() => this.#tick(), shortDelay);
  }

  handOver(): void {
    clearTimeout(this.#timer);
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch === undefined) return;
    const { buffer, used, firstSequence, count } = batch;
    this.#sink.store({ source: this.#source, buffer: wholeBuffer(buffer), used, firstSequence, count });
  }
}

/** The buffer under a Buffer that was made over the whole of it. */
function wholeBuffer(buffer: Buffer): ArrayBuffer {
  if (buffer.buffer instanceof ArrayBuffer) return buffer.buffer;
  throw new Error('A batch lies in an ArrayBuffer');
}
