import type { FolderLock } from '../database/folder-lock.ts';
import { lockFolder } from '../database/folder-lock.ts';
import type { OpenFailure } from '../database/store-problem.ts';
import { lockedBy, openProblem } from '../database/store-problem.ts';
import { makeFolder } from '../files/make-folder.ts';
import { historyPlace } from './database-path.ts';
import { openStore } from './open-store.ts';
import type { StoreStart } from './store-messages.ts';
import type { StorePort } from './store-queue.ts';
import { StoreQueue } from './store-queue.ts';

/** Opens the history and works off what is asked of it until it is closed. `now` in milliseconds since 1970. */
export function runStore(start: StoreStart, port: StorePort, now: () => number): void {
  try {
    makeFolder(start.folder);
    const answer = lockFolder(start.folder, process.pid);
    if (answer.ok) runLocked(start, port, now, answer.lock);
    else fail(port, 'locked', lockedBy(answer.pid, start.folder));
  } catch (error) {
    const problem = openProblem(error, historyPlace(start.folder));
    if (problem === undefined) throw error;
    fail(port, problem.why, problem.message);
  }
}

function runLocked(start: StoreStart, port: StorePort, now: () => number, lock: FolderLock): void {
  try {
    const { store, sources, size, notice, losses, late } = openStore(start, now);
    new StoreQueue(start.folder, store, lock, port, late).run();
    port.post({ type: 'opened', sources, size, notice, losses }, []);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function fail(port: StorePort, why: OpenFailure, message: string): void {
  port.post({ type: 'failed', why, message }, []);
  port.close();
}
