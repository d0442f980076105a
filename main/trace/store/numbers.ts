/** Whole numbers in as few bytes as they need: seven bits each, the lowest first, as the standard's lengths. */
export class NumberWriter {
  #bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  /** A number from 0 to 2^53. */
  put(value: number): void {
    if (this.#at + 8 > this.#bytes.byteLength) this.#grow(8);
    const bytes = this.#bytes;
    let rest = value;
    while (rest >= 0x80000000) {
      bytes[this.#at] = (rest % 128) | 0x80;
      this.#at += 1;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      bytes[this.#at] = (rest & 0x7f) | 0x80;
      this.#at += 1;
      rest >>>= 7;
    }
    bytes[this.#at] = rest;
    this.#at += 1;
  }

  /** A number of either sign: the small ones are short. */
  putSigned(value: number): void {
    this.put(value < 0 ? -2 * value - 1 : 2 * value);
  }

  putBytes(bytes: Uint8Array): void {
    if (this.#at + bytes.byteLength > this.#bytes.byteLength) this.#grow(bytes.byteLength);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.byteLength;
  }

  /** A view of what was written. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafe(this.#bytes.byteLength * 2 + by);
    larger.set(this.bytes());
    this.#bytes = larger;
  }
}

/** Reads what a NumberWriter wrote. */
export class NumberReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  takeSigned(): number {
    const value = this.take();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  takeBytes(count: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }

  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }
}
