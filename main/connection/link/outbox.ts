import type { Packet } from '../../../app/mqtt/packet.ts';

/** Flushed at once beyond this; less waits for the end of the turn. */
const flushAt = 65_536;

/** Frames end to end, bytes of their own, and what of them somebody waits for: not acknowledgements of ours. */
type Write = (frames: Uint8Array, packets: readonly Packet[]) => void;

/**
 * Gathers the frames of one turn of the loop and writes them together: one write for the acknowledgements of a whole
 * read. Those come by the hundred thousand, so they are written as bytes at once and never become an object.
 */
export class Outbox {
  readonly #write: Write;
  readonly #bytes = new Uint8Array(flushAt);
  #used = 0;
  #packets: Packet[] = [];
  #scheduled: NodeJS.Immediate | undefined;

  constructor(write: Write) {
    this.#write = write;
  }

  /** `frame` is the outbox's from now on; `packet` is what it says, undefined where nobody waits for it. */
  add(frame: Uint8Array, packet: Packet | undefined): void {
    this.#makeRoom(frame.length);
    if (packet !== undefined) this.#packets.push(packet);
    if (frame.length > flushAt) {
      this.#hand(frame);
      return;
    }
    this.#bytes.set(frame, this.#used);
    this.#used += frame.length;
    this.#schedule();
  }

  /** PUBACK, PUBREC or PUBCOMP without a reason code, by its first byte (clause 3.4). */
  acknowledge(first: number, id: number): void {
    this.#makeRoom(4);
    const at = this.#used;
    this.#bytes[at] = first;
    this.#bytes[at + 1] = 2;
    this.#bytes[at + 2] = id >> 8;
    this.#bytes[at + 3] = id & 0xff;
    this.#used = at + 4;
    this.#schedule();
  }

  flush(): void {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#used === 0) return;
    const frames = this.#bytes.slice(0, this.#used);
    this.#used = 0;
    this.#hand(frames);
  }

  #makeRoom(size: number): void {
    if (this.#used + size > flushAt) this.flush();
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => this.flush());
  }

  #hand(frames: Uint8Array): void {
    const packets = this.#packets;
    this.#packets = [];
    this.#write(frames, packets);
  }
}
