import { Worker } from 'node:worker_threads';
import type { Log } from '../capture/log.ts';
import { readerRestartSpan, readerRestarts, workerYoungMegabytes } from './limits.ts';
import { ReaderClient } from './reader.ts';
import type { FromReader } from './reader-messages.ts';

/** Keeps the reader's worker running: one that dies is started again, some times, and its views are opened anew. */
export class ReaderHost {
  readonly client: ReaderClient;
  /** Resolves once the history can be read; false if it never could be. */
  readonly ready: Promise<boolean>;
  readonly #path: string;
  readonly #log: Log;
  #tellReady: (isReady: boolean) => void = () => undefined;
  #worker: Worker;
  #diedAt: readonly number[] = [];
  #lastFailure: string | undefined;
  #damage: string | undefined;
  #isClosing = false;

  /** `path` is that of the database. */
  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
    this.client = new ReaderClient({
      post: (message) => this.#worker.postMessage(message),
      failed: (message, isDamage) => this.#onFailure(message, isDamage),
    });
    this.ready = new Promise((resolve) => {
      this.#tellReady = resolve;
    });
    this.#worker = this.#start();
  }

  /** Why not everything can be read, and what to do. */
  problem(): string | undefined {
    if (this.client.isEnded) {
      return `The history ${this.#path} cannot be read any more; what comes in is still stored. Restart Topicscope to read it.`;
    }
    if (this.#damage === undefined) return undefined;
    return `The history ${this.#path} is damaged in part (${this.#damage}), and some of it cannot be shown; what comes in is still stored. To begin a new one, quit Topicscope and move the file away.`;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.client.end();
    await this.#worker.terminate();
  }

  #start(): Worker {
    const file = import.meta.url.endsWith('.ts') ? './reader-worker.ts' : './reader-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), {
      workerData: this.#path,
      resourceLimits: { maxYoungGenerationSizeMb: workerYoungMegabytes },
    });
    worker.on('message', (message: FromReader) => {
      if (message.type === 'ready') this.#tellReady(true);
      else this.client.onMessage(message);
    });
    worker.on('error', (error) => this.#log('error', 'history', `the reader ended: ${String(error)}`));
    worker.on('exit', () => this.#onExit());
    return worker;
  }

  #onExit(): void {
    if (this.#isClosing) return;
    const now = performance.now();
    this.#diedAt = [...this.#diedAt.filter((time) => now - time < readerRestartSpan), now];
    if (this.#diedAt.length > readerRestarts) {
      this.client.end();
      this.#log('error', 'history', 'the reader ended too often and is not started again');
      this.#tellReady(false);
      return;
    }
    this.#worker = this.#start();
    this.client.beginAnew();
  }

  #onFailure(message: string, isDamage: boolean): void {
    if (isDamage) this.#damage = message;
    // A view asks again and again: once is enough for the log.
    if (message !== this.#lastFailure) this.#log('error', 'history', `cannot read: ${message}`);
    this.#lastFailure = message;
  }
}
