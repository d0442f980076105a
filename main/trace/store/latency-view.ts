import type { LatencyValue } from '../../../app/contract/areas/trace/trace.ts';
import { Durations } from './durations.ts';
import { countingSlice } from './limits.ts';
import type { Segment } from './segment.ts';
import type { SegmentEntry, SourceTraces } from './source-traces.ts';

/** From when to when, in µs since 1970, in at most so many pieces. */
export interface LatencyRange {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/** A duration of an exchange that began at `time`, both in µs. */
export type Measured = (time: number, took: number) => void;

/** Which durations are meant. */
export interface Measure {
  each(segment: Segment, traces: SourceTraces, found: Measured): void;
  /** Exchanges of the segment that are meant and not over. */
  inFlight(segment: Segment): number;
}

/**
 * Percentiles over pieces of time. What lies in a segment whose exchanges are all over is counted once, the newest first
 * and a slice at a time; what still changes, at each look.
 */
export class LatencyView {
  readonly #traces: SourceTraces;
  readonly #measure: Measure;
  readonly #settled = new Map<number, Durations>();
  readonly #counted = new Set<SegmentEntry>();
  #width = 0;
  #from = 0;

  constructor(traces: SourceTraces, measure: Measure) {
    this.#traces = traces;
    this.#measure = measure;
  }

  /** Says what is known after another slice of counting, and whether there is more to count. */
  read(range: LatencyRange): { readonly value: LatencyValue; readonly counting: boolean } {
    const width = Math.max(1, Math.ceil((range.to - range.from) / range.buckets));
    const last = Math.floor((range.to - 1) / width);
    const first = last - range.buckets + 1;
    this.#turnTo(width, first);
    const isDone = this.#count(first * width);
    const moving = new Map<number, Durations>();
    for (const entry of this.#unsettled()) this.#take(entry, moving);
    return { value: this.#value(first, last, moving), counting: !isDone };
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

  #take(entry: SegmentEntry, into: Map<number, Durations>): void {
    this.#measure.each(this.#traces.load(entry), this.#traces, (time, took) => {
      const bucket = Math.floor(time / this.#width);
      const durations = into.get(bucket) ?? new Durations();
      into.set(bucket, durations);
      durations.add(took);
    });
  }

  #value(first: number, last: number, moving: ReadonlyMap<number, Durations>): LatencyValue {
    const all = new Durations();
    const buckets: LatencyValue['buckets'] = [];
    for (let bucket = first; bucket <= last; bucket += 1) {
      const whole = joined([this.#settled.get(bucket), moving.get(bucket)]);
      all.addAll(whole);
      buckets.push(whole.percentiles());
    }
    return {
      inFlight: this.#inFlight(),
      all: all.percentiles(),
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

function joined(parts: readonly (Durations | undefined)[]): Durations {
  const some = parts.filter((part) => part !== undefined);
  if (some.length === 1 && some[0] !== undefined) return some[0];
  const all = new Durations();
  for (const part of some) all.addAll(part);
  return all;
}
