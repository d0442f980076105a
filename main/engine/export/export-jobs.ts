import type { ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { Pieces } from './pieces.ts';

interface ExportJob {
  readonly pieces: Pieces;
  readonly progress: ExportProgress;
}

interface Entry {
  readonly job: ExportJob;
  timer: NodeJS.Timeout;
}

/** Files that are made at one time; the oldest gives way. */
const most = 4;
/** Milliseconds after which a file that nobody asks for is given up: its window is gone. */
const silence = 60_000;

/** Files that are made piece by piece. Each ends what it holds open, however it ends. */
export class ExportJobs {
  readonly #entries = new Map<number, Entry>();
  #last = 0;

  add(job: ExportJob): number {
    this.#last += 1;
    this.#entries.set(this.#last, { job, timer: this.#watch(this.#last) });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > most && oldest !== undefined) this.end(oldest);
    return this.#last;
  }

  /** Somebody asks for it: it is kept for a while. */
  find(id: number): ExportJob | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    clearTimeout(entry.timer);
    entry.timer = this.#watch(id);
    return entry.job;
  }

  end(id: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    this.#entries.delete(id);
    entry.job.pieces.stop();
  }

  #watch(id: number): NodeJS.Timeout {
    return setTimeout(() => this.end(id), silence).unref();
  }
}
