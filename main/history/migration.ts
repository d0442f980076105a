import { renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { transaction } from '../database/transaction.ts';

/** Brings the format from the version that is its key to the next. */
export type Migrations = ReadonlyMap<number, (db: DatabaseSync) => void>;

/**
 * Brings a file from one format to a later one. What was is copied first, beside it, and stays there until the next start
 * has found the new one whole. Each step is a transaction, so that whatever ends it (a full disk, a kill) leaves a file of
 * the format that it says it is. `path` is that of the database.
 */
export function migrate(db: DatabaseSync, path: string, from: number, to: number, steps: Migrations): void {
  keepCopy(db, path, from);
  for (let version = from; version < to; version += 1) {
    transaction(db, () => {
      steps.get(version)?.(db);
      db.exec(`pragma user_version = ${version + 1}`);
    });
  }
}

/** Under its name there is only ever a whole one. */
function keepCopy(db: DatabaseSync, path: string, version: number): void {
  const begun = `${copyPath(path, version)}.part`;
  // A kill in the middle of it left what SQLite would not write over.
  rmSync(begun, { force: true });
  try {
    db.exec(`vacuum into '${begun.replaceAll("'", "''")}'`);
    renameSync(begun, copyPath(path, version));
  } catch (error) {
    // On a full disk it would be in the way of what could help.
    rmSync(begun, { force: true });
    throw error;
  }
}

/** Takes the copies away that were kept of formats before this one. */
export function dropCopies(path: string, version: number): void {
  for (let older = 1; older < version; older += 1) {
    rmSync(copyPath(path, older), { force: true });
    rmSync(`${copyPath(path, older)}.part`, { force: true });
  }
}

function copyPath(path: string, version: number): string {
  return `${path}.format-${version}`;
}
