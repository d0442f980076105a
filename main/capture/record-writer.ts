import type { Clock } from '../../app/base/clock.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import { Batcher } from './batcher.ts';
import type { DropReason, Drops } from './drop-counter.ts';
import { DropCounter } from './drop-counter.ts';
import { linkChangeBytes, queueBytes, queueHardBytes, queueNotesBytes } from './limits.ts';
import type { LinkChanges } from './link-changes.ts';
import type { Log } from './log.ts';
import type { RecordHead, RecordSpace } from './record-layout.ts';
import { recordSize } from './record-layout.ts';
import type { RecordSink } from './record-sink.ts';
import { recordText } from './record-text.ts';

interface RecordWriterNeeds {
  readonly source: SourceId;
  readonly clock: Clock;
  readonly store: RecordSink;
  readonly log: Log;
  /** Called before records that were appended go away. */
  leaving(): void;
  /** What is gathered elsewhere is to stand before the note that comes. */
  noting(): void;
}

/** Milliseconds between two looks at whether what was dropped can be told. */
const dropInterval = 1_000;
const noBytes = new Uint8Array(0);

/** Numbers the records of one source and has them stored; what the queue before the disk has no room for it drops and counts. */
export class RecordWriter {
  readonly #needs: RecordWriterNeeds;
  readonly #batcher: Batcher;
  readonly #drops = new DropCounter();
  #nextSequence: number;
  #dropTimer: ReturnType<typeof setTimeout> | undefined;
  /** It was time to tell what was dropped, and there was no room: it is told before what is stored next. */
  #owesDrops = false;

  constructor(needs: RecordWriterNeeds) {
    this.#needs = needs;
    this.#batcher = new Batcher(needs.source, needs.store, () => needs.leaving());
    this.#nextSequence = needs.store.firstSequence;
  }

  /** The number of the record that comes next. */
  get nextSequence(): number {
    return this.#nextSequence;
  }

  /** Where the last record stands, until `leaving`. */
  get space(): RecordSpace | undefined {
    return this.#batcher.space;
  }

  /** Where it begins in there. */
  get lastOffset(): number {
    return this.#batcher.lastOffset;
  }

  /** Stores the record and returns its (first) sequence number, or -1 if it had to be dropped. */
  append(head: RecordHead, topic: Uint8Array, body: Uint8Array, isFirstToGo = false, packets = 1): number {
    const size = recordSize(topic, body, head.touch);
    const reason = this.#whyNot(size, isFirstToGo);
    if (reason !== undefined) {
      this.#drop(reason, head.isMessage, size, head.time, packets);
      return -1;
    }
    if (this.#owesDrops && this.#batcher.waitingBytes() < queueBytes) this.#tellDrops();
    return this.#put(head, topic, body, size, packets);
  }

  #put(head: RecordHead, topic: Uint8Array, body: Uint8Array, size: number, packets: number): number {
    const sequence = this.#nextSequence;
    this.#nextSequence += packets;
    this.#batcher.append(sequence, head, topic, body, size, packets);
    return sequence;
  }

  /** The same for what became of messages, which is dropped before they are; `count` is how many notes that is. */
  appendNotes(head: RecordHead, body: Uint8Array, count: number): number {
    if (this.#batcher.waitingBytes() + body.byteLength <= queueNotesBytes) {
      return this.append(head, noBytes, body, false, count);
    }
    this.#drop(this.#whyFull() === 'disk' ? 'disk' : 'notes', false, body.byteLength, head.time, count);
    return -1;
  }

  /** Stores what happened beside packets, as text. */
  note(kind: RecordHead['kind'], link: number, time: number, isMark: boolean, what: Uint8Array): void {
    this.#needs.noting();
    this.append(noteHead(kind, link, time, isMark), noBytes, what);
  }

  /** `change` says what became known of a link. What the queue has no room for is dropped as a record is. */
  link(change: (links: LinkChanges) => void, time: number): void {
    if (this.#batcher.waitingBytes() < queueHardBytes) this.#batcher.link(change, this.#nextSequence);
    else this.#drop(this.#whyFull(), false, linkChangeBytes, time);
  }

  handOver(): void {
    this.#batcher.handOver();
  }

  /** See `Recorder`. */
  backlog(): number {
    return this.#needs.store.problem() === undefined ? this.#batcher.waitingBytes() / queueBytes : 0;
  }

  /** See `Recorder`. */
  lag(): number {
    const since = this.#batcher.waitingSince();
    return since === undefined ? 0 : performance.now() - since;
  }

  drops(): readonly Drops[] {
    const lost = this.#needs.store.lost();
    return lost === undefined ? this.#drops.totals() : [...this.#drops.totals(), lost];
  }

  /** Nothing is appended afterwards; `handOver` may follow. */
  close(): void {
    this.#tellDrops();
    clearTimeout(this.#dropTimer);
  }

  #whyNot(size: number, isFirstToGo: boolean): DropReason | undefined {
    if (size > this.#needs.store.longestRecord()) return 'size';
    const bound = isFirstToGo ? queueBytes : queueHardBytes;
    if (this.#batcher.waitingBytes() + size <= bound) return undefined;
    return this.#whyFull();
  }

  #whyFull(): DropReason {
    return this.#needs.store.problem() === undefined ? 'overload' : 'disk';
  }

  #drop(reason: DropReason, isMessage: boolean, bytes: number, time: number, records = 1): void {
    this.#drops.count(reason, isMessage, bytes, time, records);
    this.#dropTimer ??= setTimeout(() => this.#dropsDue(), dropInterval);
  }

  #dropsDue(): void {
    this.#dropTimer = undefined;
    if (this.#batcher.waitingBytes() < queueBytes) this.#tellDrops();
    else this.#owesDrops = true;
    if (this.#drops.hasUntold) this.#dropTimer = setTimeout(() => this.#dropsDue(), dropInterval);
  }

  /** Puts into the history, one record for each reason, what could not be put there. */
  #tellDrops(): void {
    this.#owesDrops = false;
    const { log, clock } = this.#needs;
    for (const drops of this.#drops.takeUntold()) {
      log('warn', 'history', `${drops.records} records were not stored: ${drops.reason}`);
      this.#needs.noting();
      const text = recordText(drops);
      // However full the queue is: what is counted in here would be known to nobody.
      this.#put(noteHead('dropped', 0, clock.now(), true), noBytes, text, recordSize(noBytes, text), 1);
    }
  }
}

function noteHead(kind: RecordHead['kind'], link: number, time: number, isMark: boolean): RecordHead {
  return { kind, link, direction: 'received', version: 4, time, isMessage: false, isMark, touch: undefined };
}
