import { sourceSegments } from './limits.ts';
import type { RowChanges } from './row-changes.ts';
import { Segment } from './segment.ts';
import type { SegmentCache } from './segment-cache.ts';
import { packSegment } from './segment-codec.ts';
import type { SegmentSummary, TraceTables } from './trace-tables.ts';

/** A segment of a source: what is known of it, and a number that rises with each change of it. */
export interface SegmentEntry {
  summary: SegmentSummary;
  version: number;
  /** It has changes that are not on the disk. */
  isDirty: boolean;
  isGone: boolean;
  /** Which rows changed, while somebody looks at them. */
  changes: RowChanges | undefined;
}

/** The segments of one source: the newest in memory, what was before on the disk. */
export class SegmentList {
  readonly #id: number;
  readonly #tables: TraceTables;
  readonly #cache: SegmentCache;
  /** The oldest first; the last one is added to. */
  readonly #entries: SegmentEntry[];
  /** Those among them that have changes which are not on the disk. */
  readonly #dirty = new Map<SegmentEntry, Segment>();
  /** Those of which something changed that is not written in them, since it was last saved. */
  readonly #touched = new Set<SegmentEntry>();
  #open: Segment | undefined;
  #openEntry: SegmentEntry | undefined;
  #bytes = 0;

  constructor(source: number, tables: TraceTables, cache: SegmentCache) {
    this.#id = source;
    this.#tables = tables;
    this.#cache = cache;
    this.#entries = tables
      .segments(source)
      .map((summary) => ({ summary, version: 0, isDirty: false, isGone: false, changes: undefined }));
    for (const { summary } of this.#entries) this.#bytes += summary.bytes;
  }

  get entries(): readonly SegmentEntry[] {
    return this.#entries;
  }

  /** Bytes of them on the disk. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many have changes that are not on the disk. */
  get unsaved(): number {
    return this.#dirty.size;
  }

  /** The exchange that began last; 0 if there is none. */
  get newest(): number {
    const last = this.#open?.last;
    if (last !== undefined) return last;
    const entry = this.#entries.at(-1);
    return entry === undefined ? 0 : this.summary(entry).last;
  }

  /** The segment that begins at `sequence` or before. */
  entryOf(sequence: number): SegmentEntry | undefined {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.summary.first ?? 0) <= sequence) low = middle + 1;
      else high = middle;
    }
    return this.#entries[low - 1];
  }

  /** Likewise, at once if it is the one that is added to. */
  entryFor(id: number): SegmentEntry | undefined {
    return this.#open !== undefined && id >= this.#open.first ? this.#openEntry : this.entryOf(id);
  }

  load(entry: SegmentEntry): Segment {
    if (entry === this.#openEntry && this.#open !== undefined) return this.#open;
    const changed = this.#dirty.get(entry);
    if (changed !== undefined) return changed;
    return this.#cache.load(this.#id, entry.summary.first, () =>
      this.#tables.segment(this.#id, entry.summary.first),
    );
  }

  /** The summary of now, of a segment that may have changed since it was written. */
  summary(entry: SegmentEntry): SegmentSummary {
    const segment = this.#dirty.get(entry);
    return segment === undefined ? entry.summary : { ...summaryOf(segment), bytes: entry.summary.bytes };
  }

  /** The segment that an exchange is added to which begins now; say `grown` when it is. */
  room(first: number): Segment {
    if (this.#open !== undefined && !this.#open.isFull) return this.#open;
    if (this.#entries.length >= sourceSegments) this.dropOldest(sourceSegments / 64);
    const segment = this.#open === undefined ? (this.#reopened() ?? this.#began(first)) : this.#began(first);
    this.#open = segment;
    return segment;
  }

  /** Something was added to the last one. */
  grown(): void {
    if (this.#openEntry !== undefined && this.#open !== undefined) this.changed(this.#openEntry, this.#open);
  }

  changed(entry: SegmentEntry, segment: Segment): void {
    entry.version += 1;
    if (entry.isDirty) return;
    entry.isDirty = true;
    this.#dirty.set(entry, segment);
    // What it lets go of gives its memory back, and this is needed.
    this.#cache.remove(this.#id, entry.summary.first);
  }

  /** Something changed that stands beside its rows: who looks at them is to do so again. */
  touched(entry: SegmentEntry): void {
    entry.version += 1;
    this.#touched.add(entry);
  }

  /** Writes what changed, within a transaction of the tables; `saved` is to be called once that is done. */
  save(): void {
    for (const [entry, segment] of this.#dirty) {
      const data = packSegment(segment);
      this.#bytes += data.byteLength - entry.summary.bytes;
      entry.summary = { ...summaryOf(segment), bytes: data.byteLength };
      this.#tables.putSegment(this.#id, entry.summary, data);
    }
  }

  /** What `save` wrote is on the disk: until then, as on a full disk, there is nothing but what is in memory. */
  saved(): void {
    for (const [entry, segment] of this.#dirty) {
      entry.isDirty = false;
      if (segment === this.#open) continue;
      this.#cache.keep(this.#id, entry.summary.first, segment);
      entry.changes = undefined;
    }
    this.#dirty.clear();
    for (const entry of this.#touched) if (entry !== this.#openEntry) entry.changes = undefined;
    this.#touched.clear();
  }

  /** Lets go of the oldest segments, but never of the one that is added to. */
  dropOldest(segments: number): void {
    this.drop(Math.min(segments, Math.max(0, this.#entries.length - 1)));
  }

  /** Lets go of that many of the oldest. */
  drop(count: number): void {
    if (count === 0) return;
    const gone = this.#entries.splice(0, count);
    for (const entry of gone) {
      entry.isGone = true;
      this.#bytes -= entry.summary.bytes;
      this.#dirty.delete(entry);
      this.#cache.remove(this.#id, entry.summary.first);
      if (entry === this.#openEntry) {
        this.#open = undefined;
        this.#openEntry = undefined;
      }
    }
    const last = gone.at(-1);
    if (last !== undefined) this.#tables.deleteSegments(this.#id, last.summary.first + 1);
  }

  /** The last segment of the run before goes on, if it has room. */
  #reopened(): Segment | undefined {
    const entry = this.#entries.at(-1);
    if (entry === undefined) return undefined;
    const segment = this.load(entry);
    if (segment.isFull) return undefined;
    this.#cache.remove(this.#id, entry.summary.first);
    if (entry.isDirty) this.#dirty.set(entry, segment);
    this.#openEntry = entry;
    return segment;
  }

  #began(first: number): Segment {
    const segment = new Segment();
    const entry = {
      summary: { ...summaryOf(segment), first, bytes: 0 },
      version: 0,
      isDirty: false,
      isGone: false,
      changes: undefined,
    };
    this.#entries.push(entry);
    this.#openEntry = entry;
    return segment;
  }
}

function summaryOf(segment: Segment): Omit<SegmentSummary, 'bytes'> {
  const { first, last, lastPacket, rows, exchanges, deliveries, inFlight, firstTime, lastTime } = segment;
  return { first, last, lastPacket, rows, exchanges, deliveries, inFlight, firstTime, lastTime };
}
