import type { SourceId } from '../../../app/contract/areas/common.ts';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { textOf } from '../../database/columns.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { Absence } from '../../trace/absences.ts';
import { FindingBook } from '../../trace/store/finding-book.ts';
import { budgetShare } from '../../trace/store/limits.ts';
import { SegmentCache } from '../../trace/store/segment-cache.ts';
import { SourceTraces } from '../../trace/store/source-traces.ts';
import { TraceTables } from '../../trace/store/trace-tables.ts';
import type { FollowerNeeds } from './follower.ts';
import { Follower } from './follower.ts';
import { smallestTraces, trimInterval } from './limits.ts';
import { OwnClients } from './own-clients.ts';
import type { EngineTime, TraceStart } from './trace-messages.ts';

/** The followers of all sources and the file that they write to. */
export class FollowerBook {
  readonly #units: StoredUnits;
  readonly #needs: FollowerNeeds;
  readonly #tables: TraceTables;
  readonly #cache = new SegmentCache();
  readonly #followers = new Map<string, Follower>();
  #budget: number;
  #trimmedAt = Number.NEGATIVE_INFINITY;

  constructor(units: StoredUnits, { traces, budget, thresholds, isAnew }: TraceStart) {
    this.#units = units;
    this.#needs = { units, thresholds, own: new OwnClients(units) };
    const { high, low } = units.seed();
    if (isAnew) TraceTables.remove(traces);
    this.#tables = TraceTables.open(traces, `${high} ${low}`);
    this.#budget = budget;
    for (const stored of this.#tables.sources()) this.#follow(stored.name, stored);
    // What was recorded before there were traces.
    for (const name of this.#storedSources()) this.follower(name).storedTo(this.#newest(name));
  }

  #storedSources(): SourceId[] {
    return this.#units.snapshot(() =>
      Array.from(this.#units.database.iterate('select name from source'), (row) =>
        sourceId.parse(textOf(row, 'name')),
      ),
    );
  }

  #newest(name: string): number {
    return this.#units.snapshot(() => {
      const source = this.#units.places.source(name);
      return source === undefined ? 0 : (this.#units.places.bounds(source)?.last ?? 0);
    });
  }

  follower(name: SourceId): Follower {
    return this.#followers.get(name) ?? this.#follow(name, this.#tables.addSource(name));
  }

  /** Whether a client of the embedded broker was the app itself at that time, in µs since 1970. */
  isOwn(client: string, time: number): boolean {
    return this.#needs.own.has(client, time);
  }

  traces(name: SourceId): SourceTraces | undefined {
    return this.#followers.get(name)?.traces;
  }

  /** Who was subscribed and went. */
  absences(name: SourceId): readonly Absence[] {
    return this.#followers.get(name)?.absences.all() ?? [];
  }

  #follow(name: string, stored: ReturnType<TraceTables['addSource']>): Follower {
    const traces = new SourceTraces(stored, this.#tables, this.#cache);
    const state = this.#tables.state(stored.id);
    const findings = new FindingBook(stored.id, this.#tables);
    const follower = new Follower(sourceId.parse(name), { traces, findings }, this.#needs, state);
    this.#followers.set(name, follower);
    return follower;
  }

  /** Time goes on where no packet comes; returns the sources of which something was found. */
  passed({ time, recorded }: EngineTime): readonly SourceId[] {
    const waiting = recorded.filter(({ source, to }) => this.#followers.get(source)?.hasRead(to) === true);
    if (waiting.length === 0) return [];
    return this.#units.snapshot(() =>
      waiting.flatMap(({ source }) => (this.#followers.get(source)?.passed(time) === true ? [source] : [])),
    );
  }

  behind(): readonly Follower[] {
    return [...this.#followers.values()].filter((follower) => follower.isBehind);
  }

  /** Segments with changes that are not on the disk. */
  unsaved(): number {
    return [...this.#followers.values()].reduce((sum, { traces }) => sum + traces.unsaved, 0);
  }

  hasNews(): boolean {
    return [...this.#followers.values()].some(({ traces }) => traces.hasNews);
  }

  /** Of the history's budget. */
  setBudget(bytes: number): void {
    this.#budget = bytes;
    this.#trimmedAt = Number.NEGATIVE_INFINITY;
  }

  save(): void {
    const isTrimDue = performance.now() - this.#trimmedAt >= trimInterval;
    if (!isTrimDue && !this.hasNews()) return;
    const changed = this.#tables.transaction(() => {
      if (isTrimDue) for (const follower of this.#followers.values()) follower.trim();
      this.#keepBound();
      const news = [...this.#followers.values()].filter(({ hasNews }) => hasNews);
      for (const follower of news) follower.save();
      return news;
    });
    for (const follower of changed) follower.saved();
    if (isTrimDue) this.#tables.shrink();
    if (isTrimDue) this.#trimmedAt = performance.now();
  }

  /** Beyond the bound the oldest exchanges go, of the source that has most first. */
  #keepBound(): void {
    const most = Math.max(smallestTraces, this.#budget * budgetShare);
    for (;;) {
      const all = [...this.#followers.values()].map(({ traces }) => traces);
      const bytes = all.reduce((sum, traces) => sum + traces.bytes, 0);
      const [largest] = all.toSorted((a, b) => b.bytes - a.bytes);
      if (bytes <= most || largest === undefined || largest.entries.length < 2) return;
      largest.dropOldest(Math.ceil(largest.entries.length / 16));
    }
  }

  close(): void {
    try {
      this.save();
    } finally {
      this.#tables.close();
    }
  }
}
