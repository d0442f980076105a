import type { Packet } from '../../../app/mqtt/packet.ts';

/** Flushed at once beyond this; less waits for the end of the turn. */
const flushAt = 65_536;

/** A frame on its way out, as bytes of its own. */
export interface OutgoingFrame {
  readonly frame: Uint8Array;
  /** What it says; undefined for acknowledgements of ours, which nobody waits for. */
  readonly packet: Packet | undefined;
}

/**
 * Gathers the frames of one turn of the loop and writes them together: one write for the acknowledgements of a whole
 * read.
 */
export class Outbox {
  readonly #write: (frames: readonly OutgoingFrame[]) => void;
  #frames: OutgoingFrame[] = [];
  #bytes = 0;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(write: (frames: readonly OutgoingFrame[]) => void) {
    this.#write = write;
  }

  add(outgoing: OutgoingFrame): void {
    this.#frames.push(outgoing);
    this.#bytes += outgoing.frame.length;
    if (this.#bytes >= flushAt) this.flush();
    else this.#scheduled ??= setImmediate(() => this.flush());
  }

  flush(): void {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#frames.length === 0) return;
    const frames = this.#frames;
    this.#frames = [];
    this.#bytes = 0;
    this.#write(frames);
  }
}
