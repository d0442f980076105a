import { unreachable } from '../../../app/base/assert.ts';
import { messageOf } from '../../../app/base/message-of.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import { isDamage } from '../../database/damage.ts';
import { StoredUnits } from '../../history/stored-units.ts';
import type { LatencyRange } from '../../trace/store/latency-view.ts';
import { LatencyView } from '../../trace/store/latency-view.ts';
import { ListView } from '../../trace/store/list-view.ts';
import { isStorageError } from '../../trace/store/trace-tables.ts';
import { exchangeAt, rowOf } from './exchange-row.ts';
import { exchangeTest } from './exchange-test.ts';
import type { Follower } from './follower.ts';
import { FollowerBook } from './follower-book.ts';
import {
  cachedHistoryBytes,
  calmPause,
  followSlice,
  passInterval,
  retryPause,
  saveInterval,
  saveShare,
  shownFindings,
  toldInterval,
  unsavedSegments,
} from './limits.ts';
import { measureOf } from './measure.ts';
import { MessageNoteFinder } from './message-notes.ts';
import { OpenLinks } from './open-links.ts';
import { Pace } from './pace.ts';
import { RecordBook } from './record-book.ts';
import { traceDetail } from './trace-detail.ts';
import type {
  Answers,
  FromTraces,
  LatencyChoice,
  ListChoice,
  Question,
  StoredNews,
  ToTraces,
  TraceStart,
} from './trace-messages.ts';

interface TracePort {
  post(message: FromTraces): void;
  onMessage(listener: (message: ToTraces) => void): void;
}

/** Follows the history, keeps its exchanges, and answers what is asked of them, a slice of each at a time. */
export function runTraces(start: TraceStart, port: TracePort): void {
  new TraceLoop(start, port).run();
}

interface OpenView {
  readonly choice: ListChoice;
  list: ListView | undefined;
  isStopped: boolean;
}

interface OpenLatency {
  readonly choice: LatencyChoice;
  view: LatencyView | undefined;
}

class TraceLoop {
  readonly #port: TracePort;
  readonly #units: StoredUnits;
  readonly #book: FollowerBook;
  readonly #views = new Map<number, OpenView>();
  readonly #latencies = new Map<number, OpenLatency>();
  #isScheduled = false;
  #savedAt = 0;
  #saveInterval = saveInterval;
  #timer: NodeJS.Timeout | undefined;
  readonly #pace = new Pace();
  readonly #known = { notes: new MessageNoteFinder(), links: new OpenLinks() };
  /** Sources whose exchanges changed since that was told. */
  readonly #untold = new Set<SourceId>();
  #toldAt = 0;
  #retry: NodeJS.Timeout | undefined;
  /** Ends a rest. */
  #wakeUp: NodeJS.Timeout | undefined;
  #clock: NodeJS.Timeout | undefined;
  /** It was told what is stored, and has not said that it looked. */
  #owesAnswer = false;
  #hasEnded = false;

  constructor(start: TraceStart, port: TracePort) {
    this.#port = port;
    this.#units = new StoredUnits(start.history, cachedHistoryBytes);
    this.#book = new FollowerBook(this.#units, start);
  }

  run(): void {
    this.#port.onMessage((message) => this.#handle(message));
    this.#port.post({ type: 'ready' });
    this.#schedule();
    this.#clock = setInterval(() => this.#passTime(), passInterval);
  }

  #handle(message: ToTraces): void {
    switch (message.type) {
      case 'stored':
        this.#told(message);
        this.#schedule();
        return;
      case 'flood':
        this.#flood(message.isOn);
        return;
      case 'budget':
        this.#book.setBudget(message.bytes);
        return;
      case 'open':
        this.#views.set(message.view, {
          choice: message.choice,
          list: undefined,
          isStopped: message.isStopped,
        });
        this.#schedule();
        return;
      case 'stop': {
        const view = this.#views.get(message.view);
        if (view === undefined) return;
        view.isStopped = message.isStopped;
        view.list?.stop(message.isStopped);
        this.#schedule();
        return;
      }
      case 'open-latency':
        this.#latencies.set(message.view, { choice: message.choice, view: undefined });
        return;
      case 'close':
        this.#views.delete(message.view);
        this.#latencies.delete(message.view);
        return;
      case 'ask':
        this.#answer(message.request, message.question);
        return;
      case 'end':
        this.#end();
        return;
      default:
        unreachable(message);
    }
  }

  #told({ source, to, records }: StoredNews): void {
    const follower = this.#book.follower(source);
    follower.isLive = true;
    follower.storedTo(to, records);
    this.#owesAnswer = true;
  }

  #flood(isOn: boolean): void {
    this.#pace.flood(isOn, performance.now());
    // It may rest for longer than what is left of it now.
    this.#wake();
    this.#schedule();
  }

  #wake(): void {
    clearTimeout(this.#wakeUp);
    this.#wakeUp = undefined;
  }

  /** What is late becomes so although nothing comes. */
  #passTime(): void {
    try {
      const sources = this.#book.passed(Date.now() * 1_000);
      if (sources.length > 0) this.#port.post({ type: 'found', sources });
      this.#schedule();
    } catch (error) {
      this.#fail(error);
    }
  }

  #answer(request: number, question: Question): void {
    try {
      const answer = this.#units.snapshot(() => this.#answerTo(question));
      this.#port.post({ type: 'answer', request, answer });
    } catch (error) {
      this.#port.post({ type: 'answer', request, answer: undefined });
      this.#fail(error);
    }
  }

  #answerTo(question: Question): Extract<FromTraces, { type: 'answer' }>['answer'] {
    switch (question.name) {
      case 'list':
        return { name: 'list', value: this.#list(question.view, question.window) };
      case 'latency':
        return { name: 'latency', value: this.#latency(question.view, question.range) };
      case 'exchange': {
        const { source, exchange, infers } = question;
        const isOwn = (client: string, time: number) => this.#book.isOwn(client, time);
        const traces = this.#book.traces(source);
        const detail = traceDetail(traces, this.#units, isOwn, this.#known, exchange, infers);
        return { name: 'exchange', value: detail };
      }
      case 'findings': {
        const { source, kind, from, mutes } = question;
        const findings = this.#book.follower(source).findings;
        return { name: 'findings', value: findings.read(kind, mutes, from, shownFindings) };
      }
      case 'of': {
        const found = this.#book.traces(question.source)?.find(question.sequence);
        if (found === undefined) return { name: 'of', value: undefined };
        const { segment, row } = found;
        return { name: 'of', value: segment.isRun(row) ? question.sequence : segment.columns.id[row] };
      }
      default:
        return unreachable(question);
    }
  }

  #list(number: number, window: Parameters<ListView['read']>[0]): Answers['list'] {
    const view = this.#views.get(number);
    if (view === undefined) return undefined;
    const traces = this.#book.traces(view.choice.source);
    const list = this.#listOf(view);
    if (list === undefined || traces === undefined) return { ...nothing, tracedTo: 0 };
    const { rows, ...found } = list.read(window);
    if (found.counting) this.#schedule();
    const book = new RecordBook(this.#units, traces.name);
    const shown = rows.map((row, index) => ({
      row: found.from + index,
      ...rowOf(exchangeAt(row, book), book),
    }));
    return { ...found, tracedTo: traces.tracedTo, rows: shown };
  }

  #latency(number: number, range: LatencyRange): Answers['latency'] {
    const open = this.#latencies.get(number);
    const traces = open === undefined ? undefined : this.#book.traces(open.choice.source);
    if (open === undefined || traces === undefined) return undefined;
    open.view ??= new LatencyView(traces, measureOf(open.choice, this.#units));
    return open.view.read(range);
  }

  #listOf(view: OpenView): ListView | undefined {
    if (view.list !== undefined) return view.list;
    const traces = this.#book.traces(view.choice.source);
    if (traces === undefined) return undefined;
    view.list = new ListView(traces, exchangeTest(view.choice, this.#units));
    view.list.stop(view.isStopped);
    return view.list;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#hasEnded) return;
    this.#isScheduled = true;
    setImmediate(() => this.#goOn());
  }

  #goOn(): void {
    this.#isScheduled = false;
    if (this.#hasEnded) return;
    try {
      this.#follow();
      this.#count();
      this.#saveIfDue();
    } catch (error) {
      this.#fail(error);
    }
  }

  #follow(): void {
    const behind = this.#book.behind();
    if (behind.length === 0) {
      this.#answerTold();
      return;
    }
    if (this.#rests()) return;
    const until = performance.now() + followSlice;
    let records = 0;
    for (const follower of behind) records += follower.follow(Math.max(until, performance.now() + 1));
    const left = behind.reduce((sum, follower) => sum + follower.behind, 0);
    const isAtEnd = left === 0;
    this.#pace.followed(performance.now(), records, isAtEnd);
    this.#owesAnswer = false;
    this.#port.post({ type: 'traced', sources: this.#toldOf(behind, isAtEnd), behind: left });
    if (!isAtEnd) this.#schedule();
  }

  /** While there is more to read whoever looks is told now and then: all of what a list shows is made anew. */
  #toldOf(followed: readonly Follower[], isAtEnd: boolean): readonly SourceId[] {
    for (const { name } of followed) this.#untold.add(name);
    const now = performance.now();
    if (!isAtEnd && now - this.#toldAt < toldInterval) return [];
    this.#toldAt = now;
    const sources = [...this.#untold];
    this.#untold.clear();
    return sources;
  }

  /** It may have read further than it was told of: nothing more would be told to one that does not answer. */
  #answerTold(): void {
    if (!this.#owesAnswer) return;
    this.#owesAnswer = false;
    this.#port.post({ type: 'traced', sources: [], behind: 0 });
  }

  #rests(): boolean {
    const rest = this.#pace.rest(performance.now());
    if (rest === 0) return false;
    this.#wakeUp ??= setTimeout(() => {
      this.#wakeUp = undefined;
      this.#schedule();
    }, rest);
    return true;
  }

  #count(): void {
    for (const [number, view] of this.#views) {
      const list = this.#units.snapshot(() => this.#listOf(view));
      if (list === undefined || !list.isCounting) continue;
      this.#units.snapshot(() => list.count());
      this.#port.post({ type: 'changed', view: number });
      if (list.isCounting) this.#schedule();
    }
  }

  /** Writes down what there is, seldom: all of it can be read from the history again. */
  #saveIfDue(): void {
    const due = this.#savedAt + this.#saveInterval;
    if (performance.now() >= due || this.#book.unsaved() > unsavedSegments) this.#save();
    else if (this.#book.hasNews()) {
      this.#timer ??= setTimeout(
        () => {
          this.#timer = undefined;
          this.#schedule();
        },
        due - performance.now() + calmPause,
      );
    }
  }

  #save(): void {
    const before = performance.now();
    try {
      this.#book.save();
    } finally {
      this.#savedAt = performance.now();
    }
    // What is in flight is written whole each time: where that is much it is written less often.
    this.#saveInterval = Math.max(saveInterval, (this.#savedAt - before) * saveShare);
  }

  #end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#wake();
    clearInterval(this.#clock);
    clearTimeout(this.#retry);
    try {
      this.#book.close();
    } catch (error) {
      this.#fail(error);
    }
    this.#units.close();
    this.#port.post({ type: 'ended' });
  }

  /** What the disk refuses is told and tried again; damage and mistakes of ours end the worker, which is started again. */
  #fail(error: unknown): void {
    if (!isStorageError(error) || isDamage(error)) throw error;
    this.#port.post({ type: 'problem', message: messageOf(error) });
    // Nobody may have anything new to say that would wake it.
    if (this.#hasEnded) return;
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.#schedule();
    }, retryPause);
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
