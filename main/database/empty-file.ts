import { statSync } from 'node:fs';

/**
 * Whether the database `path` is a file without a byte: `whole` if so, `but-log` if the log beside it has some, which SQLite
 * would take away unread. It is empty from when it is made until the first write to it, and stays so after a kill or a full
 * disk in between; or what was in it is lost.
 */
export function emptinessOf(path: string): 'none' | 'whole' | 'but-log' {
  if (sizeOf(path) !== 0) return 'none';
  return (sizeOf(`${path}-wal`) ?? 0) > 0 ? 'but-log' : 'whole';
}

/** What is said of one that is empty, log and all, and is gone on with; `name` as `history`. */
export function emptyWords(name: string, path: string): string {
  return `The ${name} ${path} was empty: it had just been made when Topicscope was ended or the disk was full, or what was in it is lost. A new one was begun.`;
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}
