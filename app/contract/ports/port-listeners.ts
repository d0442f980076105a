import { assert } from '../../base/assert.ts';

/** The one message listener and the one close listener of an end of a port, and whether it has ended. */
export class PortListeners {
  #message: ((message: unknown) => void) | undefined;
  #close: (() => void) | undefined;
  #ended = false;

  get ended(): boolean {
    return this.#ended;
  }

  onMessage(listener: (message: unknown) => void): void {
    assert(this.#message === undefined, 'a port has one message listener');
    this.#message = this.#ended ? undefined : listener;
  }

  onClose(listener: () => void): void {
    assert(this.#close === undefined, 'a port has one close listener');
    if (this.#ended) queueMicrotask(listener);
    else this.#close = listener;
  }

  message(message: unknown): void {
    this.#message?.(message);
  }

  /** Says so once, and lets go of both listeners. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const close = this.#close;
    this.#message = undefined;
    this.#close = undefined;
    close?.();
  }
}
