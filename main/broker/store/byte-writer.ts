const smallest = 16_384;

/** Values one after the other in one buffer, which can be transferred. */
export class ByteWriter {
  #bytes: Buffer<ArrayBuffer>;
  #length = 0;

  /** Begins in a buffer that was used before, if there is one. */
  constructor(buffer: ArrayBuffer | undefined) {
    this.#bytes = Buffer.from(buffer ?? new ArrayBuffer(smallest));
  }

  get length(): number {
    return this.#length;
  }

  get buffer(): ArrayBuffer {
    return this.#bytes.buffer;
  }

  /** What was written, and an end of it here: what follows goes into another buffer. */
  take(): { readonly buffer: ArrayBuffer; readonly length: number } {
    const taken = { buffer: this.#bytes.buffer, length: this.#length };
    this.#bytes = Buffer.from(new ArrayBuffer(smallest));
    this.#length = 0;
    return taken;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#length = this.#bytes.writeUInt8(value, this.#length);
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeUInt32LE(value, this.#length);
  }

  number(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  text(value: string): void {
    this.#reserve(4 + value.length * 3);
    const size = this.#bytes.write(value, this.#length + 4);
    this.#bytes.writeUInt32LE(size, this.#length);
    this.#length += 4 + size;
  }

  bytes(value: Uint8Array): void {
    this.uint32(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #reserve(size: number): void {
    const needed = this.#length + size;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.from(new ArrayBuffer(Math.max(needed, 2 * this.#bytes.length)));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
