import { statfsSync } from 'node:fs';

/** What opening a database takes at least: SQLite makes an index of its log, of 32 kB, and says of a full disk that it fails. */
const leastRoom = 65_536;

/** Whether the disk of that folder has too little room for a database to be opened. */
export function isDiskFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < leastRoom;
  } catch {
    // It is not there, or the system does not say: then that is not what is wrong.
    return false;
  }
}

/** In a sentence, with what to do. */
export function diskFull(folder: string): string {
  return `The disk of the data folder ${folder} is full. Make room on it, or choose another data folder.`;
}
