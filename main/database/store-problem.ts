import { statSync } from 'node:fs';
import { messageOf } from '../../app/base/message-of.ts';
import { isDamage } from '../database/damage.ts';
import { NotKeptAside } from '../database/damaged-files.ts';
import { diskFull, isDiskFull } from '../database/disk-room.ts';
import { FileGone } from '../database/file-guard.ts';
import { lockPath } from '../database/folder-lock.ts';
import {
  sqliteBusy,
  sqliteCannotOpen,
  sqliteCode,
  sqliteFull,
  sqliteInputOutput,
  sqlitePermission,
  sqliteReadOnly,
} from '../database/sqlite-error.ts';
import { FolderNotMade } from '../files/make-folder.ts';
import { refusalOf, systemCode } from '../files/system-reason.ts';

/** The format is newer than this program. */
export class NewerFormat extends Error {}

export type OpenFailure = 'locked' | 'newer' | 'broken' | 'denied';

/** A database of ours: what it is called in a sentence (`history`), and where it is. */
export interface StorePlace {
  readonly name: string;
  readonly folder: string;
  readonly path: string;
}

/** Why a database was not opened, with one or two sentences that name the place and what to do. */
interface OpenProblem {
  readonly why: OpenFailure;
  readonly message: string;
}

const remedy = 'Choose another one, or give Topicscope the right to write there.';

/** The folder is another process's; `pid` is 0 where it has not said who it is. */
export function lockedBy(pid: number, folder: string): string {
  const owner = pid === 0 ? 'another process' : `process ${pid}`;
  return `The data folder ${folder} is in use by ${owner}. Quit that, or choose another data folder.`;
}

/** Undefined for an error that is a mistake of ours, and must be seen. */
export function openProblem(error: unknown, place: StorePlace): OpenProblem | undefined {
  const { name, path } = place;
  const words = messageOf(error);
  if (error instanceof NewerFormat) {
    const message = `The ${name} ${path} is of a newer Topicscope: ${words}. It was left as it is: use the newer version, or choose another data folder.`;
    return { why: 'newer', message };
  }
  if (error instanceof FolderNotMade) return { why: 'denied', message: words };
  if (error instanceof NotKeptAside) {
    const message = `The ${name} ${path} is damaged and cannot be moved aside: ${words}. Move it away, or choose another data folder.`;
    return { why: 'broken', message };
  }
  if (isFull(error, place)) return { why: 'denied', message: diskFull(place.folder) };
  const message = deniedBy(error, place) ?? brokenBy(error, place);
  return message === undefined ? undefined : { why: isDenied(error) ? 'denied' : 'broken', message };
}

/** SQLite says that the disk fails, too, where it has no room for the index of a log. */
function isFull(error: unknown, { folder }: StorePlace): boolean {
  const code = sqliteCode(error);
  if (code === sqliteFull || systemCode(error) === 'ENOSPC') return true;
  return (code === sqliteInputOutput || code === sqliteCannotOpen) && isDiskFull(folder);
}

function isDenied(error: unknown): boolean {
  const code = sqliteCode(error);
  if (code === undefined) return systemCode(error) !== undefined;
  return [sqliteCannotOpen, sqliteReadOnly, sqlitePermission].includes(code);
}

function deniedBy(error: unknown, { folder, path }: StorePlace): string | undefined {
  if (!isDenied(error)) return undefined;
  const inTheWay = [path, lockPath(folder)].find(isFolder);
  if (inTheWay !== undefined) {
    return `${inTheWay} is a folder, and a file of Topicscope belongs there. Move it away, or choose another data folder.`;
  }
  return `The data folder ${folder} cannot be written: ${refusalOf(error)}. ${remedy}`;
}

function brokenBy(error: unknown, { name, path }: StorePlace): string | undefined {
  const code = sqliteCode(error);
  if (code === sqliteBusy) {
    return `The ${name} ${path} is in use by another program. Close that, or choose another data folder.`;
  }
  if (code === undefined && !isDamage(error)) return undefined;
  return `The ${name} ${path} cannot be opened: ${messageOf(error)}. Move it away, or choose another data folder.`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Why what came in cannot be stored, and what to do; undefined for a mistake of ours. */
export function writeProblem(error: unknown, place: StorePlace): string | undefined {
  const { name, path } = place;
  if (error instanceof FileGone) {
    return `The ${name} ${path} was deleted or moved while it was open, so nothing is stored any more. Put it back, or restart Topicscope to begin a new one.`;
  }
  if (isDamage(error)) {
    return `The ${name} ${path} is damaged (${messageOf(error)}), so nothing more is stored. Restart Topicscope: it keeps the damaged file aside and begins a new one.`;
  }
  const code = sqliteCode(error);
  if (isFull(error, place)) {
    return `Nothing is stored at present: the disk is full. Make room for ${path}.`;
  }
  if (code === undefined && systemCode(error) === undefined) return undefined;
  return `Nothing is stored at present: the ${name} ${path} cannot be written, ${refusalOf(error)}.`;
}
