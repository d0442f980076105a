import { LatencyPiece } from './latency-piece.ts';
import type { Segment } from './segment.ts';
import type { SegmentEntry } from './segment-list.ts';
import type { SourceTraces } from './source-traces.ts';

/** Takes what is found in a segment; times and durations in µs. */
export interface Counts {
  /** An exchange that began at `time` took so long; with what it is told apart by, if it is. */
  measured(time: number, took: number, name?: string): void;
  /** So many exchanges began at `time`, measured or not. */
  began(time: number, exchanges: number): void;
  /** One that is meant is not over. */
  inFlight(): void;
}

/**
 * Counts a segment, a few exchanges at a time. Between two times it may be left for a while; who goes on after that says
 * `true`, as what it had read of the history may be gone.
 */
type SegmentCount = Iterator<undefined, void, boolean>;

/** Which durations are meant. */
export interface Measure {
  count(segment: Segment, into: Counts): SegmentCount;
}

/** What was found in one segment, by pieces of time. */
class Found implements Counts {
  readonly pieces = new Map<number, LatencyPiece>();
  flying = 0;
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  measured(time: number, took: number, name?: string): void {
    this.#at(time).measured(took, name);
  }

  began(time: number, exchanges: number): void {
    this.#at(time).began(exchanges);
  }

  inFlight(): void {
    this.flying += 1;
  }

  #at(time: number): LatencyPiece {
    const number = Math.floor(time / this.#width);
    const piece = this.pieces.get(number) ?? new LatencyPiece();
    this.pieces.set(number, piece);
    return piece;
  }
}

interface Counting {
  readonly count: SegmentCount;
  readonly version: number;
  readonly found: Found;
}

/** One segment's share in the pieces, counted as much at a time as there is time for. What is known stands meanwhile. */
export class SegmentTally {
  readonly #entry: SegmentEntry;
  readonly #width: number;
  #version = -1;
  #found: Found;
  #counting: Counting | undefined;
  #isResumed = false;

  constructor(entry: SegmentEntry, width: number) {
    this.#entry = entry;
    this.#width = width;
    this.#found = new Found(width);
  }

  /** It was not counted to its end yet. */
  get isNew(): boolean {
    return this.#version < 0;
  }

  /** All of the segment, as it is by now, is counted. */
  get isCurrent(): boolean {
    return this.#version === this.#entry.version;
  }

  /** Nothing was found in it, or not yet. */
  get isEmpty(): boolean {
    return this.#shown.pieces.size === 0 && this.#shown.flying === 0;
  }

  get pieces(): ReadonlyMap<number, LatencyPiece> {
    return this.#shown.pieces;
  }

  get inFlight(): number {
    return this.#shown.flying;
  }

  /** Answers whether it came to the segment's end. */
  goOn(traces: SourceTraces, measure: Measure, mayGoOn: () => boolean): boolean {
    this.#counting ??= this.#begin(traces, measure);
    const { count, version, found } = this.#counting;
    while (count.next(this.#isResumed).done !== true) {
      this.#isResumed = !mayGoOn();
      if (this.#isResumed) return false;
    }
    this.#version = version;
    this.#found = found;
    this.#counting = undefined;
    return true;
  }

  #begin(traces: SourceTraces, measure: Measure): Counting {
    const found = new Found(this.#width);
    this.#isResumed = false;
    const count = measure.count(traces.load(this.#entry), found);
    return { count, version: this.#entry.version, found };
  }

  /** At first what was found so far. */
  get #shown(): Found {
    return this.isNew ? (this.#counting?.found ?? this.#found) : this.#found;
  }
}
