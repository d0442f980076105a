import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { ByteQueue } from '../byte-queue.ts';
import { longestFrame } from '../limits.ts';
import type { StreamSink, WaitingBudget } from '../reassembly/half-stream.ts';
import { BoundarySearch } from './boundary-search.ts';
import type { End } from './frame-head.ts';
import { frameSize, noFrame, notWhole } from './frame-size.ts';
import type { SearchWork } from './search-work.ts';

/** What one direction of a connection tells. */
export interface FrameSink {
  /** One control packet; `frame` is valid during the call. */
  frame(from: End, frame: Uint8Array, time: number): void;
  /** Bytes that the capture lacks. */
  missing(from: End, bytes: number, time: number): void;
  /** Bytes that are there and could not be read as control packets. */
  unread(bytes: number): void;
  /** Versions that the connection may speak, the likeliest first. */
  versions(): readonly ProtocolVersion[];
  /** A search found out that it speaks this one. */
  speaks(version: ProtocolVersion): void;
}

/** Cuts one direction into control packets, and finds their beginning again where bytes are missing. */
export class FrameStream implements StreamSink {
  readonly #from: End;
  readonly #sink: FrameSink;
  readonly #budget: WaitingBudget;
  readonly #work: SearchWork;
  /** Of a frame that is not whole, or in which the beginning of one is looked for. */
  readonly #queue = new ByteQueue();
  /** What of the queue the budget has counted. */
  #counted = 0;
  /** Where it is not known where a frame begins. */
  #search: BoundarySearch | undefined;
  /** Bytes of a frame that is lost and whose end is known. */
  #toSkip = 0;

  /** `isFromStart`: the first byte begins a frame. */
  constructor(from: End, isFromStart: boolean, sink: FrameSink, budget: WaitingBudget, work: SearchWork) {
    this.#from = from;
    this.#sink = sink;
    this.#budget = budget;
    this.#work = work;
    this.#search = isFromStart ? undefined : new BoundarySearch(from, work);
  }

  data(bytes: Uint8Array, time: number): void {
    const skipped = Math.min(this.#toSkip, bytes.byteLength);
    this.#toSkip -= skipped;
    this.#sink.unread(skipped);
    const left = bytes.subarray(skipped);
    if (left.byteLength > 0) {
      if (this.#search === undefined) this.#cut(left, time);
      else this.#seek(this.#search, left, time);
    }
    this.#count();
  }

  missing(bytes: number, time: number): void {
    this.#sink.missing(this.#from, bytes, time);
    const left = this.#leftOfFrame();
    this.#giveUp();
    if (left >= bytes) this.#toSkip = left - bytes;
    else this.#search = new BoundarySearch(this.#from, this.#work);
    this.#count();
  }

  /** Nothing more comes. */
  finish(): void {
    this.#giveUp();
    this.#count();
  }

  /** Bytes that the frame at hand still needs; -1 where that is not known. */
  #leftOfFrame(): number {
    if (this.#toSkip > 0) return this.#toSkip;
    if (this.#search !== undefined) return -1;
    if (this.#queue.length === 0) return -1;
    const size = frameSize(this.#queue.view, 0);
    return size > 0 ? size - this.#queue.length : -1;
  }

  #giveUp(): void {
    this.#sink.unread(this.#queue.length);
    this.#queue.clear();
    this.#search = undefined;
    this.#toSkip = 0;
  }

  #cut(bytes: Uint8Array, time: number): void {
    const isAlone = this.#queue.length === 0;
    if (!isAlone) this.#queue.add(bytes);
    const view = isAlone ? bytes : this.#queue.view;
    const taken = this.#takeFrames(view, () => time);
    const rest = view.subarray(taken);
    if (!isAlone) this.#queue.drop(taken);
    else if (rest.byteLength > 0 && this.#toSkip === 0) this.#queue.add(rest);
    if (this.#search !== undefined) this.#search.segment(0, time);
  }

  #seek(search: BoundarySearch, bytes: Uint8Array, time: number): void {
    const queue = this.#queue;
    search.segment(queue.length, time);
    queue.add(bytes);
    const found = search.find(queue.view, this.#sink.versions());
    if (found === undefined) {
      const useless = search.useless(queue.length);
      this.#sink.unread(useless);
      queue.drop(useless);
      search.drop(useless);
      return;
    }
    this.#search = undefined;
    this.#sink.speaks(found.version);
    this.#sink.unread(found.at);
    const view = queue.view;
    const taken = this.#takeFrames(view.subarray(found.at), (end) => search.timeBefore(found.at + end));
    queue.drop(found.at + taken);
  }

  /** Tells the whole frames of the bytes and returns where the first that is not whole begins. */
  #takeFrames(bytes: Uint8Array, timeBefore: (end: number) => number): number {
    let at = 0;
    while (at < bytes.byteLength) {
      const size = frameSize(bytes, at);
      if (size === noFrame) return this.#lose(at);
      if (size === notWhole) return at;
      if (at + size > bytes.byteLength) return this.#isTooLong(size) ? this.#skip(bytes, at, size) : at;
      this.#sink.frame(this.#from, bytes.subarray(at, at + size), timeBefore(at + size));
      at += size;
    }
    return at;
  }

  #isTooLong(size: number): boolean {
    return size > longestFrame || this.#budget.bytes > this.#budget.most;
  }

  /** What stands at `at` begins no frame: one is looked for behind it. */
  #lose(at: number): number {
    this.#search = new BoundarySearch(this.#from, this.#work);
    return at;
  }

  /** The frame is too long to be put together: it is passed over as a whole. */
  #skip(bytes: Uint8Array, at: number, size: number): number {
    const here = Math.min(size, bytes.byteLength - at);
    this.#sink.unread(here);
    this.#toSkip = size - here;
    return at + here;
  }

  #count(): void {
    this.#budget.bytes += this.#queue.length - this.#counted;
    this.#counted = this.#queue.length;
  }
}
