import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDamage } from './damage.ts';
import { sqliteBusy, sqliteCode } from './sqlite-error.ts';

/** One process owns a data folder. */
export interface FolderLock {
  release(): void;
}

type LockAnswer =
  | { readonly ok: true; readonly lock: FolderLock }
  /** `pid` is 0 where the owner has not said it. */
  | { readonly ok: false; readonly pid: number };

export function lockPath(folder: string): string {
  return join(folder, 'lock.sqlite');
}

/**
 * Takes the folder by an exclusive lock on a small database of its own: the system lets go of it whatever way the process
 * ends, and of two that start at once exactly one gets it. The pid stands in a file beside it, for people only.
 */
export function lockFolder(folder: string, pid: number): LockAnswer {
  const db = takeLock(lockPath(folder));
  if (db === undefined) return { ok: false, pid: readPid(folder) };
  try {
    writeFileSync(join(folder, 'lock.pid'), `${pid}\n`, { mode: 0o600 });
  } catch (error) {
    db.close();
    throw error;
  }
  return { ok: true, lock: { release: () => db.close() } };
}

/** Undefined if another process has it. */
function takeLock(path: string, mayMend = true): DatabaseSync | undefined {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('begin exclusive');
    return db;
  } catch (error) {
    db.close();
    if (sqliteCode(error) === sqliteBusy) return undefined;
    if (!mayMend || !isDamage(error)) throw error;
    // Nothing is stored in it, and whoever held it would have been met before its content. Emptied, not deleted: another
    // process that mends it at the same time must come upon the same file.
    truncateSync(path);
    return takeLock(path, false);
  }
}

function readPid(folder: string): number {
  try {
    return Number.parseInt(readFileSync(join(folder, 'lock.pid'), 'utf8'), 10) || 0;
  } catch {
    // The owner holds the lock and has not written its number yet.
    return 0;
  }
}
