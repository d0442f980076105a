/** Reads what a ByteWriter wrote. Bytes are views. */
export class ByteReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(buffer: ArrayBuffer, length: number) {
    this.#bytes = Buffer.from(buffer, 0, length);
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  byte(): number {
    this.#offset += 1;
    return this.#bytes.readUInt8(this.#offset - 1);
  }

  uint32(): number {
    this.#offset += 4;
    return this.#bytes.readUInt32LE(this.#offset - 4);
  }

  number(): number {
    this.#offset += 8;
    return this.#bytes.readDoubleLE(this.#offset - 8);
  }

  text(): string {
    const size = this.uint32();
    this.#offset += size;
    return this.#bytes.toString('utf8', this.#offset - size, this.#offset);
  }

  bytes(): Uint8Array {
    const size = this.uint32();
    this.#offset += size;
    return this.#bytes.subarray(this.#offset - size, this.#offset);
  }
}
