import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { OpenFailure } from '../../database/store-problem.ts';
import type { GroupStore } from './journal.ts';
import type { FromStore, StoreStart, ToStore } from './store-messages.ts';

/** Who is told what the store says. */
export interface StoreEvents {
  /** Undefined when all rows were told. */
  rows(rows: { readonly buffer: ArrayBuffer; readonly length: number } | undefined): void;
  damaged(what: string): void;
  stored(buffer: ArrayBuffer): void;
  /** Undefined once groups are stored again. */
  problem(message: string | undefined): void;
}

/** A store that is open; `notice` says what became of what was there, if anything did. */
export interface OpenedStore {
  readonly ok: true;
  readonly store: StoreClient;
  readonly notice: string | undefined;
}

type OpenAnswer = OpenedStore | { readonly ok: false; readonly why: OpenFailure; readonly message: string };

/** The broker's end of its store's worker. */
export class StoreClient implements GroupStore {
  readonly #worker: Worker;
  #events: StoreEvents | undefined;
  #isEnded = false;

  static async open(start: StoreStart): Promise<OpenAnswer> {
    const file = import.meta.url.endsWith('.ts') ? './broker-store-worker.ts' : './broker-store-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: start });
    const ended = once(worker, 'exit').then(() => []);
    const [message]: FromStore[] = await Promise.race([once(worker, 'message'), ended]);
    if (message?.type === 'opened') {
      return { ok: true, store: new StoreClient(worker), notice: message.notice };
    }
    if (message?.type === 'failed') return { ok: false, why: message.why, message: message.message };
    throw new Error('the store of sessions ended before it said anything');
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromStore) => this.#onMessage(message));
    worker.on('error', (error) => this.#onEnd(`The store of sessions ended: ${String(error)}`));
    worker.on('exit', () => this.#onEnd('The store of sessions ended.'));
  }

  /** Says who hears what the store says; before `more`. */
  listen(events: StoreEvents): void {
    this.#events = events;
  }

  /** Asks for some rows. */
  more(): void {
    this.#post({ type: 'more' }, []);
  }

  /** The rows make no sense: the store is to be kept aside at the next start. */
  damaged(what: string): void {
    this.#post({ type: 'damaged', what }, []);
  }

  commit(buffer: ArrayBuffer, length: number): void {
    this.#post({ type: 'commit', buffer, length }, [buffer]);
  }

  async close(): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const exit = once(this.#worker, 'exit');
    this.#worker.postMessage({ type: 'close' } satisfies ToStore);
    await exit;
  }

  #onMessage(message: FromStore): void {
    switch (message.type) {
      case 'rows':
        this.#events?.rows(message);
        return;
      case 'loaded':
        this.#events?.rows(undefined);
        return;
      case 'damaged':
        this.#events?.damaged(message.what);
        return;
      case 'stored':
        this.#events?.stored(message.buffer);
        return;
      case 'problem':
        this.#events?.problem(message.message);
        return;
      case 'opened':
      case 'failed':
      case 'closed':
        return;
    }
  }

  /** Without its worker nothing is stored any more, so nothing is acknowledged either. */
  #onEnd(problem: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#events?.problem(problem);
  }

  #post(message: ToStore, transfer: readonly ArrayBuffer[]): void {
    if (!this.#isEnded) this.#worker.postMessage(message, [...transfer]);
  }
}
