import { closeSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';

/** Up to where a write-ahead log was told to be stored. */
export interface LogEnd {
  readonly frames: number;
  /** Those of the log that was meant: another round of it has others. */
  readonly salts: Uint8Array;
}

/** The head of the log's index: <https://sqlite.org/walformat.html#the_wal_index_header>. In the machine's byte order. */
const headBytes = 48;
const versionAt = 0;
const version = 3_007_000;
const framesAt = 16;
const saltsAt = 32;

/**
 * Notes beside the database `path`, in WAL mode, how far its log reached when the last group was told to be stored. Without it
 * damage to what came last looks like what a kill leaves of a group that nobody was told of. It outlives a kill as the log
 * itself does, and costs two small calls.
 */
export class LogEndNote {
  readonly #index: string;
  readonly #note: string;
  readonly #bytes = new Uint8Array(headBytes);
  #files: { readonly index: number; readonly note: number } | undefined;

  constructor(path: string) {
    this.#index = `${path}-shm`;
    this.#note = `${path}-end`;
  }

  /** A group was committed and is told next. */
  set(): void {
    try {
      this.#files ??= { index: openSync(this.#index, 'r'), note: openSync(this.#note, 'w', 0o600) };
      readSync(this.#files.index, this.#bytes, 0, headBytes, 0);
      writeSync(this.#files.note, this.#bytes, 0, headBytes, 0);
    } catch {
      // The group is stored all the same; an older note says less, and nothing wrong.
    }
  }

  /** Undefined if there is none that can be read. */
  read(): LogEnd | undefined {
    const head = readHead(this.#note);
    if (head === undefined || head.getUint32(versionAt, true) !== version) return undefined;
    return { frames: head.getUint32(framesAt, true), salts: new Uint8Array(head.buffer, saltsAt, 8) };
  }

  /** What was told is in the database itself, or its loss was said. */
  clear(): void {
    if (this.#files !== undefined) for (const file of Object.values(this.#files)) closeSync(file);
    this.#files = undefined;
    rmSync(this.#note, { force: true });
  }
}

function readHead(note: string): DataView | undefined {
  try {
    const bytes = new Uint8Array(readFileSync(note));
    return bytes.byteLength === headBytes ? new DataView(bytes.buffer) : undefined;
  } catch {
    // There is none, or it cannot be read: then the log alone has to tell.
    return undefined;
  }
}
