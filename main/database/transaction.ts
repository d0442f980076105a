import type { DatabaseSync } from 'node:sqlite';

/** All of `work` or nothing. Throws what SQLite or `work` threw. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate');
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (error) {
    // SQLite itself has rolled back after some errors, as when the disk is full.
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}
