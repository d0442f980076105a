import type { LatencyValue } from '../../../app/contract/areas/trace/trace.ts';
import { LatencyPiece } from './latency-piece.ts';
import { countingSlice } from './limits.ts';
import type { Segment } from './segment.ts';
import type { SegmentEntry, SourceTraces } from './source-traces.ts';

/** From when to when, in µs since 1970, in at most so many pieces; without a beginning, all that there is. */
export interface LatencyRange {
  readonly from: number | undefined;
  readonly to: number;
  readonly buckets: number;
}

/** A duration of an exchange that began at `time`, both in µs. */
export type Measured = (time: number, took: number) => void;

/** Exchanges that began at `time`, in µs. */
export type Began = (time: number, exchanges: number) => void;

/** Which durations are meant. */
export interface Measure {
  each(segment: Segment, traces: SourceTraces, found: Measured): void;
  /** All exchanges that are meant, measured or not. */
  volume(segment: Segment, began: Began): void;
  /** Exchanges of the segment that are meant and not over. */
  inFlight(segment: Segment): number;
}

interface Pieces {
  readonly width: number;
  /** Numbers of the first and the last piece, counted from 1970 on. */
  readonly first: number;
  readonly last: number;
}

function piecesOf(from: number, { to, buckets }: LatencyRange): Pieces {
  const width = Math.max(1, Math.ceil((to - from) / buckets));
  const last = Math.floor((to - 1) / width);
  return { width, first: last - buckets + 1, last };
}

/**
 * Percentiles over pieces of time. What lies in a segment whose exchanges are all over is counted once, the newest first
 * and a slice at a time; what still changes, at each look.
 */
export class LatencyView {
  readonly #traces: SourceTraces;
  readonly #measure: Measure;
  readonly #settled = new Map<number, LatencyPiece>();
  readonly #counted = new Set<SegmentEntry>();
  #width = 0;
  #from = 0;

  constructor(traces: SourceTraces, measure: Measure) {
    this.#traces = traces;
    this.#measure = measure;
  }

  /** Says what is known after another slice of counting, and whether there is more to count. */
  read(range: LatencyRange): { readonly value: LatencyValue; readonly counting: boolean } {
    const { width, first, last } =
      range.from === undefined ? this.#whole(range) : piecesOf(range.from, range);
    this.#turnTo(width, first);
    const isDone = this.#count(first * width);
    const moving = new Map<number, LatencyPiece>();
    for (const entry of this.#unsettled()) this.#take(entry, moving);
    return { value: this.#value(first, last, moving), counting: !isDone };
  }

  /** What grows is counted anew only when it has doubled. */
  #whole({ to, buckets }: LatencyRange): Pieces {
    const summaries = this.#traces.entries.map((entry) => this.#traces.summary(entry));
    const from = summaries[0]?.firstTime ?? to - buckets;
    const end = Math.max(from, ...summaries.slice(-1).map(({ lastTime }) => lastTime)) + 1;
    const width = 2 ** Math.ceil(Math.log2(Math.max(2, (end - from) / (buckets - 1))));
    return { width, first: Math.floor(from / width), last: Math.floor((end - 1) / width) };
  }

  /** Another width is another count; as time goes on the oldest pieces go. */
  #turnTo(width: number, first: number): void {
    if (width !== this.#width || first * width < this.#from) {
      this.#settled.clear();
      this.#counted.clear();
    }
    this.#width = width;
    this.#from = first * width;
    for (const bucket of this.#settled.keys()) if (bucket < first) this.#settled.delete(bucket);
    for (const entry of this.#counted) if (entry.isGone) this.#counted.delete(entry);
  }

  #count(from: number): boolean {
    const until = performance.now() + countingSlice;
    for (const entry of this.#traces.entries.toReversed()) {
      const { lastTime, inFlight } = this.#traces.summary(entry);
      if (lastTime < from) return true;
      if (this.#counted.has(entry) || inFlight > 0 || this.#isOpen(entry)) continue;
      if (performance.now() >= until) return false;
      this.#take(entry, this.#settled);
      this.#counted.add(entry);
    }
    return true;
  }

  #unsettled(): SegmentEntry[] {
    const { entries } = this.#traces;
    return entries.filter((entry) => {
      const { lastTime, inFlight } = this.#traces.summary(entry);
      return lastTime >= this.#from && !this.#counted.has(entry) && (inFlight > 0 || this.#isOpen(entry));
    });
  }

  #isOpen(entry: SegmentEntry): boolean {
    return entry === this.#traces.entries.at(-1);
  }

  #take(entry: SegmentEntry, into: Map<number, LatencyPiece>): void {
    const segment = this.#traces.load(entry);
    const pieceAt = (time: number): LatencyPiece => {
      const bucket = Math.floor(time / this.#width);
      const piece = into.get(bucket) ?? new LatencyPiece();
      into.set(bucket, piece);
      return piece;
    };
    this.#measure.each(segment, this.#traces, (time, took) => pieceAt(time).measured(took));
    this.#measure.volume(segment, (time, exchanges) => pieceAt(time).began(exchanges));
  }

  #value(first: number, last: number, moving: ReadonlyMap<number, LatencyPiece>): LatencyValue {
    const all = new LatencyPiece();
    const buckets: LatencyValue['buckets'] = [];
    for (let bucket = first; bucket <= last; bucket += 1) {
      const whole = joined([this.#settled.get(bucket), moving.get(bucket)]);
      all.add(whole);
      buckets.push(whole.value());
    }
    return {
      inFlight: this.#inFlight(),
      all: all.value(),
      from: first * this.#width,
      width: this.#width,
      buckets,
    };
  }

  #inFlight(): number {
    let sum = 0;
    for (const entry of this.#traces.entries) {
      if (this.#traces.summary(entry).inFlight > 0) sum += this.#measure.inFlight(this.#traces.load(entry));
    }
    return sum;
  }
}

function joined(parts: readonly (LatencyPiece | undefined)[]): LatencyPiece {
  const some = parts.filter((part) => part !== undefined);
  if (some.length === 1 && some[0] !== undefined) return some[0];
  const all = new LatencyPiece();
  for (const part of some) all.add(part);
  return all;
}
