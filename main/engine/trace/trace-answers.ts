import { unreachable } from '../../../app/base/assert.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { LatencyRange } from '../../trace/store/latency-view.ts';
import { LatencyView } from '../../trace/store/latency-view.ts';
import { ListView } from '../../trace/store/list-view.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { ExchangeReader } from './exchange-reader.ts';
import { exchangeAt, rowOf } from './exchange-row.ts';
import { exchangeTest } from './exchange-test.ts';
import { FindingFilters } from './finding-filter.ts';
import { findingPlaces } from './finding-places.ts';
import type { FollowerBook } from './follower-book.ts';
import { shownFindings, toldFindings } from './limits.ts';
import { measureOf } from './measure.ts';
import { MessageNoteFinder } from './message-notes.ts';
import { OpenLinks } from './open-links.ts';
import { RecordBook } from './record-book.ts';
import { shortText } from './row-parts.ts';
import { traceDetail } from './trace-detail.ts';
import type { Answers, FromTraces, LatencyChoice, ListChoice, Question } from './trace-messages.ts';

type QuestionOf<Name> = Extract<Question, { name: Name }>;
type Answer = Extract<FromTraces, { type: 'answer' }>['answer'];

interface OpenView {
  readonly choice: ListChoice;
  list: ListView | undefined;
  isStopped: boolean;
}

interface OpenLatency {
  readonly choice: LatencyChoice;
  view: LatencyView | undefined;
}

/** What is asked of the traces: the views that are open, and single questions. */
export class TraceAnswers {
  readonly #units: StoredUnits;
  readonly #book: FollowerBook;
  readonly #views = new Map<number, OpenView>();
  readonly #latencies = new Map<number, OpenLatency>();
  readonly #filters: FindingFilters;
  readonly #known = { notes: new MessageNoteFinder(), links: new OpenLinks() };

  constructor(units: StoredUnits, book: FollowerBook) {
    this.#units = units;
    this.#book = book;
    this.#filters = new FindingFilters(units);
  }

  /** Some list that is open is not counted to its end. */
  get isCounting(): boolean {
    return [...this.#views.values()].some(({ list }) => list?.isCounting === true);
  }

  open(view: number, choice: ListChoice, isStopped: boolean): void {
    this.#views.set(view, { choice, list: undefined, isStopped });
  }

  stop(number: number, isStopped: boolean): void {
    const view = this.#views.get(number);
    if (view === undefined) return;
    view.isStopped = isStopped;
    view.list?.stop(isStopped);
  }

  openLatency(view: number, choice: LatencyChoice): void {
    this.#latencies.set(view, { choice, view: undefined });
  }

  close(view: number): void {
    this.#views.delete(view);
    this.#latencies.delete(view);
  }

  /** Throws what the disk refuses, and damage. */
  to(question: Question): Answer {
    return this.#units.snapshot(() => this.#answerTo(question));
  }

  /** Counts a slice of each list that is not counted; returns their views. */
  count(): readonly number[] {
    const counted: number[] = [];
    for (const [number, view] of this.#views) {
      const list = this.#units.snapshot(() => this.#listOf(view));
      if (list === undefined || !list.isCounting) continue;
      this.#units.snapshot(() => list.count());
      counted.push(number);
    }
    return counted;
  }

  #answerTo(question: Question): Answer {
    switch (question.name) {
      case 'list':
        return { name: 'list', value: this.#list(question) };
      case 'latency':
        return { name: 'latency', value: this.#latency(question.view, question.range) };
      case 'exchange':
        return { name: 'exchange', value: this.#exchange(question) };
      case 'findings': {
        const { source, kind, from, mutes, before, filter } = question;
        const findings = this.#book.follower(source).findings;
        const passes = filter && this.#filters.of(source, filter, this.#book.traces(source));
        return {
          name: 'findings',
          value: findings.read(kind, mutes, from, shownFindings, { before, passes }),
        };
      }
      case 'finding': {
        const { source, id } = question;
        return { name: 'finding', value: this.#book.follower(source).findings.get(id) };
      }
      case 'about':
        return { name: 'about', value: this.#about(question) };
      case 'of':
        return { name: 'of', value: this.#of(question.source, question.sequence) };
      default:
        return unreachable(question);
    }
  }

  #of(source: SourceId, sequence: number): Answers['of'] {
    const found = this.#book.traces(source)?.find(sequence);
    if (found === undefined) return undefined;
    const { segment, row } = found;
    if (segment.isRun(row)) return { exchange: sequence, message: sequence };
    const { id, kind, message } = segment.read(row);
    const about = kind === 'publish' ? id : message;
    return { exchange: id, message: about === 0 ? undefined : about };
  }

  #about({ source, exchange, mutes }: QuestionOf<'about'>): Answers['about'] {
    const traces = this.#book.traces(source);
    if (traces === undefined) return [];
    const reader = new ExchangeReader(traces, new RecordBook(this.#units, traces.name));
    const asked = reader.read(exchange);
    if (asked === undefined) return [];
    return this.#book.follower(source).findings.about(findingPlaces(asked, reader), mutes, toldFindings);
  }

  #exchange({ source, exchange, infers }: QuestionOf<'exchange'>): Answers['exchange'] {
    const traces = this.#book.traces(source);
    if (traces === undefined) return undefined;
    const isOwn = (client: string, time: number) => this.#book.isOwn(client, time);
    const known = { ...this.#known, absences: this.#book.absences(source) };
    return traceDetail({ traces, units: this.#units, isOwn, known }, exchange, infers);
  }

  #list({ view: number, window, mutes }: QuestionOf<'list'>): Answers['list'] {
    const view = this.#views.get(number);
    if (view === undefined) return undefined;
    const traces = this.#book.traces(view.choice.source);
    const list = this.#listOf(view);
    if (list === undefined || traces === undefined) return { ...nothing, tracedTo: 0 };
    const { rows, ...found } = list.read(window);
    const book = new RecordBook(this.#units, traces.name);
    const exchanges = rows.map((row) => exchangeAt(row, book));
    const findings = mutes === undefined ? [] : this.#findingsOf(view.choice.source, exchanges, mutes);
    const shown = exchanges.map((exchange, index) => ({
      row: found.from + index,
      ...rowOf(exchange, book, findings[index] ?? 0),
    }));
    return { ...found, tracedTo: traces.tracedTo, rows: shown };
  }

  /** How many are shown with each of these exchanges when it is chosen. */
  #findingsOf(
    source: SourceId,
    exchanges: readonly StoredExchange[],
    mutes: readonly MuteRule[],
  ): readonly number[] {
    const traces = this.#book.traces(source);
    const { findings } = this.#book.follower(source);
    if (traces === undefined || findings.isEmpty) return [];
    const reader = new ExchangeReader(traces, new RecordBook(this.#units, traces.name));
    const places = exchanges.map((exchange) => findingPlaces(exchange, reader));
    return findings.countAbout(places, mutes, toldFindings);
  }

  #latency(number: number, range: LatencyRange): Answers['latency'] {
    const open = this.#latencies.get(number);
    const traces = open === undefined ? undefined : this.#book.traces(open.choice.source);
    if (open === undefined || traces === undefined) return undefined;
    open.view ??= new LatencyView(traces, measureOf(open.choice, this.#units, traces));
    const { groups, value, ...read } = open.view.read(range);
    const shown = groups?.map((group) => ({ ...group, name: shortText(Buffer.from(group.name)) }));
    return { ...read, value: { ...value, groups: shown } };
  }

  #listOf(view: OpenView): ListView | undefined {
    if (view.list !== undefined) return view.list;
    const traces = this.#book.traces(view.choice.source);
    if (traces === undefined) return undefined;
    view.list = new ListView(traces, exchangeTest(view.choice, this.#units, traces));
    view.list.stop(view.isStopped);
    return view.list;
  }
}

const nothing = {
  first: 0,
  end: 0,
  counting: false,
  looked: { exchanges: 0, of: 0 },
  from: 0,
  rows: [],
  gone: 0,
};
