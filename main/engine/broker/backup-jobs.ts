import type { Message } from '../../broker/routing/message.ts';
import { backupHead, backupLineOf, isBackupHead, readBackupLine } from './retained-backup.ts';

/** Jobs that are kept at once; the oldest gives way. */
const mostJobs = 4;
/** Bytes of one piece. */
export const pieceSize = 262_144;
const mostProblems = 20;
/** Bytes of a line: a payload of 16 MB in base64, and the rest. */
const longestLine = 32_000_000;

/** Files on their way: backups that are read piece by piece, and those that are taken in. */
export class Jobs<Job> {
  readonly #jobs = new Map<number, Job>();
  #last = 0;

  add(job: Job): number {
    this.#last += 1;
    this.#jobs.set(this.#last, job);
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size > mostJobs && oldest !== undefined) this.#jobs.delete(oldest);
    return this.#last;
  }

  find(id: number): Job | undefined {
    return this.#jobs.get(id);
  }

  end(id: number): void {
    this.#jobs.delete(id);
  }
}

/** A backup as bytes, encoded only as far as it is read. */
export class BackupReader {
  readonly #messages: readonly Message[];
  #next = 0;
  #left = Buffer.from(backupHead);

  constructor(messages: readonly Message[]) {
    this.#messages = messages;
  }

  /** The next piece; empty at the end. */
  read(): Uint8Array {
    const parts = [this.#left];
    let size = this.#left.length;
    for (let message = this.#messages[this.#next]; size < pieceSize; message = this.#messages[this.#next]) {
      if (message === undefined) break;
      const line = Buffer.from(backupLineOf(message));
      parts.push(line);
      size += line.length;
      this.#next += 1;
    }
    const whole = Buffer.concat(parts);
    this.#left = whole.subarray(pieceSize);
    return new Uint8Array(whole.subarray(0, pieceSize));
  }
}

/** A backup that comes in; what is wrong in it is said by line, and the rest is good. */
export class BackupTaker {
  readonly messages: Message[] = [];
  readonly problems: { readonly line: number; readonly why: string }[] = [];
  #wrong = 0;
  #lines = 0;
  #parts: Uint8Array[] = [];
  #size = 0;

  /** Lines that are no message. */
  get wrong(): number {
    return this.#wrong;
  }

  take(bytes: Uint8Array): void {
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      this.#add(bytes.subarray(start, end));
      this.#line();
      start = end + 1;
    }
    this.#add(bytes.subarray(start));
  }

  finish(): void {
    if (this.#size > 0) this.#line();
  }

  #add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#size += bytes.length;
    if (this.#size <= longestLine) this.#parts.push(new Uint8Array(bytes));
  }

  #line(): void {
    this.#lines += 1;
    const isWhole = this.#size <= longestLine;
    const line = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#size = 0;
    if (!isWhole) this.#refuse('The line is too long.');
    else if (this.#lines === 1) this.#head(line);
    else if (line.trim() !== '') this.#message(line);
  }

  #head(line: string): void {
    if (!isBackupHead(line)) this.#refuse('The file is no backup of retained messages of Topicscope.');
  }

  #message(line: string): void {
    const read = readBackupLine(line);
    if (read.ok) this.messages.push(read.message);
    else this.#refuse(read.why);
  }

  #refuse(why: string): void {
    this.#wrong += 1;
    if (this.problems.length < mostProblems)
      this.problems.push({ line: this.#lines, why: why.slice(0, 300) });
  }
}
