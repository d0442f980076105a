import type { FolderLock } from '../database/folder-lock.ts';
import { lockFolder } from '../database/folder-lock.ts';
import { makeFolder } from '../files/make-folder.ts';
import { openStore } from './open-store.ts';
import type { OpenFailure, StoreStart } from './store-messages.ts';
import { openProblem } from './store-problem.ts';
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
    const problem = openProblem(error, start.folder);
    if (problem === undefined) throw error;
    fail(port, problem.why, problem.message);
  }
}

function runLocked(start: StoreStart, port: StorePort, now: () => number, lock: FolderLock): void {
  try {
    const { store, sources, size, notice } = openStore(start, now);
    new StoreQueue(start.folder, store, lock, port).run();
    port.post({ type: 'opened', sources, size, notice }, []);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function lockedBy(pid: number, folder: string): string {
  const owner = pid === 0 ? 'another process' : `process ${pid}`;
  return `The data folder ${folder} is in use by ${owner}. Quit that, or choose another data folder.`;
}

function fail(port: StorePort, why: OpenFailure, message: string): void {
  port.post({ type: 'failed', why, message }, []);
  port.close();
}
