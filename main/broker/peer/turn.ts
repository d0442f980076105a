import { BufferPool } from './buffer-pool.ts';

/** Has bytes to write once the turn of the event loop is over. */
interface Flushable {
  flush(): void;
}

/** Gathers what a turn of the event loop has to write: one write for each receiver, not one for each message. */
export class Turn {
  /** For what is gathered until then. */
  readonly buffers = new BufferPool();
  #waiting: Flushable[] = [];

  /** Flushes it when all that came in in this turn has been worked off. */
  add(flushable: Flushable): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#end());
    this.#waiting.push(flushable);
  }

  #end(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const flushable of waiting) flushable.flush();
  }
}
