import { join } from 'node:path';

/** The database of a history. SQLite's log is beside it: `-wal` and `-shm` after the same name. */
export function databasePath(folder: string): string {
  return join(folder, 'history.sqlite');
}
