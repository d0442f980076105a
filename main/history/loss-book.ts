import type { RecordBatch } from '../capture/record-sink.ts';
import type { Loss } from './loss.ts';
import { lossOf, sumOf } from './loss.ts';
import { LossNote } from './loss-note.ts';
import type { ToStore } from './store-messages.ts';

/** A mark of what an earlier run lost, which could not be stored at the start. */
export interface LateMark {
  readonly type: 'mark';
  readonly loss: Loss;
  readonly batch: RecordBatch;
}

/** What waits for the disk, as far as it could be lost. */
type Waiting = ToStore | LateMark;

/** Counts what waits while nothing can be stored, and notes it in the folder: a process may be killed at any time. */
export class LossBook {
  readonly #note: LossNote;
  /** A batch is counted once, however often it is tried. */
  readonly #counted = new WeakMap<Waiting, Loss>();
  #losses: readonly Loss[] = [];
  #isNoted: boolean;

  constructor(folder: string) {
    this.#note = new LossNote(folder);
    this.#isNoted = this.#note.read().length > 0;
    if (!this.#isNoted) this.#note.reserve();
  }

  /** What was given up; `isNoted` where the next start will know of it. */
  get givenUp(): { readonly losses: readonly Loss[]; readonly isNoted: boolean } {
    return { losses: this.#losses, isNoted: this.#isNoted };
  }

  /** Nothing of it could be stored so far. */
  waits(waiting: readonly Waiting[]): void {
    this.#isNoted = this.#note.write(this.#sumOf(waiting));
  }

  /** Nothing of it will be stored any more. */
  giveUp(waiting: readonly Waiting[]): void {
    this.#losses = this.#sumOf(waiting);
    this.#isNoted = this.#note.write(this.#losses);
  }

  /** The disk takes records again; what is `waiting` could still be lost. */
  goesOn(waiting: readonly Waiting[]): void {
    if (!this.#isNoted || waiting.some(({ type }) => type === 'mark')) return;
    this.#isNoted = !this.#note.write([]);
  }

  #sumOf(waiting: readonly Waiting[]): readonly Loss[] {
    return sumOf(waiting.flatMap((message) => this.#lossOf(message) ?? []));
  }

  #lossOf(message: Waiting): Loss | undefined {
    if (message.type === 'mark') return message.loss;
    if (message.type !== 'batch') return undefined;
    const lost = this.#counted.get(message) ?? lossOf(message);
    if (lost !== undefined) this.#counted.set(message, lost);
    return lost;
  }
}
