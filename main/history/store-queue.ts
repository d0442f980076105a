import { unreachable } from '../../app/base/assert.ts';
import { messageOf } from '../files/json-file.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { FolderLock } from './folder-lock.ts';
import { lockFolder } from './folder-lock.ts';
import { retryDelay, sizeInterval } from './limits.ts';
import { NewerFormat } from './schema.ts';
import {
  sqliteCannotOpen,
  sqliteCode,
  sqliteCorrupt,
  sqliteNotADatabase,
  sqliteReadOnly,
} from './sqlite-error.ts';
import { Store } from './store.ts';
import type { FromStore, OpenFailure, StoreStart, ToStore } from './store-messages.ts';

/** The worker's end of the channel to the engine's thread. */
interface StorePort {
  post(message: FromStore, transfer: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: ToStore) => void): void;
  close(): void;
}

/** Opens the history and works off what is asked of it until it is closed. */
export function runStore(start: StoreStart, port: StorePort): void {
  try {
    makeFolder(start.folder);
    const answer = lockFolder(start.folder, process.pid);
    if (answer.ok) new StoreQueue(openStore(start, answer.lock), answer.lock, port).run();
    else fail(port, 'locked', `the data folder is in use by ${processName(answer.pid)}`);
  } catch (error) {
    fail(port, failureOf(error), messageOf(error));
  }
}

function openStore(start: StoreStart, lock: FolderLock): Store {
  try {
    return new Store(start.folder, start.budget);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function processName(pid: number): string {
  return pid === 0 ? 'another process' : `process ${pid}`;
}

function fail(port: StorePort, why: OpenFailure, message: string): void {
  port.post({ type: 'failed', why, message }, []);
  port.close();
}

function failureOf(error: unknown): OpenFailure {
  if (error instanceof NewerFormat) return 'newer';
  const code = sqliteCode(error);
  if (code === sqliteCannotOpen || code === sqliteReadOnly) return 'denied';
  if (code === sqliteCorrupt || code === sqliteNotADatabase) return 'broken';
  // What is neither SQLite's nor the file system's is a mistake of ours, and must be seen.
  if (code === undefined && !(error instanceof Error && 'code' in error)) throw error;
  return code === undefined ? 'denied' : 'broken';
}

/**
 * Works off messages one by one, in order. What cannot be written, because the disk is full or fails, is tried again until
 * it can: nothing is dropped here, the queue before it is what is bounded.
 */
class StoreQueue {
  readonly #store: Store;
  readonly #lock: FolderLock;
  readonly #port: StorePort;
  readonly #waiting: ToStore[] = [];
  #isScheduled = false;
  #needsTidying = true;
  #problem: string | undefined;
  #sizeToldAt = 0;
  #isClosed = false;
  /** A deletion under way: what it takes away, and up to where. */
  #deletion:
    | { readonly size: { readonly records: number; readonly bytes: number }; readonly to: number }
    | undefined;

  constructor(store: Store, lock: FolderLock, port: StorePort) {
    this.#store = store;
    this.#lock = lock;
    this.#port = port;
  }

  run(): void {
    this.#port.onMessage((message) => {
      this.#waiting.push(message);
      this.#schedule();
    });
    this.#port.post({ type: 'opened', sources: this.#store.states(), size: this.#store.size() }, []);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#turn());
  }

  /** One message or, when there is none, one step of tidying; then whatever came meanwhile is let in. */
  #turn(): void {
    this.#isScheduled = false;
    try {
      if (this.#step()) this.#schedule();
      this.#setProblem(undefined);
    } catch (error) {
      this.#onError(error);
    }
    this.#tellSize();
  }

  /** True if there is more to do. */
  #step(): boolean {
    const message = this.#waiting[0];
    if (message !== undefined && this.#handle(message)) {
      this.#waiting.shift();
      this.#needsTidying = true;
    }
    if (this.#isClosed) return false;
    // After each batch, so that letting go keeps up with what comes in.
    if (this.#needsTidying) this.#needsTidying = this.#store.tidy();
    return this.#waiting.length > 0 || this.#needsTidying;
  }

  #onError(error: unknown): void {
    if (sqliteCode(error) === undefined) throw error;
    if (this.#makesRoom()) {
      this.#schedule();
      return;
    }
    this.#setProblem(messageOf(error));
    const end = this.#waiting.findIndex((message) => message.type === 'close');
    // Whoever closes does not wait for a disk that is full.
    if (end > 0) this.#waiting.splice(0, end);
    this.#isScheduled = true;
    setTimeout(() => this.#turn(), retryDelay);
  }

  #makesRoom(): boolean {
    try {
      const message = this.#waiting[0];
      return this.#store.makeRoom(message?.type === 'batch' ? message.used : 0);
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      return false;
    }
  }

  /** True when the message is done with; false if another step of it is to follow. */
  #handle(message: ToStore): boolean {
    switch (message.type) {
      case 'batch': {
        this.#store.append(message);
        const to = message.firstSequence + message.count - 1;
        this.#port.post({ type: 'stored', source: message.source, to, buffer: message.buffer }, [
          message.buffer,
        ]);
        return true;
      }
      case 'link':
        this.#store.changeLink(message.source, message.change);
        this.#port.post({ type: 'linked' }, []);
        return true;
      case 'budget':
        this.#store.setBudget(message.budget);
        return true;
      case 'delete':
        return this.#delete(message);
      case 'topics':
        this.#store.saveTopics(message.source, message.rows, message.sequence);
        this.#port.post({ type: 'saved', request: message.request }, []);
        return true;
      case 'close':
        return this.#close();
      default:
        return unreachable(message);
    }
  }

  #delete(message: Extract<ToStore, { type: 'delete' }>): boolean {
    if (!message.dryRun) {
      this.#deletion ??= {
        size: this.#store.measure(message.source),
        to: this.#store.deleteTail(message.source),
      };
      if (this.#store.deleteStep(message.source, this.#deletion.to)) return false;
    }
    const size = this.#deletion?.size ?? this.#store.measure(message.source);
    this.#deletion = undefined;
    this.#port.post({ type: 'deleted', request: message.request, ...size }, []);
    return true;
  }

  #close(): true {
    this.#isClosed = true;
    this.#store.close();
    this.#lock.release();
    this.#port.post({ type: 'closed' }, []);
    this.#port.close();
    return true;
  }

  #setProblem(message: string | undefined): void {
    if (message === this.#problem) return;
    this.#problem = message;
    this.#port.post({ type: 'problem', message }, []);
  }

  #tellSize(): void {
    const now = performance.now();
    if (this.#isClosed || (now - this.#sizeToldAt < sizeInterval && this.#isScheduled)) return;
    this.#sizeToldAt = now;
    this.#port.post({ type: 'size', size: this.#store.size() }, []);
  }
}
