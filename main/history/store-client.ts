import type { Worker } from 'node:worker_threads';
import { Listeners } from '../../app/base/listeners.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { Log } from '../capture/log.ts';
import type { OpenFailure } from '../database/store-problem.ts';
import { databasePath } from './database-path.ts';
import { retryDelay, smallestBudget } from './limits.ts';
import { LossNote } from './loss-note.ts';
import { lostBefore, lostNow } from './loss-words.ts';
import type { TopicRow } from './row-pack.ts';
import { packRows } from './row-pack.ts';
import type { StoredRecords } from './source-sink.ts';
import { SourceSink, StoreQueueMeter } from './source-sink.ts';
import type { Opened } from './store-host.ts';
import { StoreHost, startStore } from './store-host.ts';
import type { FromStore, SourceState, StoreSize } from './store-messages.ts';

interface StoreOptions {
  readonly folder: string;
  readonly budget: number;
  readonly log: Log;
}

export interface OpenedStore {
  readonly ok: true;
  readonly store: StoreClient;
  /** What happened to the history that was there before, if anything did. */
  readonly notice: string | undefined;
  /** What an earlier run could not store, if anything, in a sentence. */
  readonly lost: string | undefined;
}

type OpenAnswer = OpenedStore | { readonly ok: false; readonly why: OpenFailure; readonly message: string };
type Deleted = { readonly records: number; readonly bytes: number };

/** Is told up to where a source is stored, and what was stored last: valid during the call. */
export type AnyStored = (source: SourceId, to: number, records: StoredRecords | undefined) => void;

/** The engine's end of the store's worker. */
export class StoreClient {
  readonly #host: StoreHost;
  readonly #folder: string;
  readonly #log: Log;
  readonly #meter: StoreQueueMeter;
  readonly #sinks = new Map<string, SourceSink>();
  readonly #snapshots = new Map<string, number>();
  readonly #storedListeners = new Map<string, Set<(to: number) => void>>();
  readonly #anyListeners = new Set<AnyStored>();
  readonly #stateListeners = new Listeners();
  readonly #deletions = new Map<number, (answer: Deleted | undefined) => void>();
  readonly #saves = new Map<number, (isSaved: boolean) => void>();
  #size: StoreSize;
  #nextRequest = 1;
  #isOver = false;
  #givenUp: string | undefined;
  #onClosed: (() => void) | undefined;

  static open(options: StoreOptions): Promise<OpenAnswer> {
    const { folder, budget } = options;
    const worker = startStore({ folder, budget, isAgain: false });
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      // Nothing happens by this where the worker has said something.
      worker.once('exit', () => reject(new Error('the store ended before it said anything')));
      worker.once('message', (message: FromStore) => {
        worker.off('error', reject);
        if (message.type === 'opened') {
          const { notice, losses } = message;
          const lost = losses.length === 0 ? undefined : lostBefore(losses);
          resolve({ ok: true, store: new StoreClient(worker, options, message), notice, lost });
        } else if (message.type === 'failed') {
          resolve({ ok: false, why: message.why, message: message.message });
        }
      });
    });
  }

  private constructor(worker: Worker, options: StoreOptions, opened: Opened) {
    this.#folder = options.folder;
    this.#log = options.log;
    this.#meter = new StoreQueueMeter(Math.max(options.budget, smallestBudget));
    this.#size = opened.size;
    for (const state of opened.sources) this.#addSource(state);
    this.#host = new StoreHost(worker, {
      start: () => ({ folder: this.#folder, budget: this.#meter.budget, isAgain: true }),
      message: (message) => this.#onMessage(message),
      ended: (why) => this.#onEnded(why),
      began: (again, isFirst) => this.#onBegan(again, isFirst),
      stuck: (problem) => this.#setProblem(problem),
      over: (why) => this.#onOver(why),
    });
  }

  #addSource(state: SourceState): SourceSink {
    const sink = new SourceSink(
      { ...state, source: sourceId.parse(state.source) },
      this.#meter,
      (message, transfer) => this.#host.post(message, transfer),
    );
    this.#sinks.set(state.source, sink);
    this.#snapshots.set(state.source, state.snapshot);
    return sink;
  }

  sink(source: SourceId): SourceSink {
    return (
      this.#sinks.get(source) ??
      this.#addSource({
        source,
        nextSequence: 1,
        storedTo: 0,
        nextLink: 1,
        snapshot: 0,
      })
    );
  }

  snapshotSequence(source: SourceId): number {
    return this.#snapshots.get(source) ?? 0;
  }

  state() {
    const { bytes, budget, problem } = this.#meter;
    return { ...this.#size, budget, queuedBytes: bytes, problem };
  }

  /** See `History`. */
  get givenUp(): string | undefined {
    return this.#givenUp;
  }

  onStored(source: SourceId, listener: (to: number) => void): () => void {
    const listeners = this.#storedListeners.get(source) ?? new Set();
    this.#storedListeners.set(source, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  onAnyStored(listener: AnyStored): () => void {
    this.#anyListeners.add(listener);
    return () => this.#anyListeners.delete(listener);
  }

  onState(listener: () => void): () => void {
    return this.#stateListeners.add(listener);
  }

  setBudget(budget: number): void {
    this.#meter.budget = Math.max(budget, smallestBudget);
    this.#host.post({ type: 'budget', budget }, []);
  }

  delete(source: SourceId, dryRun: boolean): Promise<Deleted | undefined> {
    return new Promise((resolve) => {
      if (this.#isOver) return resolve(undefined);
      this.sink(source).flush();
      const request = this.#number();
      this.#deletions.set(request, resolve);
      this.#host.post({ type: 'delete', request, source, dryRun }, []);
    });
  }

  saveTopics(source: SourceId, rows: readonly TopicRow[], sequence: number | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      // While nothing is stored nobody waits for it: whoever closes would never be done.
      if (this.#isOver || this.#meter.problem !== undefined) return resolve(false);
      // Rows that counted a record must never be stored without it: its number would be given again after a kill.
      this.sink(source).flush();
      const request = this.#number();
      this.#saves.set(request, resolve);
      const pack = packRows(rows);
      this.#host.post({ type: 'topics', request, source, rows: pack, sequence }, [pack.buffer]);
      if (sequence !== undefined) this.#snapshots.set(source, sequence);
    });
  }

  /** Stores what was handed over; gives up where the disk does not let it. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#onClosed = resolve;
      if (this.#isOver) this.#closed();
      else this.#host.close();
    });
  }

  #onMessage(message: FromStore): void {
    switch (message.type) {
      case 'stored':
        this.#onStored(message);
        return;
      case 'marked':
        this.#sinks.get(message.source)?.onMarked(message.to);
        this.#tellStored(message.source, message.to, undefined);
        return;
      case 'size':
        this.#size = message.size;
        this.#stateListeners.tell();
        return;
      case 'problem':
        this.#onProblem(message.message);
        return;
      case 'deleted':
        this.#deletions.get(message.request)?.({ records: message.records, bytes: message.bytes });
        this.#deletions.delete(message.request);
        return;
      case 'saved':
        this.#saves.get(message.request)?.(true);
        this.#saves.delete(message.request);
        return;
      case 'closed':
        if (message.losses.length > 0) this.#givenUp = lostNow(message, this.#meter.problem);
        return;
      case 'opened':
      case 'failed':
        // The host's.
        return;
    }
  }

  #onStored({ source, to, buffer }: Extract<FromStore, { type: 'stored' }>): void {
    const records = this.#sinks.get(source)?.onStored(to, buffer);
    this.#tellStored(source, to, records);
    this.#meter.giveBuffer(buffer);
  }

  #tellStored(source: string, to: number, records: StoredRecords | undefined): void {
    for (const listener of this.#anyListeners) listener(source as SourceId, to, records);
    for (const listener of this.#storedListeners.get(source) ?? []) listener(to);
  }

  #onProblem(message: string | undefined): void {
    this.#setProblem(message);
    if (message === undefined) this.#log('info', 'history', 'the disk takes records again');
    else {
      this.#log('warn', 'history', `cannot store, trying again every ${retryDelay} ms: ${message}`);
      this.#giveUpSaves();
    }
  }

  #setProblem(problem: string | undefined): void {
    this.#meter.problem = problem;
    this.#stateListeners.tell();
  }

  #onEnded(why: string): void {
    for (const sink of this.#sinks.values()) sink.workerEnded();
    this.#giveUpRequests();
    this.#log('error', 'history', `what stores it ended and is started again: ${why}`);
    this.#setProblem(
      `What stores the history ${databasePath(this.#folder)} ended and is started again: ${why}`,
    );
  }

  #onBegan({ sources, size, notice }: Opened, isFirst: boolean): void {
    this.#size = size;
    if (notice !== undefined) this.#log('warn', 'history', notice);
    const states = new Map(sources.map((state) => [state.source, state]));
    for (const [source, sink] of this.#sinks) {
      const { storedTo = 0, snapshot = 0 } = states.get(source) ?? {};
      this.#snapshots.set(source, snapshot);
      sink.workerBegan(storedTo, isFirst);
      this.#tellStored(source, storedTo, undefined);
      const lost = sink.lost();
      if (lost !== undefined)
        this.#log('warn', 'history', `${lost.records} records of ${source} are lost by now`);
    }
    this.#setProblem(undefined);
  }

  /** `why` where it was not closed. */
  #onOver(why: string | undefined): void {
    this.#isOver = true;
    for (const sink of this.#sinks.values()) sink.end();
    this.#giveUpRequests();
    if (why !== undefined) {
      const place = databasePath(this.#folder);
      this.#setProblem(
        `Nothing is stored any more: what stores the history ${place} ended too often (${why}). Restart Topicscope.`,
      );
      this.#log('error', 'history', `what stores it ended too often and is not started again: ${why}`);
    }
    if (this.#onClosed !== undefined) this.#closed();
  }

  #closed(): void {
    const losses = [...this.#sinks.values()].flatMap(({ unmarked }) => unmarked ?? []);
    if (this.#givenUp === undefined && losses.length > 0) {
      const isNoted = new LossNote(this.#folder).write(losses);
      this.#givenUp = lostNow({ losses, isNoted }, this.#meter.problem);
    }
    if (this.#givenUp !== undefined) this.#log('error', 'history', this.#givenUp);
    this.#onClosed?.();
  }

  #giveUpRequests(): void {
    for (const answer of this.#deletions.values()) answer(undefined);
    this.#deletions.clear();
    this.#giveUpSaves();
  }

  #giveUpSaves(): void {
    for (const answer of this.#saves.values()) answer(false);
    this.#saves.clear();
  }

  #number(): number {
    const number = this.#nextRequest;
    this.#nextRequest += 1;
    return number;
  }
}
