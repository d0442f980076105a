/** A buffer up to this size is used again. */
const keptCapacity = 1_048_576;

const noBytes = new Uint8Array(0);

/** Bytes of a file or a stream that came in and are not used up. */
export class ByteQueue {
  #bytes: Uint8Array<ArrayBuffer> = noBytes;
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** All of them, as a view that is valid until the next call. */
  get view(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  add(chunk: Uint8Array): void {
    const needed = this.length + chunk.byteLength;
    if (this.#end + chunk.byteLength > this.#bytes.byteLength) this.#makeRoom(needed);
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.byteLength;
  }

  /** The first `count` bytes are used up. */
  drop(count: number): void {
    this.#start += count;
    if (this.#start < this.#end) return;
    this.#start = 0;
    this.#end = 0;
    if (this.#bytes.byteLength > keptCapacity) this.#bytes = noBytes;
  }

  clear(): void {
    this.#bytes = noBytes;
    this.drop(this.length);
  }

  #makeRoom(needed: number): void {
    const left = this.view;
    const isFitting = needed <= this.#bytes.byteLength && this.#bytes.byteLength <= keptCapacity;
    // Twice as much, so that what comes in small parts is copied a bounded number of times.
    const room = isFitting ? this.#bytes : new Uint8Array(Math.max(64, 2 * needed));
    room.set(left);
    this.#bytes = room;
    this.#end = left.byteLength;
    this.#start = 0;
  }
}
