import { unreachable } from '../../../app/base/assert.ts';
import { messageOf } from '../../../app/base/message-of.ts';
import { isDamage } from '../../database/damage.ts';
import { StoredUnits } from '../../history/stored-units.ts';
import { isStorageError } from '../../trace/store/trace-tables.ts';
import { FollowerBook } from './follower-book.ts';
import {
  calmPause,
  followSlice,
  retryPause,
  saveInterval,
  saveShare,
  storingPause,
  traceMemory,
  unsavedSegments,
} from './limits.ts';
import { Pace } from './pace.ts';
import { TraceAnswers } from './trace-answers.ts';
import type { EngineTime, FromTraces, Question, StoredNews, ToTraces, TraceStart } from './trace-messages.ts';
import { UntoldSources } from './untold-sources.ts';

interface TracePort {
  post(message: FromTraces): void;
  onMessage(listener: (message: ToTraces) => void): void;
}

/** Follows the history, keeps its exchanges, and answers what is asked of them, a slice of each at a time. */
export function runTraces(start: TraceStart, port: TracePort): void {
  new TraceLoop(start, port).run();
}

class TraceLoop {
  readonly #port: TracePort;
  readonly #units: StoredUnits;
  readonly #book: FollowerBook;
  readonly #answers: TraceAnswers;
  #isScheduled = false;
  #savedAt = 0;
  #saveInterval = saveInterval;
  #timer: NodeJS.Timeout | undefined;
  readonly #pace = new Pace();
  readonly #untold = new UntoldSources((sources) => this.#port.post({ type: 'found', sources }));
  #retry: NodeJS.Timeout | undefined;
  /** Ends a rest. */
  #wakeUp: NodeJS.Timeout | undefined;
  /** It was told what is stored, and has not said that it looked. */
  #owesAnswer = false;
  #hasEnded = false;
  /** Undefined while records cannot be stored. */
  #storingSince: number | undefined = Number.NEGATIVE_INFINITY;

  constructor(start: TraceStart, port: TracePort) {
    this.#port = port;
    this.#units = new StoredUnits(start.history, traceMemory);
    this.#book = new FollowerBook(this.#units, start);
    this.#answers = new TraceAnswers(this.#units, this.#book);
  }

  run(): void {
    this.#port.onMessage((message) => this.#handle(message));
    this.#port.post({ type: 'ready' });
    this.#schedule();
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
      case 'storing':
        this.#storingSince = message.isOn ? performance.now() : undefined;
        return;
      case 'passed':
        this.#passTime(message);
        return;
      case 'budget':
        this.#book.setBudget(message.bytes);
        return;
      case 'open':
        this.#answers.open(message.view, message.choice, message.isStopped);
        this.#schedule();
        return;
      case 'stop':
        this.#answers.stop(message.view, message.isStopped);
        this.#schedule();
        return;
      case 'open-latency':
        this.#answers.openLatency(message.view, message.choice);
        return;
      case 'close':
        this.#answers.close(message.view);
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
  #passTime(time: EngineTime): void {
    if (this.#hasEnded) return;
    // That something is not recorded does not say that it was not there.
    if (this.#storingSince === undefined || performance.now() - this.#storingSince < storingPause) return;
    try {
      const sources = this.#book.passed(time);
      if (sources.length > 0) this.#port.post({ type: 'found', sources });
      this.#schedule();
    } catch (error) {
      this.#fail(error);
    }
  }

  #answer(request: number, question: Question): void {
    try {
      const answer = this.#answers.to(question);
      this.#port.post({ type: 'answer', request, answer });
      if (this.#answers.isCounting) this.#schedule();
    } catch (error) {
      this.#port.post({ type: 'answer', request, answer: undefined });
      this.#fail(error);
    }
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
    const names = behind.map(({ name }) => name);
    const sources = this.#untold.followed(names, records, isAtEnd);
    this.#port.post({ type: 'traced', sources, behind: left });
    if (!isAtEnd) this.#schedule();
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
    for (const view of this.#answers.count()) this.#port.post({ type: 'changed', view });
    if (this.#answers.isCounting) this.#schedule();
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
    this.#untold.close();
    this.#wake();
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
