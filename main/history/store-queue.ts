import { unreachable } from '../../app/base/assert.ts';
import { messageOf } from '../../app/base/message-of.ts';
import { isDamage } from '../database/damage.ts';
import { DamageMark } from '../database/damaged-files.ts';
import { FileGuard } from '../database/file-guard.ts';
import type { FolderLock } from '../database/folder-lock.ts';
import { sqliteCode, sqliteFull } from '../database/sqlite-error.ts';
import { writeProblem } from '../database/store-problem.ts';
import { databasePath, historyPlace } from './database-path.ts';
import { retryDelay, sizeInterval } from './limits.ts';
import type { LateMark } from './loss-book.ts';
import { LossBook } from './loss-book.ts';
import type { Store } from './store.ts';
import type { FromStore, ToStore } from './store-messages.ts';

/** The worker's end of the channel to the engine's thread. */
export interface StorePort {
  post(message: FromStore, transfer: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: ToStore) => void): void;
  close(): void;
}

/**
 * Works off messages one by one, in order. What cannot be written, because the disk is full or fails, is tried again until
 * it can, or until the end: nothing else is dropped here, the queue before it is what is bounded.
 */
export class StoreQueue {
  readonly #folder: string;
  readonly #store: Store;
  readonly #lock: FolderLock;
  readonly #port: StorePort;
  readonly #guard: FileGuard;
  readonly #mark: DamageMark;
  readonly #waiting: (ToStore | LateMark)[] = [];
  readonly #losses: LossBook;
  #isScheduled = false;
  #needsTidying = true;
  #problem: string | undefined;
  #isMarked = false;
  #guardedAt = 0;
  #sizeToldAt = 0;
  #isClosed = false;
  /** A deletion under way: what it takes away, and up to where. */
  #deletion:
    | { readonly size: { readonly records: number; readonly bytes: number }; readonly to: number }
    | undefined;

  /** `late`: marks of what an earlier run lost, which come first. */
  constructor(folder: string, store: Store, lock: FolderLock, port: StorePort, late: readonly LateMark[]) {
    this.#folder = folder;
    this.#guard = new FileGuard(databasePath(folder));
    this.#mark = new DamageMark(databasePath(folder));
    this.#store = store;
    this.#lock = lock;
    this.#port = port;
    this.#losses = new LossBook(folder);
    this.#waiting.push(...late);
  }

  run(): void {
    this.#port.onMessage((message) => {
      this.#waiting.push(message);
      this.#schedule();
    });
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
      this.#tellSize();
      this.#isWell();
    } catch (error) {
      this.#onError(error);
    }
  }

  #isWell(): void {
    // Whoever closes gives up what could not be written: that mends nothing.
    if (this.#isClosed) return;
    this.#setProblem(undefined);
    this.#losses.goesOn(this.#waiting);
    if (!this.#isMarked) return;
    this.#mark.clear();
    this.#isMarked = false;
  }

  /** True if there is more to do. */
  #step(): boolean {
    const message = this.#waiting[0];
    if (message?.type !== 'close') this.#checkFile();
    if (message !== undefined && this.#handle(message)) {
      this.#waiting.shift();
      this.#needsTidying = true;
    }
    if (this.#isClosed) return false;
    // After each batch, so that letting go keeps up with what comes in.
    if (this.#needsTidying) this.#needsTidying = this.#store.tidy();
    return this.#waiting.length > 0 || this.#needsTidying;
  }

  /** Before what came in is written: what went to a file that is gone would be told as stored. */
  #checkFile(): void {
    const now = performance.now();
    if (now - this.#guardedAt < sizeInterval) return;
    this.#guard.check();
    this.#guardedAt = now;
  }

  #onError(error: unknown): void {
    const problem = writeProblem(error, historyPlace(this.#folder));
    if (problem === undefined) throw error;
    if (this.#makesRoom(error)) {
      this.#schedule();
      return;
    }
    this.#setProblem(problem);
    if (isDamage(error)) this.#markDamage(messageOf(error));
    const end = this.#waiting.findIndex((message) => message.type === 'close');
    // Whoever closes does not wait for a disk that is full.
    if (end > 0) this.#losses.giveUp(this.#waiting.splice(0, end));
    else this.#losses.waits(this.#waiting);
    this.#isScheduled = true;
    setTimeout(() => this.#turn(), retryDelay);
  }

  /** If it is the budget that is full, not the disk. */
  #makesRoom(error: unknown): boolean {
    if (sqliteCode(error) !== sqliteFull) return false;
    try {
      const message = this.#waiting[0];
      return this.#store.makeRoom(message?.type === 'batch' ? message.used : 0);
    } catch (another) {
      if (writeProblem(another, historyPlace(this.#folder)) === undefined) throw another;
      return false;
    }
  }

  #markDamage(what: string): void {
    if (!this.#isMarked) this.#mark.set(what);
    this.#isMarked = true;
  }

  /** True when the message is done with; false if another step of it is to follow. */
  #handle(message: ToStore | LateMark): boolean {
    switch (message.type) {
      case 'batch': {
        this.#store.append(message);
        const to = message.firstSequence + message.count - 1;
        this.#port.post({ type: 'stored', source: message.source, to, buffer: message.buffer }, [
          message.buffer,
        ]);
        return true;
      }
      case 'mark':
        this.#store.append(message.batch);
        this.#port.post({ type: 'marked', source: message.loss.source, to: message.batch.firstSequence }, []);
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
    this.#port.post({ type: 'closed', ...this.#losses.givenUp }, []);
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
