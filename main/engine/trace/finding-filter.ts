import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { Candidate } from '../../../app/filter/match.ts';
import { matcherOf } from '../../../app/filter/match.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { FilterText } from '../../history/selection.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { StoredFinding } from '../../trace/store/finding-book.ts';
import { countingSlice } from '../../trace/store/limits.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import { ExchangeCandidate } from './exchange-candidate.ts';
import { RecordBook } from './record-book.ts';

/** Filters whose answers are remembered: those of the windows that look at findings. */
const rememberedFilters = 8;

type Passes = (finding: StoredFinding) => boolean | undefined;

/** Holds filters against findings, for a few milliseconds at a time. What was answered of a finding stands until that changes. */
export class FindingFilters {
  readonly #units: StoredUnits;
  /** By source and filter, in the order of their use. */
  readonly #answered = new Map<string, WeakMap<StoredFinding, boolean>>();

  constructor(units: StoredUnits) {
    this.#units = units;
  }

  /** What tells whether the filter lets a finding through; undefined once the time is over. Within a snapshot of the history. */
  of(source: SourceId, filter: FilterText, traces: SourceTraces | undefined): Passes {
    const parsed = readFilter(filter.text, filter.now);
    if (!parsed.ok) return () => false;
    const isLetThrough = matcherOf(parsed.filter);
    const answered = this.#answeredOf(JSON.stringify([source, filter]));
    const exchange = new ExchangeCandidate(new RecordBook(this.#units, source));
    const until = performance.now() + countingSlice;
    return (finding) => {
      const known = answered.get(finding);
      if (known !== undefined) return known;
      if (performance.now() > until) return undefined;
      const candidate = new FindingCandidate(finding, exchange, traces);
      const passes = [finding.lastTime, finding.time].some((time) => isLetThrough(candidate.at(time)));
      if (!candidate.mayChange) answered.set(finding, passes);
      return passes;
    };
  }

  #answeredOf(key: string): WeakMap<StoredFinding, boolean> {
    const answered = this.#answered.get(key) ?? new WeakMap();
    this.#answered.delete(key);
    this.#answered.set(key, answered);
    const [oldest] = this.#answered.keys();
    if (this.#answered.size > rememberedFilters && oldest !== undefined) this.#answered.delete(oldest);
    return answered;
  }
}

/** A finding as a filter sees it: by what it says of itself, and for the rest by its exchange, if that is still kept. */
class FindingCandidate implements Candidate {
  /** Its exchange was asked for, and is not over. */
  mayChange = false;
  time = 0;
  readonly #finding: StoredFinding;
  readonly #exchange: ExchangeCandidate;
  readonly #traces: SourceTraces | undefined;
  #isFound: boolean | undefined;

  constructor(finding: StoredFinding, exchange: ExchangeCandidate, traces: SourceTraces | undefined) {
    this.#finding = finding;
    this.#exchange = exchange;
    this.#traces = traces;
  }

  at(time: number): this {
    this.time = time;
    return this;
  }

  get #own(): ExchangeCandidate | undefined {
    this.#isFound ??= this.#find();
    return this.#isFound ? this.#exchange : undefined;
  }

  #find(): boolean {
    const { exchange } = this.#finding;
    const entry = exchange === undefined ? undefined : this.#traces?.entryOf(exchange);
    if (exchange === undefined || entry === undefined || this.#traces === undefined) return false;
    const segment = this.#traces.load(entry);
    const row = segment.rowOf(exchange);
    if (row < 0) return false;
    this.mayChange = !segment.isOver(row);
    this.#exchange.set(segment, row, exchange);
    return true;
  }

  get topic(): string {
    const { topic } = this.#finding;
    return topic === '' ? (this.#own?.topic ?? '') : topic;
  }

  get client(): string {
    const { client } = this.#finding;
    return client === '' ? (this.#own?.client ?? '') : client;
  }

  get qos(): number {
    return this.#own?.qos ?? -1;
  }

  get retain(): boolean {
    return this.#own?.retain ?? false;
  }

  get dup(): boolean {
    return this.#own?.dup ?? false;
  }

  get direction(): 'received' | 'sent' {
    return this.#own?.direction ?? 'received';
  }

  get size(): number {
    return this.#own?.size ?? 0;
  }

  get exchange(): Candidate['exchange'] {
    return this.#own?.exchange;
  }

  payloadText(): string {
    return this.#own?.payloadText() ?? '';
  }

  payloadJson(): unknown {
    return this.#own?.payloadJson();
  }
}
