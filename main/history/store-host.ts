import { Worker } from 'node:worker_threads';
import { reopenDelay, storeRestartSpan, storeRestarts, workerYoungMegabytes } from './limits.ts';
import type { FromStore, StoreStart, ToStore } from './store-messages.ts';

export type Opened = Extract<FromStore, { type: 'opened' }>;

interface StoreHostNeeds {
  /** What another worker is started with. */
  start(): StoreStart;
  message(message: FromStore): void;
  /** It ended, and what was posted to it went with it; another one is on the way. */
  ended(why: string): void;
  /**
   * Another one has the history open: what is posted during the call goes before all that was posted meanwhile.
   * `isFirst`: no other died lately.
   */
  began(opened: Opened, isFirst: boolean): void;
  /** The history cannot be opened, and is tried again. */
  stuck(problem: string): void;
  /** Nothing is stored from now on: it was closed, or it ended too often; `why` for that. */
  over(why: string | undefined): void;
}

interface Post {
  readonly message: ToStore;
  readonly transfer: readonly ArrayBuffer[];
}

/** Starts the store's worker. */
export function startStore(workerData: StoreStart): Worker {
  const file = import.meta.url.endsWith('.ts') ? './store-worker.ts' : './store-worker.js';
  return new Worker(new URL(file, import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: workerYoungMegabytes },
  });
}

/** Keeps the store's worker running: one that dies is started again, some times; until then what is posted waits here. */
export class StoreHost {
  readonly #needs: StoreHostNeeds;
  #worker: Worker;
  #state: 'running' | 'starting' | 'resting' | 'over' = 'running';
  #held: Post[] = [];
  #diedAt: readonly number[] = [];
  #why = 'it ended';
  #isClosing = false;
  #isClosed = false;
  #resting: NodeJS.Timeout | undefined;

  /** `worker` has the history open. */
  constructor(worker: Worker, needs: StoreHostNeeds) {
    this.#needs = needs;
    this.#worker = this.#attach(worker);
  }

  post(message: ToStore, transfer: readonly ArrayBuffer[]): void {
    if (this.#state === 'running') this.#worker.postMessage(message, [...transfer]);
    else if (this.#state !== 'over') this.#held.push({ message, transfer });
  }

  /** Ends it when all that was posted is worked off; `over` is called then. */
  close(): void {
    this.#isClosing = true;
    // One that is on the way is told when it is there.
    if (this.#state === 'running') this.post({ type: 'close' }, []);
    if (this.#state === 'resting') this.#end(this.#why);
  }

  #attach(worker: Worker): Worker {
    worker.on('message', (message: FromStore) => this.#onMessage(message));
    worker.on('error', (error) => {
      this.#why = String(error);
    });
    worker.on('exit', () => this.#onExit());
    return worker;
  }

  #onMessage(message: FromStore): void {
    if (message.type === 'opened') this.#onOpened(message);
    else if (message.type === 'failed') this.#onFailed(message.message);
    else this.#needs.message(message);
    if (message.type === 'closed') this.#isClosed = true;
  }

  #onOpened(opened: Opened): void {
    this.#state = 'running';
    this.#needs.began(opened, this.#diedAt.length <= 1);
    for (const { message, transfer } of this.#held.splice(0)) this.post(message, transfer);
    if (this.#isClosing) this.post({ type: 'close' }, []);
  }

  #onFailed(problem: string): void {
    this.#why = problem;
    if (this.#isClosing) return;
    this.#state = 'resting';
    this.#resting = setTimeout(() => this.#start(), reopenDelay);
    this.#needs.stuck(problem);
  }

  #onExit(): void {
    if (this.#isClosed) this.#end(undefined);
    if (this.#state === 'over' || this.#state === 'resting') return;
    if (this.#state === 'running') this.#needs.ended(this.#why);
    const now = performance.now();
    this.#diedAt = [...this.#diedAt.filter((time) => now - time < storeRestartSpan), now];
    if (this.#diedAt.length > storeRestarts) this.#end(this.#why);
    else this.#start();
  }

  #start(): void {
    this.#state = 'starting';
    this.#worker = this.#attach(startStore(this.#needs.start()));
  }

  #end(why: string | undefined): void {
    clearTimeout(this.#resting);
    this.#state = 'over';
    this.#held = [];
    this.#needs.over(why);
  }
}
