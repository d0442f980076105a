import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteBusy, sqliteCode } from './sqlite-error.ts';

/** One process owns a data folder. */
export interface FolderLock {
  release(): void;
}

type LockAnswer =
  | { readonly ok: true; readonly lock: FolderLock }
  /** `pid` is 0 where the owner has not said it. */
  | { readonly ok: false; readonly pid: number };

/**
 * Takes the folder by an exclusive lock on a small database of its own: the system lets go of it whatever way the process
 * ends, and of two that start at once exactly one gets it. The pid stands in a file beside it, for people only.
 */
export function lockFolder(folder: string, pid: number): LockAnswer {
  const db = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    if (sqliteCode(error) !== sqliteBusy) throw error;
    return { ok: false, pid: readPid(folder) };
  }
  writeFileSync(join(folder, 'lock.pid'), `${pid}\n`, { mode: 0o600 });
  return { ok: true, lock: { release: () => db.close() } };
}

function readPid(folder: string): number {
  try {
    return Number.parseInt(readFileSync(join(folder, 'lock.pid'), 'utf8'), 10) || 0;
  } catch {
    // The owner holds the lock and has not written its number yet.
    return 0;
  }
}
