import type { Exchange, Journey, Run, Settled } from '../exchange.ts';
import { deliverySegments, goodbyeSegments, unusualSegments } from './limits.ts';
import type { Segment } from './segment.ts';
import type { SegmentCache } from './segment-cache.ts';
import type { SegmentEntry } from './segment-list.ts';
import { SegmentList } from './segment-list.ts';
import { deliveredMessages, deliveryRows, goodbyeRow, rowWith } from './segment-lookups.ts';
import type { StoredExchange } from './stored-exchange.ts';
import type { SegmentSummary, StoredSource, TraceTables } from './trace-tables.ts';
import type { UnusualDeliveries } from './unusual-deliveries.ts';
import { KnownUnusual, unusualWithin } from './unusual-deliveries.ts';

/** The exchanges of one source: takes what becomes of them, and answers what is asked of them. */
export class SourceTraces {
  readonly name: string;
  readonly #id: number;
  readonly #tables: TraceTables;
  readonly #segments: SegmentList;
  /** CONNECT by link, of those that are not on the disk yet. */
  readonly #starts = new Map<number, number>();
  /** The first and the last message that is delivered in a segment. */
  readonly #delivered = new WeakMap<SegmentEntry, { version: number; least: number; most: number }>();
  readonly #unusual = new KnownUnusual();
  #savedTo: number;
  /** Everything up to here is traced. */
  tracedTo: number;
  /** The oldest record that the history has. */
  #oldest = 0;

  constructor(stored: StoredSource, tables: TraceTables, cache: SegmentCache) {
    this.name = stored.name;
    this.#id = stored.id;
    this.#tables = tables;
    this.#segments = new SegmentList(stored.id, tables, cache);
    this.tracedTo = stored.tracedTo;
    this.#savedTo = stored.tracedTo;
  }

  get id(): number {
    return this.#id;
  }

  get entries(): readonly SegmentEntry[] {
    return this.#segments.entries;
  }

  /** The segment that begins at `sequence` or before. */
  entryOf(sequence: number): SegmentEntry | undefined {
    return this.#segments.entryOf(sequence);
  }

  /** The segment, for who looks at it for as long as it likes. */
  load(entry: SegmentEntry): Segment {
    const segment = this.#segments.load(entry);
    segment.isLookedAt = true;
    return segment;
  }

  /** What is known of a segment now, which may have changed since it was written. */
  summary(entry: SegmentEntry): SegmentSummary {
    return this.#segments.summary(entry);
  }

  /** Bytes of its segments on the disk. */
  get bytes(): number {
    return this.#segments.bytes;
  }

  /** Segments that have changes which are not on the disk. */
  get unsaved(): number {
    return this.#segments.unsaved;
  }

  get hasNews(): boolean {
    return this.tracedTo !== this.#savedTo || this.unsaved > 0;
  }

  /** One that is known already, as after a restart, is changed. */
  begin(exchange: Exchange): void {
    if (exchange.id <= this.#segments.newest) {
      this.change(exchange);
      return;
    }
    const segment = this.#segments.room(exchange.id);
    segment.add(exchange);
    if (exchange.kind === 'connect') this.#starts.set(exchange.firstLink, exchange.id);
    this.#segments.grown();
  }

  change(exchange: Exchange): void {
    const entry = this.#segments.entryFor(exchange.id);
    if (entry === undefined) return;
    const segment = this.#segments.load(entry);
    const row = segment.rowOf(exchange.id);
    if (row < 0) return;
    const before = segment.columns.outcome[row];
    segment.change(row, exchange);
    this.#segments.changed(entry, segment);
    entry.changes?.note(entry.version, row);
    // When it is over its message's row is told of it anyway.
    const isOther = segment.columns.outcome[row] !== before && !segment.isOver(row);
    if (isOther && exchange.message > 0) this.#touch(exchange.message);
  }

  addRun(run: Run): void {
    let { first, count } = run;
    while (count > 0) {
      const segment = this.#segments.room(first);
      const part = Math.min(count, segment.room);
      segment.addRun({ ...run, first, count: part });
      this.#segments.grown();
      first += part;
      count -= part;
    }
  }

  /** The deliveries of a message, as far as they are found near it. */
  *deliveriesOf(message: number): Generator<StoredExchange> {
    const first = this.entryOf(message);
    const from = first === undefined ? this.entries.length : this.entries.indexOf(first);
    for (const entry of this.entries.slice(from, from + deliverySegments)) {
      if (this.summary(entry).deliveries === 0 || !this.#mayDeliver(entry, message)) continue;
      const segment = this.load(entry);
      for (const row of deliveryRows(segment, message)) yield segment.read(row);
    }
  }

  /** A segment is not read again for each message that is none of those which are delivered in it. */
  #mayDeliver(entry: SegmentEntry, message: number): boolean {
    const known = this.#delivered.get(entry);
    const delivered =
      known?.version === entry.version
        ? known
        : { ...deliveredMessages(this.load(entry)), version: entry.version };
    if (delivered !== known) this.#delivered.set(entry, delivered);
    return delivered.least <= message && message <= delivered.most;
  }

  /**
   * What became of deliveries that are not complete, of the messages of a segment; of those that are found near it. Others
   * may have their turn after each segment.
   */
  *unusualDeliveries(segment: Segment): Generator<undefined, UnusualDeliveries> {
    const own = this.entryOf(segment.first);
    const from = own === undefined ? this.entries.length : this.entries.indexOf(own);
    const found: UnusualDeliveries[] = [];
    for (const entry of this.entries.slice(from, from + unusualSegments)) {
      // Since the last one it may have been let go of.
      if (entry.isGone || this.summary(entry).deliveries === 0) continue;
      found.push(this.#unusual.of(entry, () => this.load(entry)));
      yield;
    }
    return unusualWithin(found, segment.first, segment.last);
  }

  /** The CONNECT of a link; undefined if it is not known any more. */
  startOf(link: number): number | undefined {
    return this.#starts.get(link) ?? this.#tables.linkStart(this.#id, link);
  }

  /** The last DISCONNECT on a link at that time or before; undefined if none is near. */
  goodbyeOf(link: number, time: number): StoredExchange | undefined {
    const before = this.entries.filter((entry) => this.summary(entry).firstTime <= time);
    for (const entry of before.slice(-goodbyeSegments).reverse()) {
      const segment = this.load(entry);
      const row = goodbyeRow(segment, link, time);
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
    const segment = this.#segments.load(entry);
    const row = segment.rowOf(id);
    if (row < 0) return;
    work(segment, row);
    this.#segments.changed(entry, segment);
    entry.changes?.note(entry.version, row);
  }

  /** What is told of an exchange by others has changed, and nothing of its own. */
  #touch(id: number): void {
    const entry = this.entryOf(id);
    if (entry === undefined) return;
    this.#segments.touched(entry);
    // Nobody looks at its rows, and it need not be read for this.
    if (entry.changes === undefined) return;
    const row = this.#segments.load(entry).rowOf(id);
    if (row >= 0) entry.changes.note(entry.version, row);
  }

  /** What became of a message's deliveries so far. */
  setJourney(journey: Journey): void {
    this.alter(journey.id, (segment, row) => segment.setDeliveries(row, journey));
  }

  /** Messages of which something is known beside their packets. */
  settle({ first, last, outcome, detail }: Settled): void {
    const begin = this.entryOf(first) ?? this.entries[0];
    if (begin === undefined) return;
    for (let index = this.entries.indexOf(begin); index < this.entries.length; index += 1) {
      const entry = this.entries[index];
      if (entry === undefined || this.summary(entry).first > last) return;
      const segment = this.#segments.load(entry);
      segment.settle(first, last, outcome, detail);
      this.#segments.changed(entry, segment);
      // What is cut out of a run moves all behind it.
      entry.changes?.note(entry.version, Math.max(0, segment.rowBefore(first)), segment.rows);
    }
  }

  /** The exchange that the packet belongs to: its segment and row. */
  find(sequence: number): { readonly segment: Segment; readonly row: number } | undefined {
    for (let index = this.entries.length - 1; index >= 0; index -= 1) {
      const entry = this.entries[index];
      if (entry === undefined || entry.summary.first > sequence) continue;
      if (this.summary(entry).lastPacket < sequence) continue;
      const segment = this.load(entry);
      const row = rowWith(segment, sequence);
      if (row >= 0) return { segment, row };
    }
    return undefined;
  }

  /** The first packet of the oldest exchange that is kept; undefined if there is none. */
  get first(): number | undefined {
    return this.entries[0]?.summary.first;
  }

  /** Writes what changed, within a transaction of the tables; `saved` is to be called once that is done. */
  save(state: unknown): void {
    this.#segments.save();
    for (const [link, start] of this.#starts) this.#tables.putLinkStart(this.#id, link, start);
    this.#tables.putState(this.#id, this.tracedTo, state);
  }

  /** What `save` wrote is on the disk: until then, as on a full disk, there is nothing but what is in memory. */
  saved(): void {
    this.#segments.saved();
    this.#starts.clear();
    this.#savedTo = this.tracedTo;
  }

  /** Begins anew. */
  clear(): void {
    this.#segments.drop(this.entries.length);
    this.tracedTo = 0;
  }

  get oldest(): number {
    return this.#oldest;
  }

  /** Lets go of the oldest segments, but never of the one that is added to. */
  dropOldest(segments: number): void {
    this.#segments.dropOldest(segments);
  }

  /** The history has let go of what came before `sequence`. */
  dropBefore(sequence: number): void {
    this.#oldest = sequence;
    this.#tables.deleteLinkStarts(this.#id, sequence);
    let dropped = 0;
    for (const entry of this.entries) {
      if (this.summary(entry).last >= sequence) break;
      dropped += 1;
    }
    this.#segments.drop(dropped);
  }
}
