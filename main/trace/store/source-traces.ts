import type { Exchange, Journey, Run, Settled } from '../exchange.ts';
import { deliverySegments, goodbyeSegments, sourceSegments } from './limits.ts';
import type { RowChanges } from './row-changes.ts';
import { Segment } from './segment.ts';
import type { SegmentCache } from './segment-cache.ts';
import { packSegment } from './segment-codec.ts';
import type { StoredExchange } from './stored-exchange.ts';
import type { SegmentSummary, StoredSource, TraceTables } from './trace-tables.ts';

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

/** The exchanges of one source: the newest in memory, what was before on the disk. */
export class SourceTraces {
  readonly name: string;
  readonly #id: number;
  readonly #tables: TraceTables;
  readonly #cache: SegmentCache;
  /** The oldest first; the last one is added to. */
  readonly #entries: SegmentEntry[];
  /** Those among them that have changes which are not on the disk. */
  readonly #dirty = new Map<SegmentEntry, Segment>();
  /** CONNECT by link, of those that are not on the disk yet. */
  readonly #starts = new Map<number, number>();
  /** The first and the last message that is delivered in a segment. */
  readonly #delivered = new WeakMap<SegmentEntry, { version: number; least: number; most: number }>();
  #open: Segment | undefined;
  #openEntry: SegmentEntry | undefined;
  #savedTo: number;
  #bytes = 0;
  /** Everything up to here is traced. */
  tracedTo: number;
  /** The oldest record that the history has. */
  #oldest = 0;

  constructor(stored: StoredSource, tables: TraceTables, cache: SegmentCache) {
    this.name = stored.name;
    this.#id = stored.id;
    this.#tables = tables;
    this.#cache = cache;
    this.tracedTo = stored.tracedTo;
    this.#savedTo = stored.tracedTo;
    this.#entries = tables
      .segments(stored.id)
      .map((summary) => ({ summary, version: 0, isDirty: false, isGone: false, changes: undefined }));
    for (const { summary } of this.#entries) this.#bytes += summary.bytes;
  }

  get id(): number {
    return this.#id;
  }

  get entries(): readonly SegmentEntry[] {
    return this.#entries;
  }

  /** Bytes of its segments on the disk. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Segments that have changes which are not on the disk. */
  get unsaved(): number {
    return this.#dirty.size;
  }

  get hasNews(): boolean {
    return this.tracedTo !== this.#savedTo || this.#dirty.size > 0;
  }

  /** One that is known already, as after a restart, is changed. */
  begin(exchange: Exchange): void {
    if (exchange.id <= this.#newest()) {
      this.change(exchange);
      return;
    }
    const segment = this.#room(exchange.id);
    segment.add(exchange);
    if (exchange.kind === 'connect') this.#starts.set(exchange.firstLink, exchange.id);
    this.#changed(this.#openEntry, segment);
  }

  #newest(): number {
    const last = this.#open?.last;
    if (last !== undefined) return last;
    const entry = this.#entries.at(-1);
    return entry === undefined ? 0 : this.summary(entry).last;
  }

  change(exchange: Exchange): void {
    const open = this.#open;
    const isInOpen = open !== undefined && exchange.id >= open.first;
    const entry = isInOpen ? this.#openEntry : this.entryOf(exchange.id);
    if (entry === undefined) return;
    const segment = isInOpen ? open : this.load(entry);
    const row = segment.rowOf(exchange.id);
    if (row < 0) return;
    segment.change(row, exchange);
    this.#changed(entry, segment);
    entry.changes?.note(entry.version, row);
  }

  addRun(run: Run): void {
    let { first, count } = run;
    while (count > 0) {
      const segment = this.#room(first);
      const part = Math.min(count, segment.room);
      segment.addRun({ ...run, first, count: part });
      this.#changed(this.#openEntry, segment);
      first += part;
      count -= part;
    }
  }

  /** When the exchange began; undefined if it is not kept, and for one of a run. */
  timeOf(id: number): number | undefined {
    const entry = this.entryOf(id);
    if (entry === undefined) return undefined;
    const segment = this.load(entry);
    const row = segment.rowOf(id);
    return row < 0 || segment.columns.id[row] !== id ? undefined : segment.columns.time[row];
  }

  /** The deliveries of a message, as far as they are found near it. */
  *deliveriesOf(message: number): Generator<StoredExchange> {
    const first = this.entryOf(message);
    const from = first === undefined ? this.#entries.length : this.#entries.indexOf(first);
    for (const entry of this.#entries.slice(from, from + deliverySegments)) {
      if (this.summary(entry).deliveries === 0 || !this.#mayDeliver(entry, message)) continue;
      const segment = this.load(entry);
      for (const row of segment.deliveriesOf(message)) yield segment.read(row);
    }
  }

  /** A segment is not read again for each message that is none of those which are delivered in it. */
  #mayDeliver(entry: SegmentEntry, message: number): boolean {
    const known = this.#delivered.get(entry);
    const delivered =
      known?.version === entry.version
        ? known
        : { ...this.load(entry).deliveredMessages(), version: entry.version };
    if (delivered !== known) this.#delivered.set(entry, delivered);
    return delivered.least <= message && message <= delivered.most;
  }

  /** The CONNECT of a link; undefined if it is not known any more. */
  startOf(link: number): number | undefined {
    return this.#starts.get(link) ?? this.#tables.linkStart(this.#id, link);
  }

  /** The last DISCONNECT on a link at that time or before; undefined if none is near. */
  goodbyeOf(link: number, time: number): StoredExchange | undefined {
    const before = this.#entries.filter((entry) => this.summary(entry).firstTime <= time);
    for (const entry of before.slice(-goodbyeSegments).reverse()) {
      const segment = this.load(entry);
      const row = segment.goodbyeOf(link, time);
      const goodbye = row < 0 ? undefined : segment.read(row);
      // What a fault took away nobody heard.
      if (goodbye !== undefined) return goodbye.outcome === 'dropped' ? undefined : goodbye;
    }
    return undefined;
  }

  /** Changes what stands beside an exchange, if it is still there. */
  alter(id: number, work: (segment: Segment, row: number) => void): void {
    const entry = this.entryOf(id);
    if (entry === undefined) return;
    const segment = this.load(entry);
    const row = segment.rowOf(id);
    if (row < 0) return;
    work(segment, row);
    this.#changed(entry, segment);
    entry.changes?.note(entry.version, row);
  }

  /** What became of a message's deliveries so far. */
  setJourney({ id, deliveries, deliveredQos, lastTime }: Journey): void {
    this.alter(id, (segment, row) => segment.setDeliveries(row, deliveries, deliveredQos, lastTime));
  }

  /** Messages of which something is known beside their packets. */
  settle({ first, last, outcome, detail }: Settled): void {
    const begin = this.entryOf(first) ?? this.#entries[0];
    if (begin === undefined) return;
    for (let index = this.#entries.indexOf(begin); index < this.#entries.length; index += 1) {
      const entry = this.#entries[index];
      if (entry === undefined || this.summary(entry).first > last) return;
      const segment = this.load(entry);
      segment.settle(first, last, outcome, detail);
      this.#changed(entry, segment);
      // What is cut out of a run moves all behind it.
      entry.changes?.note(entry.version, Math.max(0, segment.rowBefore(first)), segment.rows);
    }
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

  load(entry: SegmentEntry): Segment {
    if (entry === this.#openEntry && this.#open !== undefined) return this.#open;
    const changed = this.#dirty.get(entry);
    if (changed !== undefined) return changed;
    return this.#cache.load(this.#id, entry.summary.first, () =>
      this.#tables.segment(this.#id, entry.summary.first),
    );
  }

  /** The exchange that the packet belongs to: its segment and row. */
  find(sequence: number): { readonly segment: Segment; readonly row: number } | undefined {
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      const entry = this.#entries[index];
      if (entry === undefined || entry.summary.first > sequence) continue;
      if (this.summary(entry).lastPacket < sequence) continue;
      const segment = this.load(entry);
      const row = segment.rowWith(sequence);
      if (row >= 0) return { segment, row };
    }
    return undefined;
  }

  /** The first packet of the oldest exchange that is kept; undefined if there is none. */
  get first(): number | undefined {
    return this.#entries[0]?.summary.first;
  }

  /** Writes what changed, within a transaction of the tables; `saved` is to be called once that is done. */
  save(state: unknown): void {
    for (const [entry, segment] of this.#dirty) {
      const data = packSegment(segment);
      this.#bytes += data.byteLength - entry.summary.bytes;
      entry.summary = { ...summaryOf(segment), bytes: data.byteLength };
      this.#tables.putSegment(this.#id, entry.summary, data);
    }
    for (const [link, start] of this.#starts) this.#tables.putLinkStart(this.#id, link, start);
    this.#tables.putState(this.#id, this.tracedTo, state);
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
    this.#starts.clear();
    this.#savedTo = this.tracedTo;
  }

  /** Begins anew. */
  clear(): void {
    this.#drop(this.#entries.length);
    this.tracedTo = 0;
  }

  get oldest(): number {
    return this.#oldest;
  }

  /** The history has let go of what came before `sequence`. */
  dropBefore(sequence: number): void {
    this.#oldest = sequence;
    this.#tables.deleteLinkStarts(this.#id, sequence);
    let dropped = 0;
    for (const entry of this.#entries) {
      if (this.summary(entry).last >= sequence) break;
      dropped += 1;
    }
    this.#drop(dropped);
  }

  /** Lets go of the oldest segments, but never of the one that is added to. */
  dropOldest(segments: number): void {
    this.#drop(Math.min(segments, Math.max(0, this.#entries.length - 1)));
  }

  #drop(count: number): void {
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

  #changed(entry: SegmentEntry | undefined, segment: Segment): void {
    if (entry === undefined) return;
    entry.version += 1;
    if (entry.isDirty) return;
    entry.isDirty = true;
    this.#dirty.set(entry, segment);
  }

  /** The summary of now, of a segment that may have changed since it was written. */
  summary(entry: SegmentEntry): SegmentSummary {
    const segment = this.#dirty.get(entry);
    return segment === undefined ? entry.summary : { ...summaryOf(segment), bytes: entry.summary.bytes };
  }

  #room(first: number): Segment {
    if (this.#open !== undefined && !this.#open.isFull) return this.#open;
    if (this.#entries.length >= sourceSegments) this.dropOldest(sourceSegments / 64);
    const segment = this.#open === undefined ? (this.#reopened() ?? this.#began(first)) : this.#began(first);
    this.#open = segment;
    return segment;
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
