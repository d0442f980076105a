import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { messageOf } from '../../app/base/message-of.ts';

/** The damaged file could not be moved out of the way. */
export class NotKeptAside extends Error {}

/**
 * Moves the damaged database `from` (`history.sqlite`) with its log to `history.broken-<time>.sqlite` in the same folder,
 * for whoever can still mend it. Returns where it is now. Throws `NotKeptAside`.
 */
export function keepAside(from: string, now: () => number): string {
  const to = freeAsidePath(from, now());
  try {
    // The log goes first: SQLite would take it away with a database that is new and empty.
    for (const end of ['-wal', '-shm', '']) {
      if (existsSync(`${from}${end}`)) renameSync(`${from}${end}`, `${to}${end}`);
    }
  } catch (error) {
    throw new NotKeptAside(messageOf(error), { cause: error });
  }
  return to;
}

/** Copies a database and its log likewise, which are read on. */
export function keepCopyAside(from: string, now: () => number): string {
  const to = freeAsidePath(from, now());
  try {
    for (const end of ['-wal', '']) copyFileSync(`${from}${end}`, `${to}${end}`);
  } catch (error) {
    throw new NotKeptAside(messageOf(error), { cause: error });
  }
  return to;
}

function freeAsidePath(from: string, now: number): string {
  let time = Math.floor(now);
  while (existsSync(asidePath(from, time))) time += 1;
  return asidePath(from, time);
}

function asidePath(path: string, time: number): string {
  return `${stemOf(path)}.broken-${time}.sqlite`;
}

function stemOf(path: string): string {
  const { dir, name } = parse(path);
  return join(dir, name);
}

/** A note in the folder that what is stored was found damaged while it was written to: the next start begins anew. */
export class DamageMark {
  readonly #path: string;

  /** `path` is that of the database. */
  constructor(path: string) {
    this.#path = `${stemOf(path)}.damaged`;
  }

  /** What was wrong; undefined if nothing was. */
  read(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8').trim();
    } catch {
      // There is none, or it cannot be read: then the file is opened as any other.
      return undefined;
    }
  }

  set(what: string): void {
    try {
      writeFileSync(this.#path, `${what}\n`, { mode: 0o600 });
    } catch {
      // The next start opens the same file, and says the same of it when it is written to.
    }
  }

  clear(): void {
    rmSync(this.#path, { force: true });
  }
}
