import { lstat, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import { refusalOf, systemCode } from '../files/system-reason.ts';

/** Names that `partOf` makes, and nobody else. */
const partName = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;
/** Parts that could not be removed and are tried again. */
const most = 100;

const noted = z.object({
  /** The folder that the list was written in: a copy of it knows nothing of what goes on elsewhere. */
  folder: z.string(),
  parts: z.array(z.string().regex(partName)).max(most),
});

/** Characters of a name that a part has of it: some systems allow 255 bytes in all. */
const nameCharacters = 50;

/** What a file is called while it is being written. */
export function partOf(file: string, id: string): string {
  const name = [...path.basename(file)].slice(0, nameCharacters).join('');
  return path.join(path.dirname(file), `${name}.${id}.part`);
}

/**
 * Names of files that are being written, kept in a data folder. Whoever has the folder's lock is the only one who writes
 * any: what the list names when it is opened was left by a process that is no more.
 */
export class UnfinishedFiles {
  readonly #file: string;
  readonly #folder: string;
  readonly #tell: (line: string) => void;
  #parts: readonly string[];
  #isTold = false;

  private constructor(file: string, folder: string, parts: readonly string[], tell: (line: string) => void) {
    this.#file = file;
    this.#folder = folder;
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Removes what was left behind; `dataFolder` is one that this process has locked. */
  static async open(dataFolder: string, tell: (line: string) => void): Promise<UnfinishedFiles> {
    const file = path.join(dataFolder, 'unfinished-exports.json');
    const { dev, ino } = await stat(dataFolder);
    const folder = `${dev}:${ino}`;
    const { value, problem } = await readJsonFile(file, noted, Date.now);
    if (problem !== undefined) tell(problem);
    const left = value?.folder === folder ? value.parts : [];
    const kept: string[] = [];
    for (const part of left) if (!(await isRemoved(part))) kept.push(part);
    const files = new UnfinishedFiles(file, folder, kept, tell);
    if (value !== undefined) await files.#write();
    return files;
  }

  /** To be told before the part is made. */
  async begin(part: string): Promise<void> {
    this.#parts = [...this.#parts, part].slice(-most);
    await this.#write();
  }

  /** It is whole and has its name, or was removed. */
  async end(part: string): Promise<void> {
    this.#parts = this.#parts.filter((one) => one !== part);
    await this.#write();
  }

  /** A data folder that is full does not keep anybody from writing elsewhere, to make room for instance. */
  async #write(): Promise<void> {
    try {
      if (this.#parts.length === 0) await rm(this.#file, { force: true });
      else await writeJsonFile(this.#file, { folder: this.#folder, parts: this.#parts });
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      const place = `The data folder ${path.dirname(this.#file)} cannot be written: ${refusalOf(error)}.`;
      if (!this.#isTold) this.#tell(`${place} What is written now stays half-way if this program is killed.`);
      this.#isTold = true;
    }
  }
}

/** Only a file goes; one in a folder that cannot be reached today is left for the next time. */
async function isRemoved(part: string): Promise<boolean> {
  try {
    if ((await lstat(part)).isFile()) await rm(part);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
