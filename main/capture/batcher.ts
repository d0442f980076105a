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
  messages: number;
  until: number;
}

/**
 * Gathers records, and what became known of links, into batches and hands them over: soon when the disk has nothing of
 * this source to do, else when full, so that a burst costs few transactions and a single message is readable at once.
 */
export class Batcher {
  readonly #source: SourceId;
  readonly #sink: RecordSink;
  readonly #links = new LinkChanges();
  readonly #leaving: () => void;
  #batch: OpenBatch | undefined;
  #lastOffset = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `leaving` is called before records that `append` has placed go away. */
  constructor(source: SourceId, sink: RecordSink, leaving: () => void) {
    this.#source = source;
    this.#sink = sink;
    this.#leaving = leaving;
  }

  /** Where the last record stands, until `leaving`. */
  get space(): RecordSpace | undefined {
    return this.#batch?.space;
  }

  /** Where it begins in there. */
  get lastOffset(): number {
    return this.#lastOffset;
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
    this.#lastOffset = batch.used;
    batch.used = writeRecord(batch.space, batch.used, head, topic, body);
    batch.count += packets;
    if (head.isMessage) batch.messages += 1;
    batch.until = head.time;
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
    const room = batchBytes - this.#links.count * linkChangeBytes;
    // A full one goes only now: whoever counts its last record looks at it where it lies.
    if (open !== undefined && open.used + size <= room) return open;
    this.handOver();
    const space = recordSpace(this.#sink.buffer(Math.max(size, batchBytes)));
    const nothing = { used: 0, count: 0, messages: 0, until: 0 };
    const batch = { space, firstSequence: sequence, since: performance.now(), ...nothing };
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
    if (batch === undefined) return;
    this.#leaving();
    this.#batch = undefined;
    const { space, since, ...rest } = batch;
    const { buffer } = space.bytes;
    const links = this.#links.take();
    this.#sink.store({ ...rest, source: this.#source, buffer, links, since });
  }
}
