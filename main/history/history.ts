import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Log } from '../capture/log.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import { lengthAt, packetsAt, readRecord } from '../capture/record-layout.ts';
import type { RecordSink } from '../capture/record-sink.ts';
import type { OpenFailure } from '../database/store-problem.ts';
import { databasePath } from './database-path.ts';
import type { HistoryReader } from './reader.ts';
import { ReaderHost } from './reader-host.ts';
import type { TopicRow } from './row-pack.ts';
import type { AnyStored, OpenedStore } from './store-client.ts';
import { StoreClient } from './store-client.ts';
import type { StoreSize } from './store-messages.ts';

interface HistoryOptions {
  readonly folder: string;
  /** Bytes on the disk, file and log together; at least 16 MB are taken. */
  readonly budget: number;
  readonly log: Log;
}

type OpenedHistory =
  | { readonly ok: true; readonly history: History }
  /** `message` says what is wrong, where, and what to do; for `locked` it names the process. */
  | { readonly ok: false; readonly why: OpenFailure; readonly message: string };

interface HistoryState extends StoreSize {
  readonly budget: number;
  /** Bytes that wait for the disk. */
  readonly queuedBytes: number;
  /** What is wrong with it and what to do: nothing is stored, it cannot be read, or a damaged one made way for it. */
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
  /** The same for all sources. */
  onAnyStored(listener: AnyStored): () => void;
  state(): HistoryState;
  /** False while what comes in cannot be stored. */
  readonly isStoring: boolean;
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
  /** Once it is closed: how much could not be stored and why, in sentences; undefined if everything was. */
  readonly givenUp: string | undefined;
}

/** Opens the history of a data folder, or makes it; one that is damaged is kept aside, and `state().problem` says where. */
export async function openHistory(options: HistoryOptions): Promise<OpenedHistory> {
  const { folder, log } = options;
  const opened = await StoreClient.open(options);
  if (!opened.ok) return opened;
  for (const said of [opened.notice, opened.lost]) if (said !== undefined) log('warn', 'history', said);
  const reader = new ReaderHost(databasePath(folder), log);
  if (await reader.ready) return { ok: true, history: new DiskHistory(opened, reader) };
  // Without it the folder would stay locked.
  await opened.store.close();
  const message = `The history ${databasePath(folder)} cannot be read. Move it away, or choose another data folder.`;
  return { ok: false, why: 'broken', message };
}

class DiskHistory implements History {
  readonly reader: HistoryReader;
  readonly #store: StoreClient;
  readonly #readerHost: ReaderHost;
  readonly #notice: string | undefined;

  constructor(opened: OpenedStore, readerHost: ReaderHost) {
    this.#store = opened.store;
    this.#notice = opened.notice;
    this.#readerHost = readerHost;
    this.reader = readerHost.client;
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

  onAnyStored(listener: AnyStored): () => void {
    return this.#store.onAnyStored(listener);
  }

  state(): HistoryState {
    const state = this.#store.state();
    return { ...state, problem: state.problem ?? this.#readerHost.problem() ?? this.#notice };
  }

  get isStoring(): boolean {
    return this.#store.state().problem === undefined;
  }

  onState(listener: () => void): () => void {
    return this.#store.onState(listener);
  }

  get givenUp(): string | undefined {
    return this.#store.givenUp;
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
      const end = run.first + run.count;
      for (let [at, sequence] = [0, run.first]; sequence < end; at += lengthAt(data, at)) {
        const packets = packetsAt(data, at);
        for (let part = 0; part < packets; part += 1, sequence += 1) {
          if (sequence >= next) onRecord(readRecord(data, at, sequence, part));
        }
      }
      next = end;
    }
  }

  async close(): Promise<void> {
    // First the reader: its connection would keep the log from being folded into the file.
    await this.#readerHost.close();
    await this.#store.close();
  }
}
