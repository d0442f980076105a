import { DatabaseSync } from 'node:sqlite';
import { formatVersion, prepareFormat } from '../../schema.ts';

// Migrates a history by one more step, and is killed in the middle of that.
const path = process.argv[2] ?? '';
const db = new DatabaseSync(path);
const step = (each: DatabaseSync) => {
  each.exec("update source set name = 'half'; delete from tail");
  process.kill(process.pid, 'SIGKILL');
};
prepareFormat(db, path, formatVersion + 1, new Map([[formatVersion, step]]));
