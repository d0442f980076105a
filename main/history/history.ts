import { Worker } from 'node:worker_threads';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Log } from '../capture/log.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import { lengthAt, readRecord } from '../capture/record-layout.ts';
import type { RecordSink } from '../capture/record-sink.ts';
import type { HistoryReader } from './reader.ts';
import { ReaderClient } from './reader.ts';
import type { FromReader } from './reader-messages.ts';
import type { TopicRow } from './row-pack.ts';
import { databasePath } from './store.ts';
import type { OpenedStore } from './store-client.ts';
import { StoreClient } from './store-client.ts';
import type { OpenFailure, StoreSize } from './store-messages.ts';

interface HistoryOptions {
  readonly folder: string;
  /** Bytes on the disk, file and log together; at least 16 MB are taken. */
  readonly budget: number;
  readonly log: Log;
}

type OpenedHistory =
  | { readonly ok: true; readonly history: History }
  /** `message` is one sentence: for `locked` it names the process. */
  | { readonly ok: false; readonly why: OpenFailure; readonly message: string };

interface HistoryState extends StoreSize {
  readonly budget: number;
  /** Bytes that wait for the disk. */
  readonly queuedBytes: number;
  /** Why nothing can be stored at present, if so. */
  readonly problem: string | undefined;
}

/** The stored packets of all sources in one data folder. */
export interface History {
  readonly reader: HistoryReader;
  /** Where the records of a source go: for one recorder at a time. */
  sink(source: SourceId): RecordSink;
  /** The newest record of the source that is on the disk, 0 before the first. */
  storedTo(source: SourceId): number;
  /** Called after each commit of the source's records. Returns what ends it. */
  onStored(source: SourceId, listener: (to: number) => void): () => void;
  state(): HistoryState;
  /** Called when the state changed, some times a second at most. Returns what ends it. */
  onState(listener: () => void): () => void;
  setBudget(bytes: number): void;
  /** Deletes what is stored of the source up to now, its topics too; with `dryRun` only says how much that is. */
  delete(
    source: SourceId,
    dryRun: boolean,
  ): Promise<{ readonly records: number; readonly bytes: number } | undefined>;
  /**
   * Keeps rows of the topic index, over those with the same key. With the last rows of a snapshot comes the `sequence` up
   * to which it has counted. The records that the rows counted are stored before them, in the order of the calls.
   * False if the history ended before that was done.
   */
  saveTopics(source: SourceId, rows: readonly TopicRow[], sequence: number | undefined): Promise<boolean>;
  /** Up to which record the stored topic index has counted, 0 if there is none. */
  snapshotSequence(source: SourceId): number;
  loadTopics(source: SourceId, onRows: (rows: readonly TopicRow[]) => void): Promise<void>;
  /** Gives every stored record from `from` on, in order; views are valid during the call only. Resolves at the end. */
  replay(source: SourceId, from: number, onRecord: (record: CapturedRecord) => void): Promise<void>;
  /** Stores what was handed over, then ends. */
  close(): Promise<void>;
}

/** Opens the history of a data folder, or makes it. */
export async function openHistory(options: HistoryOptions): Promise<OpenedHistory> {
  const opened = await StoreClient.open(options);
  if (!opened.ok) return opened;
  try {
    const reader = await startReader(databasePath(options.folder), options.log);
    return { ok: true, history: new DiskHistory(opened, reader) };
  } catch (error) {
    // Without it the folder would stay locked.
    await opened.store.close();
    throw error;
  }
}

interface RunningReader {
  readonly client: ReaderClient;
  readonly worker: Worker;
}

function startReader(path: string, log: Log): Promise<RunningReader> {
  const file = import.meta.url.endsWith('.ts') ? './reader-worker.ts' : './reader-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData: path });
  const client = new ReaderClient({
    post: (message) => worker.postMessage(message),
    log: (text) => log('error', 'history', text),
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromReader) => {
      if (message.type === 'ready') resolve({ client, worker });
      else client.onMessage(message);
    });
    worker.on('error', (error) => {
      log('error', 'history', `the reader ended: ${String(error)}`);
      client.end();
      reject(error);
    });
  });
}

class DiskHistory implements History {
  readonly reader: HistoryReader;
  readonly #store: StoreClient;
  readonly #running: RunningReader;

  constructor(opened: OpenedStore, running: RunningReader) {
    this.#store = opened.store;
    this.#running = running;
    this.reader = running.client;
  }

  sink(source: SourceId): RecordSink {
    return this.#store.sink(source);
  }

  storedTo(source: SourceId): number {
    return this.#store.sink(source).storedTo;
  }

  onStored(source: SourceId, listener: (to: number) => void): () => void {
    return this.#store.onStored(source, listener);
  }

  state(): HistoryState {
    const state = this.#store.state();
    const reader = this.#running.client.isEnded ? 'the history cannot be read before a restart' : undefined;
    return { ...state, problem: state.problem ?? reader };
  }

  onState(listener: () => void): () => void {
    return this.#store.onState(listener);
  }

  setBudget(bytes: number): void {
    this.#store.setBudget(bytes);
  }

  delete(source: SourceId, dryRun: boolean) {
    return this.#store.delete(source, dryRun);
  }

  saveTopics(source: SourceId, rows: readonly TopicRow[], sequence: number | undefined): Promise<boolean> {
    return this.#store.saveTopics(source, rows, sequence);
  }

  snapshotSequence(source: SourceId): number {
    return this.#store.snapshotSequence(source);
  }

  async loadTopics(source: SourceId, onRows: (rows: readonly TopicRow[]) => void): Promise<void> {
    for await (const rows of this.reader.topics(source)) onRows(rows);
  }

  async replay(source: SourceId, from: number, onRecord: (record: CapturedRecord) => void): Promise<void> {
    let next = from;
    for (;;) {
      const run = await this.reader.run(source, next);
      if (run === undefined) return;
      const data = Buffer.from(run.data.buffer, run.data.byteOffset, run.data.byteLength);
      let at = 0;
      for (let index = 0; index < run.count; index += 1) {
        onRecord(readRecord(data, at, run.first + index));
        at += lengthAt(data, at);
      }
      next = run.first + run.count;
    }
  }

  async close(): Promise<void> {
    // First the reader: its connection would keep the log from being folded into the file.
    this.#running.client.end();
    await this.#running.worker.terminate();
    await this.#store.close();
  }
}
