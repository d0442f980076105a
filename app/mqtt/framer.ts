import { assert } from '../base/assert.ts';
import { ProtocolError } from './protocol-error.ts';

const noBytes = new Uint8Array(0);
/** What begins a frame can tell: its whole size once the fixed header is there. */
const unknown = 0;
/** A buffer up to this size is kept for the next frame that comes in parts. */
const keptCapacity = 8192;

/**
 * Cuts a byte stream into frames, one whole control packet each. A frame that lies in one chunk is
 * a view of it; one that comes in parts is put together in a buffer that grows with what has come,
 * never with what was announced. A throw, ours or onFrame's, ends it: later pushes throw the same.
 */
export class Framer {
  /** Bytes that a packet may have, fixed header included. May change at any time; holds from the next header on. */
  maximumPacketSize: number;
  #buffer: Uint8Array<ArrayBuffer> = noBytes;
  #filled = 0;
  /** Size of the frame in the buffer, 0 as long as its fixed header is not whole. */
  #size = unknown;
  #pushing = false;
  #isStopped = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: { readonly maximumPacketSize: number }) {
    this.maximumPacketSize = options.maximumPacketSize;
  }

  /** Bytes that wait for the rest of their frame. */
  get pending(): number {
    return this.#filled;
  }

  /**
   * Calls onFrame with a view of each whole frame, valid only during the call. Must not be called from onFrame.
   * Returns how many bytes it took: all, unless it was stopped.
   */
  push(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): number {
    if (this.#failure !== undefined) throw this.#failure.error;
    assert(!this.#pushing, 'push is not called from onFrame');
    this.#pushing = true;
    this.#isStopped = false;
    try {
      return this.#cut(chunk, onFrame);
    } catch (error) {
      this.#failure = { error };
      this.#release();
      throw error;
    } finally {
      this.#pushing = false;
    }
  }

  /** Called from onFrame: that frame was the last of the chunk that is being pushed. */
  stop(): void {
    this.#isStopped = true;
  }

  #cut(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): number {
    let offset = this.#filled > 0 ? this.#goOn(chunk, onFrame) : 0;
    while (offset < chunk.length && !this.#isStopped) {
      const size = this.#frameSize(chunk, offset, chunk.length);
      if (size === unknown || offset + size > chunk.length) {
        this.#size = size;
        this.#append(chunk, offset, chunk.length);
        return chunk.length;
      }
      onFrame(new Uint8Array(chunk.buffer, chunk.byteOffset + offset, size));
      offset += size;
    }
    return offset;
  }

  /** Completes the frame in the buffer as far as the chunk reaches; returns how much of the chunk that took. */
  #goOn(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): number {
    let offset = 0;
    while (this.#size === unknown) {
      if (offset === chunk.length) return offset;
      this.#append(chunk, offset, offset + 1);
      offset += 1;
      this.#size = this.#frameSize(this.#buffer, 0, this.#filled);
    }
    const end = Math.min(chunk.length, offset + this.#size - this.#filled);
    this.#append(chunk, offset, end);
    if (this.#filled === this.#size) {
      const frame = new Uint8Array(this.#buffer.buffer, 0, this.#size);
      this.#filled = 0;
      this.#size = unknown;
      onFrame(frame);
      if (this.#buffer.length > keptCapacity) this.#release();
    }
    return end;
  }

  /** Size of the frame that begins at `start`, 0 while its fixed header is not whole (clause 2.1.4). */
  #frameSize(bytes: Uint8Array, start: number, end: number): number {
    let length = 0;
    let scale = 1;
    for (let index = start + 1; index < end; index += 1) {
      const byte = bytes[index] ?? 0;
      length += (byte & 0x7f) * scale;
      if (byte < 0x80) return this.#withinLimit(index - start + 1 + length);
      if (index === start + 4)
        throw new ProtocolError(0x81, '2.1.4', 'Remaining Length is longer than four bytes', 1);
      scale *= 128;
    }
    return unknown;
  }

  #withinLimit(size: number): number {
    if (size <= this.maximumPacketSize) return size;
    const message = `A packet of ${size} bytes is larger than the ${this.maximumPacketSize} bytes allowed`;
    throw new ProtocolError(0x95, 'MQTT-3.2.2-15', message, 1);
  }

  #append(chunk: Uint8Array, start: number, end: number): void {
    const filled = this.#filled + end - start;
    if (filled > this.#buffer.length) this.#grow(filled);
    this.#buffer.set(new Uint8Array(chunk.buffer, chunk.byteOffset + start, end - start), this.#filled);
    this.#filled = filled;
  }

  /** Doubles, so that a packet that comes byte by byte is copied a bounded number of times. */
  #grow(needed: number): void {
    const doubled = Math.max(needed, 2 * this.#buffer.length, 64);
    const capacity = this.#size === unknown ? doubled : Math.max(needed, Math.min(doubled, this.#size));
    const grown = new Uint8Array(capacity);
    grown.set(new Uint8Array(this.#buffer.buffer, 0, this.#filled));
    this.#buffer = grown;
  }

  #release(): void {
    this.#buffer = noBytes;
    this.#filled = 0;
    this.#size = unknown;
  }
}
