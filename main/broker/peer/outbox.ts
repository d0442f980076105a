import { sharedFrameSize } from '../routing/routed-message.ts';
import type { Channel } from './channel.ts';
import type { Turn } from './turn.ts';

/** A gathered buffer is written when it is this full, even within a turn. */
const fullSize = 65_536;
const firstSize = 256;
const empty = new Uint8Array(0);

/** Takes frames in place of the outbox, and puts there what shall go out, when it shall. */
interface Detour {
  /** Bytes that wait. */
  readonly unsentBytes: number;
  /** A frame, valid during the call. */
  sent(frame: Uint8Array): void;
}

/**
 * Gathers the frames for one network connection and writes them once a turn. Small frames are copied, so that a
 * reader that does not read pins only what waits for it; those of sharedFrameSize or more are passed on as they are.
 */
export class Outbox {
  readonly #channel: Channel;
  readonly #turn: Turn;
  #buffer: Uint8Array = empty;
  #filled = 0;
  /** What the last turn needed is a good guess for the next. */
  #likelySize = firstSize;
  #isWaiting = false;
  #written = 0;
  #detour: Detour | undefined;
  /** Whether what is gathered has to wait until the state that it tells of is stored. */
  #waits = false;
  #wasDiverted = false;

  constructor(channel: Channel, turn: Turn) {
    this.#channel = channel;
    this.#turn = turn;
  }

  /** Bytes that have not gone yet: those that faults make wait, and those that the network has not taken. */
  get pendingBytes(): number {
    const unsent = this.#filled + this.#channel.pendingBytes;
    return this.#detour === undefined ? unsent : unsent + this.#detour.unsentBytes;
  }

  /** Bytes that the network has not taken yet. */
  get unsentBytes(): number {
    return this.#filled + this.#channel.pendingBytes;
  }

  get isDiverted(): boolean {
    return this.#detour !== undefined;
  }

  /** Every frame goes by the detour from now on; undefined ends that. */
  divert(detour: Detour | undefined): void {
    this.#detour = detour;
    // Frames may come back from it in any order and at any time: none of them goes ahead of the store.
    this.#wasDiverted = true;
  }

  /** Bytes that were handed to the network since the connection began. */
  get written(): number {
    return this.#written;
  }

  /** The next frame tells of something that has to be stored before it may leave. */
  awaitStorage(): void {
    this.#waits = true;
  }

  /** Adds a frame. It may change afterwards only if it is smaller than sharedFrameSize. */
  append(frame: Uint8Array): void {
    if (this.#detour === undefined) this.put(frame);
    else this.#detour.sent(frame);
  }

  /** Adds a frame, whatever detour there is. */
  put(frame: Uint8Array): void {
    if (frame.length < sharedFrameSize) {
      const start = this.#reserve(frame.length);
      this.#buffer.set(frame, start);
      return;
    }
    const waits = this.#waits;
    this.flush();
    this.#waits = false;
    this.#written += frame.length;
    this.#channel.write(frame, waits || this.#wasDiverted);
  }

  /** Adds a PUBLISH with another first byte, and with its packet identifier at `offset`; the frame stays as it is. */
  appendPublish(frame: Uint8Array, header: number, offset: number, id: number): void {
    if (frame.length < sharedFrameSize && this.#detour === undefined) {
      const start = this.#reserve(frame.length);
      this.#buffer.set(frame, start);
      this.#buffer[start] = header;
      writeId(this.#buffer, start + offset, id);
      return;
    }
    const own = new Uint8Array(frame);
    own[0] = header;
    writeId(own, offset, id);
    this.append(own);
  }

  flush(): void {
    this.#isWaiting = false;
    if (this.#filled === 0) return;
    const buffer = this.#buffer;
    const gathered = buffer.subarray(0, this.#filled);
    this.#likelySize = Math.max(firstSize, Math.min(fullSize, this.#filled));
    this.#buffer = empty;
    this.#written += this.#filled;
    this.#filled = 0;
    const waits = this.#waits;
    this.#waits = false;
    this.#channel.write(gathered, waits || this.#wasDiverted);
    // Nothing waits: the network has taken these bytes as well.
    if (this.#channel.pendingBytes === 0) this.#turn.buffers.give(buffer);
  }

  /** Makes room and says where it begins. */
  #reserve(length: number): number {
    if (this.#filled + length > fullSize) {
      const waits = this.#waits;
      this.flush();
      this.#waits = waits;
    }
    const needed = this.#filled + length;
    if (needed > this.#buffer.length) this.#grow(needed);
    if (!this.#isWaiting) {
      this.#isWaiting = true;
      this.#turn.add(this);
    }
    const start = this.#filled;
    this.#filled = needed;
    return start;
  }

  #grow(needed: number): void {
    const size = Math.min(fullSize, Math.max(needed, this.#likelySize, 2 * this.#buffer.length));
    const { buffers } = this.#turn;
    const grown = buffers.take(size);
    if (this.#filled > 0) grown.set(this.#buffer.subarray(0, this.#filled));
    buffers.give(this.#buffer);
    this.#buffer = grown;
  }
}

function writeId(bytes: Uint8Array, offset: number, id: number): void {
  bytes[offset] = id >> 8;
  bytes[offset + 1] = id & 0xff;
}
