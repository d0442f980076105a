import { statSync } from 'node:fs';

/** The file is not in its folder any more: what is written to it is lost with the last program that has it open. */
export class FileGone extends Error {}

/** Notices that an open file was deleted or moved, of which the system tells nobody. */
export class FileGuard {
  readonly #path: string;
  readonly #inode: bigint | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#inode = inodeOf(path);
  }

  /** Throws `FileGone` if the file that was there at first is not there now. */
  check(): void {
    if (inodeOf(this.#path) !== this.#inode) throw new FileGone(`${this.#path} is gone`);
  }
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}
