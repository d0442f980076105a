import { Worker } from 'node:worker_threads';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { Log } from '../../capture/log.ts';
import { diskFull, isDiskFull } from '../../database/disk-room.ts';
import { databasePath } from '../../history/database-path.ts';
import type { History } from '../../history/history.ts';
import type { AnyStored } from '../../history/store-client.ts';
import { tracesPath } from '../../trace/store/traces-path.ts';
import { FloodWatch } from './flood-watch.ts';
import { keepsUp, passInterval, traceRestartSpan, traceRestarts, traceYoungMegabytes } from './limits.ts';
import { News } from './news.ts';
import { TraceClient } from './trace-client.ts';
import type { EngineTime, FromTraces, ToTraces, TraceStart } from './trace-messages.ts';

interface TraceHostOptions {
  readonly folder: string;
  readonly history: History;
  readonly log: Log;
  /** From when on something is worth a finding; asked whenever the worker is started. */
  readonly thresholds: () => FindingThresholds;
  /** Asked about once a second; without, nothing happens but what is on record. */
  readonly time?: () => EngineTime;
}

/** Keeps the worker of the traces running while traces are wanted; one that dies is started again, some times. */
export class TraceHost {
  readonly client = new TraceClient((message) => this.#post(message));
  readonly #options: TraceHostOptions;
  readonly #stopListening: readonly (() => void)[];
  #isStoring = true;
  readonly #flood = new FloodWatch((isOn) => this.#post({ type: 'flood', isOn }));
  readonly #passing: NodeJS.Timeout;
  #worker: Worker | undefined;
  /** What the worker was not told of. */
  readonly #news = new News();
  /** It was told something and has not looked at it yet. */
  #isBusy = false;
  /** How many records it was behind when it looked last: one that keeps up is given what comes. */
  #behind = Number.POSITIVE_INFINITY;
  #diedAt: readonly number[] = [];
  /** Starts one after others died too often. */
  #later: NodeJS.Timeout | undefined;
  #lastProblem: string | undefined;
  /** What was asked for last; it may have to wait for a worker that ends. */
  #isWanted = false;
  #onEnded: (() => void) | undefined;
  #ending: Promise<void> | undefined;

  constructor(options: TraceHostOptions) {
    this.#options = options;
    const { history } = options;
    this.#stopListening = [
      history.onAnyStored((...stored) => this.#stored(...stored)),
      history.onState(() => this.#state()),
    ];
    // From this thread: one that cannot see what comes does not say that nothing came.
    this.#passing = setInterval(() => this.#pass(), passInterval).unref();
  }

  get isOn(): boolean {
    return this.#worker !== undefined;
  }

  /** Whether its worker ended by an error lately, and what came of it. */
  get trouble(): 'restarted' | 'resting' | undefined {
    const deaths = this.#deaths();
    if (deaths === 0) return undefined;
    return this.isOn ? 'restarted' : 'resting';
  }

  /** Traces, or does not: what was traced before is kept, and what came meanwhile is traced afterwards. */
  async set(isOn: boolean): Promise<void> {
    clearTimeout(this.#later);
    this.#isWanted = isOn;
    while (this.#ending !== undefined) await this.#ending;
    if (this.#isWanted === this.isOn) return;
    if (this.#isWanted) {
      this.#worker = this.#start();
      this.client.beginAnew();
    } else await this.#stop();
  }

  /** The worker begins anew with what it is told at its start. */
  async restart(): Promise<void> {
    if (!this.isOn || this.#ending !== undefined) return;
    await this.#stop();
    await this.set(this.#isWanted);
  }

  setBudget(bytes: number): void {
    this.#post({ type: 'budget', bytes });
  }

  async close(): Promise<void> {
    clearTimeout(this.#later);
    this.#isWanted = false;
    for (const stop of this.#stopListening) stop();
    this.#flood.close();
    clearInterval(this.#passing);
    await this.#stop();
  }

  /** Whoever wants it to end meanwhile waits for the same. */
  #stop(): Promise<void> {
    this.#ending ??= this.#end().finally(() => {
      this.#ending = undefined;
    });
    return this.#ending;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    await new Promise<void>((resolve) => {
      this.#onEnded = resolve;
      this.#post({ type: 'end' });
    });
    this.#worker = undefined;
    this.#onEnded = undefined;
    this.client.beginAnew();
    await worker.terminate();
  }

  #start(): Worker {
    const { folder, history } = this.#options;
    const file = import.meta.url.endsWith('.ts') ? './trace-worker.ts' : './trace-worker.js';
    const workerData: TraceStart = {
      history: databasePath(folder),
      traces: tracesPath(folder),
      budget: history.state().budget,
      thresholds: this.#options.thresholds(),
      // What the file holds may be what they die of; it can be made again.
      isAnew: this.#deaths() > 1,
    };
    const worker = new Worker(new URL(file, import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: traceYoungMegabytes },
    });
    worker.on('message', (message: FromTraces) => this.#onMessage(message));
    worker.on('error', (error) => {
      const why = isDiskFull(folder) ? diskFull(folder) : String(error);
      this.#options.log('error', 'traces', `the worker ended: ${why}`);
    });
    worker.on('exit', () => this.#onExit(worker));
    this.#isBusy = true;
    this.#behind = Number.POSITIVE_INFINITY;
    return worker;
  }

  #onMessage(message: FromTraces): void {
    if (message.type === 'problem') this.#problem(message.message);
    else if (message.type === 'ended') this.#onEnded?.();
    else this.client.onMessage(message);
    if (message.type === 'ready') {
      this.#post({ type: 'flood', isOn: this.#flood.isOn });
      if (!this.#isStoring) this.#post({ type: 'storing', isOn: false });
    }
    if (message.type === 'traced') this.#behind = message.behind;
    if (message.type === 'ready' || message.type === 'traced') this.#tell();
  }

  /** Only when it has looked at what it was told before: in a flood a hundred commits are one message. */
  #tell(): void {
    this.#isBusy = !this.#news.isEmpty;
    for (const news of this.#news.take()) {
      const buffers = news.records.map(({ data }) => data.buffer);
      this.#post({ type: 'stored', ...news }, buffers);
    }
  }

  #pass(): void {
    const { time } = this.#options;
    if (time !== undefined && this.isOn) this.#post({ type: 'passed', ...time() });
  }

  #state(): void {
    const { isStoring } = this.#options.history;
    if (isStoring === this.#isStoring) return;
    this.#isStoring = isStoring;
    this.#post({ type: 'storing', isOn: isStoring });
  }

  #stored(...[source, to, records]: Parameters<AnyStored>): void {
    this.#flood.stored(source, to);
    const isWanted = this.isOn && this.#behind < keepsUp && !this.#flood.isOn;
    this.#news.add(source, to, isWanted ? records : undefined);
    if (!this.#isBusy) this.#tell();
  }

  #onExit(worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#onEnded?.();
    if (this.#onEnded !== undefined) return;
    this.#diedAt = [...this.#diedAt.slice(-traceRestarts), performance.now()];
    if (this.#deaths() > traceRestarts) {
      const seconds = traceRestartSpan / 1_000;
      this.#options.log('error', 'traces', `the worker ended too often and is tried again in ${seconds} s`);
      this.#later = setTimeout(() => void this.set(true), traceRestartSpan).unref();
    } else this.#worker = this.#start();
    this.client.beginAnew();
  }

  /** How many died lately. */
  #deaths(): number {
    const now = performance.now();
    return this.#diedAt.filter((time) => now - time < traceRestartSpan).length;
  }

  #problem(message: string): void {
    // It is tried again and again: once is enough for the log.
    if (message !== this.#lastProblem) this.#options.log('warn', 'traces', message);
    this.#lastProblem = message;
  }

  #post(message: ToTraces, transfer: readonly ArrayBuffer[] = []): boolean {
    this.#worker?.postMessage(message, [...transfer]);
    return this.#worker !== undefined;
  }
}
