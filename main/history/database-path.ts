import { join } from 'node:path';
import type { StorePlace } from '../database/store-problem.ts';

/** The database of a history. SQLite's log is beside it: `-wal` and `-shm` after the same name. */
export function databasePath(folder: string): string {
  return join(folder, 'history.sqlite');
}

/** The same, as it is spoken of. */
export function historyPlace(folder: string): StorePlace {
  return { name: 'history', folder, path: databasePath(folder) };
}
