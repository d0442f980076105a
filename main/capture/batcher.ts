import type { SourceId } from '../../app/contract/areas/common.ts';
import {
  batchBytes,
  batchesUnderWay,
  floodBytes,
  floodDelay,
  linkChangeBytes,
  longestDelay,
  shortDelay,
} from './limits.ts';
import { LinkChanges } from './link-changes.ts';
import type { RecordHead, RecordSpace } from './record-layout.ts';
import { recordSpace, writeRecord } from './record-layout.ts';
import type { RecordSink } from './record-sink.ts';

interface OpenBatch {
  readonly space: RecordSpace;
  readonly firstSequence: number;
  readonly since: number;
  used: number;
  count: number;
}

/**
 * Gathers records, and what became known of links, into batches and hands them over: soon when the disk has nothing of this source to do, else when full,
 * so that a burst costs few transactions and a single message is readable at once.
 */
export class Batcher {
  readonly #source: SourceId;
  readonly #sink: RecordSink;
  readonly #links = new LinkChanges();
  #batch: OpenBatch | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: SourceId, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  /** Bytes that are not on the disk yet, those of all sources included. */
  waitingBytes(): number {
    return this.#sink.queuedBytes() + this.#openBytes();
  }

  /** When the first record came that is not on the disk yet, as `performance.now` has it. */
  waitingSince(): number | undefined {
    return this.#sink.waitingSince() ?? this.#batch?.since;
  }

  /** `size` is what `recordSize` says, `packets` how many sequence numbers it takes. */
  append(
    sequence: number,
    head: RecordHead,
    topic: Uint8Array,
    body: Uint8Array,
    size: number,
    packets: number,
  ): void {
    const batch = this.#roomFor(size, sequence);
    batch.used = writeRecord(batch.space, batch.used, head, topic, body);
    batch.count += packets;
    if (this.#openBytes() >= batchBytes) this.handOver();
  }

  /** `change` says what became known of a link; `sequence` is the number that the next record will have. */
  link(change: (links: LinkChanges) => void, sequence: number): void {
    this.#roomFor(0, sequence);
    change(this.#links);
    if (this.#openBytes() >= batchBytes) this.handOver();
  }

  #openBytes(): number {
    return (this.#batch?.used ?? 0) + this.#links.count * linkChangeBytes;
  }

  #roomFor(size: number, sequence: number): OpenBatch {
    const open = this.#batch;
    if (open !== undefined && open.used + size <= open.space.bytes.byteLength) return open;
    this.handOver();
    const space = recordSpace(this.#sink.buffer(Math.max(size, batchBytes)));
    const batch = { space, firstSequence: sequence, since: performance.now(), used: 0, count: 0 };
    this.#batch = batch;
    this.#timer = setTimeout(() => this.#tick(), shortDelay);
    return batch;
  }

  #tick(): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    const underWay = this.#sink.queuedBatches();
    const waited = performance.now() - batch.since;
    const isOverdue = waited >= longestDelay - shortDelay && underWay < batchesUnderWay;
    const isFlood = batch.used >= floodBytes && waited < floodDelay - shortDelay;
    if ((underWay === 0 && !isFlood) || isOverdue) this.handOver();
    else this.#timer = setTimeout(() => this.#tick(), shortDelay);
  }

  handOver(): void {
    clearTimeout(this.#timer);
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch === undefined) return;
    const { space, used, firstSequence, count, since } = batch;
    const { buffer } = space.bytes;
    const links = this.#links.take();
    this.#sink.store({ source: this.#source, buffer, used, firstSequence, count, links, since });
  }
}
