import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { systemCode, systemReason } from './system-reason.ts';

/** A folder cannot be made: `message` says which, why, and what to do. */
export class FolderNotMade extends Error {}

/**
 * Makes a folder and those above it, for this user alone; throws `FolderNotMade`. Node's own `recursive` never ends where a
 * parent is there and takes no folders, as in `/proc`.
 */
export function makeFolder(folder: string): void {
  try {
    makeWithParents(folder);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new FolderNotMade(
      `The folder ${folder} cannot be made: ${systemReason(code)}. Choose another one, or give Topicscope the right to write there.`,
      { cause: error },
    );
  }
}

function makeWithParents(folder: string): void {
  if (isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeWithParents(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was faster.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(folder: string): boolean {
  return existsSync(folder) && statSync(folder).isDirectory();
}
