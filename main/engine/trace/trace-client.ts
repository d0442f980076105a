import { Listeners } from '../../../app/base/listeners.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { LatencyRange } from '../../trace/store/latency-view.ts';
import type { ListWindow } from '../../trace/store/list-view.ts';
import { openTraceViews } from './limits.ts';
import type {
  Answer,
  Answers,
  FromTraces,
  LatencyChoice,
  ListChoice,
  Question,
  ToTraces,
} from './trace-messages.ts';

/** Numbered rows of exchanges; see `app/contract/areas/trace/trace.ts`. */
export interface ExchangeList {
  /** Undefined once it is closed, or while nothing is traced. Findings of rows are counted where `mutes` are given. */
  read(window: ListWindow, mutes?: readonly MuteRule[]): Promise<Answers['list']>;
  stop(isStopped: boolean): void;
  close(): void;
}

/** How long exchanges took. */
interface LatencyReader {
  /** Undefined once it is closed, or while nothing is traced. */
  read(range: LatencyRange): Promise<Answers['latency']>;
  close(): void;
}

interface OpenList {
  readonly choice: ListChoice;
  readonly changed: () => void;
  isStopped: boolean;
}

/** Asks the worker of the traces. */
export class TraceClient {
  /** False while there is no worker. */
  readonly #post: (message: ToTraces) => boolean;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  readonly #views = new Map<number, OpenList>();
  readonly #latencies = new Map<number, LatencyChoice>();
  readonly #listeners = new Map<SourceId, Listeners>();
  #next = 1;
  #worker = 0;

  constructor(post: (message: ToTraces) => boolean) {
    this.#post = post;
  }

  onMessage(message: FromTraces): void {
    if (message.type === 'answer') {
      this.#waiting.get(message.request)?.(message.answer);
      this.#waiting.delete(message.request);
    } else if (message.type === 'changed') this.#views.get(message.view)?.changed();
    else if (message.type === 'traced' || message.type === 'found') {
      for (const source of message.sources) this.#listeners.get(source)?.tell();
    }
  }

  /** The how manieth worker answers, or was the last to. */
  get worker(): number {
    return this.#worker;
  }

  /** Another worker took the place of one that died, or none did: views go on, their rows numbered anew. */
  beginAnew(): void {
    this.#worker += 1;
    for (const answer of this.#waiting.values()) answer(undefined);
    this.#waiting.clear();
    for (const [view, { choice, isStopped, changed }] of this.#views) {
      this.#post({ type: 'open', view, choice, isStopped });
      changed();
    }
    for (const [view, choice] of this.#latencies) this.#post({ type: 'open-latency', view, choice });
  }

  /** Calls back when exchanges of the source began or changed. */
  onTraced(source: SourceId, listener: () => void): () => void {
    const listeners = this.#listeners.get(source) ?? new Listeners();
    this.#listeners.set(source, listeners);
    return listeners.add(listener);
  }

  /** Beyond the most lists that may be open it has no rows. */
  openList(choice: ListChoice, isStopped: boolean, changed: () => void): ExchangeList {
    const view = this.#number();
    if (this.#views.size < openTraceViews) {
      this.#views.set(view, { choice, isStopped, changed });
      this.#post({ type: 'open', view, choice, isStopped });
    }
    return {
      read: async (window, mutes) => {
        if (!this.#views.has(view)) return undefined;
        const answer = await this.ask({ name: 'list', view, window, mutes });
        return answer?.name === 'list' ? answer.value : undefined;
      },
      stop: (isStopped) => {
        const open = this.#views.get(view);
        if (open === undefined || open.isStopped === isStopped) return;
        open.isStopped = isStopped;
        this.#post({ type: 'stop', view, isStopped });
      },
      close: () => {
        if (this.#views.delete(view)) this.#post({ type: 'close', view });
      },
    };
  }

  /** Beyond the most that may be open it has nothing to say. */
  openLatency(choice: LatencyChoice): LatencyReader {
    const view = this.#number();
    if (this.#latencies.size < openTraceViews) {
      this.#latencies.set(view, choice);
      this.#post({ type: 'open-latency', view, choice });
    }
    return {
      read: async (range) => {
        if (!this.#latencies.has(view)) return undefined;
        const answer = await this.ask({ name: 'latency', view, range });
        return answer?.name === 'latency' ? answer.value : undefined;
      },
      close: () => {
        if (this.#latencies.delete(view)) this.#post({ type: 'close', view });
      },
    };
  }

  /** Undefined while nothing is traced. */
  ask(question: Question): Promise<Answer | undefined> {
    const request = this.#number();
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      if (!this.#post({ type: 'ask', request, question })) this.#nothing(request);
    });
  }

  #nothing(request: number): void {
    this.#waiting.get(request)?.(undefined);
    this.#waiting.delete(request);
  }

  #number(): number {
    const number = this.#next;
    this.#next += 1;
    return number;
  }
}
