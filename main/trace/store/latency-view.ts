import type { LatencyValue } from '../../../app/contract/areas/trace/trace.ts';
import type { LatencyGroup } from './latency-groups.ts';
import { LatencyPiece } from './latency-piece.ts';
import { countingSlice } from './limits.ts';
import type { SegmentEntry } from './segment-list.ts';
import type { Measure } from './segment-tally.ts';
import { SegmentTally } from './segment-tally.ts';
import type { SourceTraces } from './source-traces.ts';

/**
 * From when to when, in µs since 1970, in so many pieces at most, of which the last is the one that `to` lies in; if it
 * grows, up to the newest exchange instead. Without a beginning it is all that there is, and grows.
 */
export interface LatencyRange {
  readonly from: number | undefined;
  readonly to: number;
  readonly grows?: boolean;
  readonly buckets: number;
}

/** What is known; while counting some was never looked at, and with more to count another look says something newer. */
export interface LatencyRead {
  readonly value: Omit<LatencyValue, 'groups'>;
  /** By name, if what is measured has one. */
  readonly groups: readonly LatencyGroup[] | undefined;
  readonly counting: boolean;
  readonly hasMore: boolean;
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
 * Percentiles over pieces of time. What lies in a segment whose exchanges are all over is counted once, the newest first;
 * what still changes, when it has changed. Each is done a slice at a time, as a filter may take long.
 */
export class LatencyView {
  readonly #traces: SourceTraces;
  readonly #measure: Measure;
  readonly #settled = new Map<number, LatencyPiece>();
  readonly #counted = new Set<SegmentEntry>();
  /** Of segments that may change or are not counted to their end; those that were counted last come last. */
  readonly #tallies = new Map<SegmentEntry, SegmentTally>();
  #width = 0;
  #from = 0;

  constructor(traces: SourceTraces, measure: Measure) {
    this.#traces = traces;
    this.#measure = measure;
  }

  /** Says what is known after another slice of counting. */
  read(range: LatencyRange): LatencyRead {
    const isFixed = range.from !== undefined && range.grows !== true;
    const { width, first, last } = isFixed ? piecesOf(range.from, range) : this.#growing(range);
    this.#turnTo(width, first);
    this.#follow();
    // Neither keeps the other waiting: what is new may be much, and what changes may do so again and again.
    const isAllNew = this.#count(({ isNew }) => isNew);
    const isAllChanged = this.#count(({ isNew, isCurrent }) => !isNew && !isCurrent);
    this.#settle();
    return { ...this.#found(first, last), counting: !isAllNew, hasMore: !(isAllNew && isAllChanged) };
  }

  /** What grows is counted anew only when it has doubled. */
  #growing(range: LatencyRange): Pieces {
    const { to, buckets } = range;
    const summaries = this.#traces.entries.map((entry) => this.#traces.summary(entry));
    const from = range.from ?? summaries[0]?.firstTime ?? to - buckets;
    const end = Math.max(from, ...summaries.slice(-1).map(({ lastTime }) => lastTime)) + 1;
    const width = 2 ** Math.ceil(Math.log2(Math.max(2, (end - from) / Math.max(1, buckets - 1))));
    return { width, first: Math.floor(from / width), last: Math.floor((end - 1) / width) };
  }

  /** Another width is another count; as time goes on the oldest pieces go. */
  #turnTo(width: number, first: number): void {
    if (width !== this.#width || first * width < this.#from) {
      this.#settled.clear();
      this.#counted.clear();
      this.#tallies.clear();
    }
    this.#width = width;
    this.#from = first * width;
    for (const bucket of this.#settled.keys()) if (bucket < first) this.#settled.delete(bucket);
    for (const entry of this.#counted) if (entry.isGone) this.#counted.delete(entry);
  }

  /** Takes note of the segments in range, the newest first, and of older ones with something in flight. */
  #follow(): void {
    for (const entry of this.#tallies.keys()) if (!this.#isMeant(entry)) this.#tallies.delete(entry);
    for (const entry of this.#traces.entries.toReversed()) {
      if (this.#counted.has(entry) || this.#tallies.has(entry) || !this.#isMeant(entry)) continue;
      this.#tallies.set(entry, new SegmentTally(entry, this.#width));
    }
  }

  #isMeant(entry: SegmentEntry): boolean {
    if (entry.isGone) return false;
    const { lastTime, inFlight } = this.#traces.summary(entry);
    return lastTime >= this.#from || inFlight > 0;
  }

  /** Counts those that are due for a few milliseconds; answers whether none is left. */
  #count(isDue: (tally: SegmentTally) => boolean): boolean {
    const until = performance.now() + countingSlice;
    const hasTime = () => performance.now() < until;
    for (const [entry, tally] of this.#tallies) {
      if (!isDue(tally)) continue;
      if (!hasTime() || !tally.goOn(this.#traces, this.#measure, hasTime)) return false;
      // Others that change have their turn before it has another one.
      this.#tallies.delete(entry);
      this.#tallies.set(entry, tally);
    }
    return true;
  }

  /** What will not change is added up. */
  #settle(): void {
    for (const [entry, tally] of this.#tallies) {
      const isOpen = entry === this.#traces.entries.at(-1);
      // A message may be taken long before the last delivery of it is over.
      const isFlying = tally.inFlight > 0 || this.#traces.summary(entry).inFlight > 0;
      if (isOpen || !tally.isCurrent || isFlying) continue;
      for (const [number, piece] of tally.pieces) {
        const whole = this.#settled.get(number) ?? new LatencyPiece();
        whole.add(piece);
        this.#settled.set(number, whole);
      }
      this.#tallies.delete(entry);
      this.#counted.add(entry);
    }
  }

  #found(first: number, last: number): Pick<LatencyRead, 'value' | 'groups'> {
    const all = new LatencyPiece();
    const buckets: LatencyValue['buckets'] = [];
    const tallies = [...this.#tallies.values()].filter(({ isEmpty }) => !isEmpty);
    for (let bucket = first; bucket <= last; bucket += 1) {
      const whole = joined([this.#settled.get(bucket), ...tallies.map(({ pieces }) => pieces.get(bucket))]);
      all.add(whole);
      buckets.push(whole.value());
    }
    const { groups, others } = all.groups() ?? {};
    const inFlight = tallies.reduce((sum, { inFlight }) => sum + inFlight, 0);
    const width = this.#width;
    return { value: { inFlight, all: all.value(), from: first * width, width, buckets, others }, groups };
  }
}

function joined(parts: readonly (LatencyPiece | undefined)[]): LatencyPiece {
  const some = parts.filter((part) => part !== undefined);
  if (some.length === 1 && some[0] !== undefined) return some[0];
  const all = new LatencyPiece();
  for (const part of some) all.add(part);
  return all;
}
