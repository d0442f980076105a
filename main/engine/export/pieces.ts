import { copyOf } from '../../../app/base/copy-of.ts';

/** Bytes of one answer. */
const pieceSize = 262_144;
/** Milliseconds after which an answer comes with what there is. */
const patience = 200;

/** A file in pieces of a bounded size, whatever it is made in. */
export class Pieces {
  readonly #parts: AsyncGenerator<Uint8Array>;
  #left: Uint8Array[] = [];
  #size = 0;
  #isOver = false;
  /** A part that is being made. */
  #coming: Promise<void> | undefined;

  constructor(parts: AsyncGenerator<Uint8Array>) {
    this.#parts = parts;
  }

  /** The next piece, perhaps none yet, and whether it is the last. */
  async next(): Promise<{ readonly bytes: Uint8Array; readonly isEnd: boolean }> {
    const timer = Promise.withResolvers<'late'>();
    const timeout = setTimeout(() => timer.resolve('late'), patience);
    while (this.#size < pieceSize && !this.#isOver) {
      this.#coming ??= this.#begin();
      if ((await Promise.race([this.#coming, timer.promise])) === 'late') break;
    }
    clearTimeout(timeout);
    return { bytes: this.#take(), isEnd: this.#isOver && this.#size === 0 };
  }

  /** Nothing more is wanted: what the parts hold open is closed, once the one that is being made is there. */
  stop(): void {
    this.#isOver = true;
    this.#parts.return(undefined).catch(() => undefined);
  }

  #begin(): Promise<void> {
    const coming = this.#make();
    // Whoever asks next is told.
    coming.catch(() => undefined);
    return coming;
  }

  async #make(): Promise<void> {
    const made = await this.#parts.next();
    this.#coming = undefined;
    if (made.done === true) this.#isOver = true;
    else {
      // A copy: what was made may be a view of something larger.
      this.#left.push(copyOf(made.value));
      this.#size += made.value.byteLength;
    }
  }

  #take(): Uint8Array {
    const whole = Buffer.concat(this.#left);
    const rest = whole.subarray(pieceSize);
    this.#left = rest.byteLength === 0 ? [] : [rest];
    this.#size = rest.byteLength;
    return new Uint8Array(whole.subarray(0, pieceSize));
  }
}
