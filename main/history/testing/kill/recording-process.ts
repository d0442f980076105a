import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readLines } from '../child.ts';

const program = fileURLToPath(new URL('./recording-child.ts', import.meta.url));

/** What the process said before it was killed. */
export interface Said {
  /** Up to where it was last told that the history is stored; 0 if it never was. */
  readonly storedTo: number;
  /** Up to where it had recorded when, in ms since 1970. */
  readonly recorded: readonly { readonly to: number; readonly at: number }[];
  readonly killedAt: number;
}

/** A process that records. It stands ready before it is told to begin. */
export class RecordingProcess {
  readonly #child: ChildProcess;
  readonly #recorded: { to: number; at: number }[] = [];
  #storedTo = 0;
  #isTold: () => void = () => undefined;
  readonly #firstStored = new Promise<void>((resolve) => {
    this.#isTold = resolve;
  });

  constructor(folder: string) {
    this.#child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdin?.on('error', () => undefined);
    readLines(this.#child, (line) => this.#onLine(line));
  }

  begin(): void {
    this.#child.stdin?.write('begin\n');
  }

  /** Resolves when it was told for the first time that something is stored, or is gone. */
  async stored(): Promise<void> {
    await Promise.race([this.#firstStored, once(this.#child, 'close')]);
  }

  /** kill -9, and all that it had said until then. */
  async kill(): Promise<Said> {
    const closed = once(this.#child, 'close');
    const killedAt = Date.now();
    this.#child.kill('SIGKILL');
    await closed;
    return { storedTo: this.#storedTo, recorded: this.#recorded, killedAt };
  }

  #onLine(line: string): void {
    const [what, to, at] = line.split(' ');
    if (what === 's') {
      this.#storedTo = Number(to);
      this.#isTold();
    }
    if (what === 'r') this.#recorded.push({ to: Number(to), at: Number(at) });
  }
}
