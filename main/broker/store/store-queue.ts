import type { DatabaseSync } from 'node:sqlite';
import { unreachable } from '../../../app/base/assert.ts';
import { messageOf } from '../../../app/base/message-of.ts';
import { isDamage } from '../../database/damage.ts';
import { DamageMark } from '../../database/damaged-files.ts';
import { FileGuard } from '../../database/file-guard.ts';
import type { FolderLock } from '../../database/folder-lock.ts';
import { LogEndNote } from '../../database/log-end.ts';
import type { StorePlace } from '../../database/store-problem.ts';
import { writeProblem } from '../../database/store-problem.ts';
import { transaction } from '../../database/transaction.ts';
import { ByteReader } from './byte-reader.ts';
import { readChanges } from './change-reader.ts';
import { RowTeller } from './row-teller.ts';
import type { StorePort, ToStore } from './store-messages.ts';
import { StoreTables } from './store-tables.ts';

/** Milliseconds until what could not be written is tried again. */
const retryDelay = 500;
/** Milliseconds between two looks whether the file is still there. */
const guardInterval = 1000;

/**
 * Tells what is stored, then stores group after group, each whole or not at all. What cannot be written, because the disk is
 * full or fails, is tried again until it can: nothing is dropped here.
 */
export class StoreQueue {
  readonly #place: StorePlace;
  readonly #db: DatabaseSync;
  readonly #lock: FolderLock;
  readonly #port: StorePort;
  readonly #tables: StoreTables;
  readonly #guard: FileGuard;
  readonly #end: LogEndNote;
  #teller: RowTeller | undefined;
  #guardedAt = 0;
  #problem: string | undefined;
  /** The group that waits for a disk that takes it. */
  #waiting: Extract<ToStore, { type: 'commit' }> | undefined;

  constructor(place: StorePlace, db: DatabaseSync, lock: FolderLock, port: StorePort) {
    this.#place = place;
    this.#db = db;
    this.#lock = lock;
    this.#port = port;
    this.#tables = new StoreTables(db);
    this.#guard = new FileGuard(place.path);
    this.#end = new LogEndNote(place.path);
  }

  run(): void {
    this.#port.onMessage((message) => this.#handle(message));
  }

  #handle(message: ToStore): void {
    switch (message.type) {
      case 'more':
        this.#tell();
        return;
      case 'damaged':
        this.#markDamage(message.what);
        return;
      case 'commit':
        this.#waiting = message;
        this.#commit();
        return;
      case 'close':
        this.#close();
        return;
      default:
        unreachable(message);
    }
  }

  #tell(): void {
    try {
      this.#tellSome();
    } catch (error) {
      if (!isDamage(error)) throw error;
      const what = messageOf(error);
      this.#markDamage(what);
      this.#port.post({ type: 'damaged', what }, []);
    }
  }

  #tellSome(): void {
    this.#teller ??= new RowTeller(this.#db);
    const rows = this.#teller.next();
    if (rows === undefined) this.#port.post({ type: 'loaded' }, []);
    else this.#port.post({ type: 'rows', ...rows }, [rows.buffer]);
  }

  #commit(): void {
    const group = this.#waiting;
    if (group === undefined) return;
    try {
      this.#checkFile();
      const changes = new ByteReader(group.buffer, group.length);
      transaction(this.#db, () => readChanges(changes, this.#tables));
    } catch (error) {
      this.#retryLater(error);
      return;
    }
    this.#end.set();
    this.#waiting = undefined;
    this.#setProblem(undefined);
    this.#port.post({ type: 'stored', buffer: group.buffer }, [group.buffer]);
  }

  #retryLater(error: unknown): void {
    const problem = writeProblem(error, this.#place);
    if (problem === undefined) throw error;
    if (isDamage(error)) this.#markDamage(messageOf(error));
    this.#setProblem(problem);
    setTimeout(() => this.#commit(), retryDelay);
  }

  /** Before a group is written: what went to a file that is gone would be told as stored. */
  #checkFile(): void {
    const now = performance.now();
    if (now - this.#guardedAt < guardInterval) return;
    this.#guard.check();
    this.#guardedAt = now;
  }

  #markDamage(what: string): void {
    new DamageMark(this.#place.path).set(what);
  }

  #setProblem(message: string | undefined): void {
    if (message === this.#problem) return;
    this.#problem = message;
    this.#port.post({ type: 'problem', message }, []);
  }

  /** Whoever closes does not wait for a disk that is full. */
  #close(): void {
    this.#waiting = undefined;
    this.#end.clear();
    this.#db.close();
    this.#lock.release();
    this.#port.post({ type: 'closed' }, []);
    this.#port.close();
  }
}
