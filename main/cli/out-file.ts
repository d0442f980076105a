import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { constants, createWriteStream, fstatSync } from 'node:fs';
import { access, chmod, chown, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refusalOf, systemCode } from '../files/system-reason.ts';
import { standard } from './trace-options.ts';
import type { UnfinishedFiles } from './unfinished-files.ts';
import { partOf } from './unfinished-files.ts';

/** What the app calls its own files. */
const ownFile = /\.(?:sqlite|db|json|pid|damaged|lost|bin)(?:-[a-z]+)?$/;

/** The file cannot be written: `message` says which and why, in a sentence. */
export class OutFileError extends Error {}

interface OutFile {
  /** A path, or `-` for the standard output. */
  readonly out: string;
  /** Folders that are the app's own. */
  readonly folders: readonly string[];
  readonly unfinished: UnfinishedFiles;
}

/**
 * Writes a file that is there when it is whole. A link leads where it led, also to what is not there yet; a file that was
 * there keeps its mode, and stays as it is if it cannot be written, or nothing comes of it (`isEmpty`): the answer is false
 * then. What goes to the standard output, a pipe or a device has gone there at once. Throws OutFileError.
 */
export async function writeOutFile(
  { out, folders, unfinished }: OutFile,
  parts: AsyncGenerator<Uint8Array>,
  signal: AbortSignal,
  isEmpty: () => boolean,
): Promise<boolean> {
  try {
    const found = out === standard ? undefined : await statOf(out);
    if (out === standard || isStandard(found)) {
      await pipeline(Readable.from(parts), process.stdout, { signal, end: false });
      return true;
    }
    if (found?.isDirectory() === true) throw new OutFileError(`${out} is a folder, and --out names a file.`);
    // In the place of a pipe or a device there would be a file.
    if (found !== undefined && !found.isFile()) {
      await pipeline(Readable.from(parts), createWriteStream(out), { signal });
      return true;
    }
    const place = await placeOf(out);
    await expectFree(place, folders);
    if (found !== undefined) await access(place, constants.W_OK);
    return await writeWhole(place, found, unfinished, Readable.from(parts), signal, isEmpty);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new OutFileError(`${out} cannot be written: ${reasonOf(error, out)}.`, { cause: error });
  }
}

async function writeWhole(
  place: string,
  found: Stats | undefined,
  unfinished: UnfinishedFiles,
  bytes: Readable,
  signal: AbortSignal,
  isEmpty: () => boolean,
): Promise<boolean> {
  // No other file has this name.
  const part = partOf(place, randomUUID());
  await unfinished.begin(part);
  try {
    // What was captured is for this user alone, unless somebody has decided otherwise.
    await pipeline(bytes, createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }), { signal });
    if (isEmpty()) await rm(part);
    else {
      if (found !== undefined) await giveMode(part, found);
      await rename(part, place);
    }
    return !isEmpty();
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await unfinished.end(part);
  }
}

/** The owner and mode of the file that was there; without its group nothing for a group that is another one. */
async function giveMode(part: string, { mode, uid, gid }: Stats): Promise<void> {
  const made = await stat(part);
  const isOfGroup = made.gid === gid || (await isDone(chown(part, made.uid, gid)));
  if (made.uid !== uid) await isDone(chown(part, uid, gid));
  await chmod(part, mode & (isOfGroup ? 0o777 : 0o707));
}

async function isDone(change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return false;
  }
}

/** Undefined if there is nothing, or a link that leads to nothing. */
async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** `/dev/stdout` is what the shell has put there, to which others may write as well. */
function isStandard(found: Stats | undefined): boolean {
  if (found === undefined || found.ino === 0) return false;
  try {
    const { dev, ino } = fstatSync(process.stdout.fd);
    return dev === found.dev && ino === found.ino;
  } catch (error) {
    // It is closed.
    if (systemCode(error) === undefined) throw error;
    return false;
  }
}

/** Where a file of that name is, or would be. */
async function placeOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  const folder = await realpath(path.dirname(file));
  const place = path.join(folder, path.basename(file));
  const led = await linkOf(place);
  return led === undefined ? place : placeOf(path.resolve(folder, led));
}

async function linkOf(file: string): Promise<string | undefined> {
  try {
    return await readlink(file);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

/** What the app has in its folders is no place for an export, even where a name is free. */
async function expectFree(place: string, folders: readonly string[]): Promise<void> {
  if (!ownFile.test(place)) return;
  const own = await Promise.all(folders.map((folder) => realpath(folder)));
  if (!own.includes(path.dirname(place))) return;
  throw new OutFileError(`${place} would be among the app's own files: choose another folder or ending.`);
}

function reasonOf(error: unknown, out: string): string {
  if (systemCode(error) === 'ENOENT') return `there is no folder ${path.dirname(out)}`;
  return refusalOf(error);
}
