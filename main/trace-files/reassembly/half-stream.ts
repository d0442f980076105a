import { copyOf } from '../../../app/base/copy-of.ts';
import { packetsUntilLost, waitingBytes, waitingSegments } from '../limits.ts';
import { advance, distance } from './sequence-number.ts';

interface Waiting {
  readonly sequence: number;
  readonly data: Uint8Array;
  /** Bytes on the wire; the capture may have less of them. */
  readonly length: number;
  readonly time: number;
}

/** What of one direction of a connection is in order. */
export interface StreamSink {
  /** Bytes that follow what came before; a view, valid during the call. */
  data(bytes: Uint8Array, time: number): void;
  /** So many bytes are not in the capture. */
  missing(bytes: number, time: number): void;
}

/** Bytes of all connections that wait; the owner says whether that is too much. */
export interface WaitingBudget {
  bytes: number;
  readonly most: number;
}

/**
 * Puts the segments of one direction in order: those that come too early wait, those that come again are passed over,
 * of those that overlap the first to come counts. What never comes is told as missing once the receiver has confirmed it
 * and the connection went on, or when too much waits for it.
 */
export class HalfStream {
  readonly #sink: StreamSink;
  readonly #budget: WaitingBudget;
  /** In the order of their numbers. */
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  /** The number of the byte that comes next; undefined before the first. */
  #next: number | undefined;
  /** The first number that came next. */
  #first: number | undefined;
  /** Packets of the connection since the other end confirmed what is missing here. */
  #sinceConfirmed = 0;
  #isFinished = false;

  constructor(sink: StreamSink, budget: WaitingBudget) {
    this.#sink = sink;
    this.#budget = budget;
  }

  /** The sender's SYN had this number. False if data came before, whose beginning then is not that of the stream. */
  begin(sequence: number): boolean {
    const first = advance(sequence, 1);
    this.#beginAt(first);
    return this.beginsAt(first);
  }

  /** Whether that is the number of the first byte that was seen. */
  beginsAt(sequence: number): boolean {
    return this.#first === sequence;
  }

  /** Returns the number of the byte that comes next. */
  #beginAt(sequence: number): number {
    this.#first ??= sequence;
    this.#next ??= sequence;
    return this.#next;
  }

  /** A segment with data. */
  segment(sequence: number, data: Uint8Array, length: number, time: number): void {
    if (this.#isFinished || length === 0) return;
    const next = this.#beginAt(sequence);
    if (distance(sequence, next) > 0) this.#wait(sequence, data, length, time);
    else this.#take(sequence, data, length, time);
    this.#takeWaiting(time);
    if (this.#isTooMuch()) this.#giveUpFirst();
  }

  /** A packet of either direction was seen; the other end has confirmed all before `acknowledgement`. */
  confirmed(acknowledgement: number): void {
    const first = this.#waiting[0];
    if (first === undefined) return;
    const isConfirmed = distance(acknowledgement, first.sequence) >= 0;
    this.#sinceConfirmed = isConfirmed || this.#sinceConfirmed > 0 ? this.#sinceConfirmed + 1 : 0;
    if (this.#sinceConfirmed > packetsUntilLost) this.#giveUpFirst();
  }

  /** Whether everything before that number is there. */
  isAt(sequence: number): boolean {
    return this.#next === undefined || distance(this.#next, sequence) >= 0;
  }

  /** Nothing more comes: what waits is given with what is missing before it. */
  finish(): void {
    while (this.#waiting.length > 0) this.#giveUpFirst();
    this.#isFinished = true;
  }

  /** Nothing of it is wanted any more. */
  drop(): void {
    this.#count(-this.#waitingBytes);
    this.#waiting = [];
    this.#isFinished = true;
  }

  #take(sequence: number, data: Uint8Array, length: number, time: number): void {
    const known = -distance(sequence, this.#next ?? sequence);
    if (known >= length) return;
    if (known < data.byteLength) this.#sink.data(data.subarray(known), time);
    // The capture kept only the beginning of the packet.
    const cut = length - Math.max(known, data.byteLength);
    if (cut > 0) this.#sink.missing(cut, time);
    this.#next = advance(sequence, length);
  }

  #wait(sequence: number, data: Uint8Array, length: number, time: number): void {
    let at = this.#waiting.length;
    while (at > 0 && distance(this.#waiting[at - 1]?.sequence ?? 0, sequence) > 0) at -= 1;
    const before = this.#waiting[at - 1];
    if (before?.sequence === sequence && before.length >= length) return;
    this.#waiting.splice(at, 0, { sequence, data: copyOf(data), length, time });
    this.#count(data.byteLength);
  }

  /** What was waited for came at `now`: only then could a receiver read what came before it. */
  #takeWaiting(now: number): void {
    let taken = 0;
    for (const { sequence, data, length, time } of this.#waiting) {
      if (distance(sequence, this.#next ?? sequence) > 0) break;
      this.#take(sequence, data, length, Math.max(time, now));
      this.#count(-data.byteLength);
      taken += 1;
    }
    if (taken === 0) return;
    this.#waiting.splice(0, taken);
    this.#sinceConfirmed = 0;
  }

  #isTooMuch(): boolean {
    return (
      this.#waiting.length > 0 &&
      (this.#waitingBytes > waitingBytes ||
        this.#waiting.length > waitingSegments ||
        this.#budget.bytes > this.#budget.most)
    );
  }

  /** What is missing before the first that waits does not come any more. */
  #giveUpFirst(): void {
    const first = this.#waiting[0];
    if (first === undefined) return;
    this.#sink.missing(distance(first.sequence, this.#next ?? first.sequence), first.time);
    this.#next = first.sequence;
    this.#takeWaiting(first.time);
  }

  #count(bytes: number): void {
    this.#waitingBytes += bytes;
    this.#budget.bytes += bytes;
  }
}
