/** Bytes of the smallest buffers; each next size is twice as large. */
const smallest = 256;
/** Bytes that are kept for reuse, all sizes together. */
const keptBytes = 8 * 1_048_576;

/** Buffers whose bytes have gone, for the next ones: making them anew in every turn was a fifth of a busy broker's work. */
export class BufferPool {
  /** By the power of two that a size is of the smallest. */
  readonly #spare: Uint8Array[][] = [];
  #bytes = 0;

  /** A buffer of at least that many bytes, filled with anything. */
  take(size: number): Uint8Array {
    const power = powerOf(size);
    const spare = this.#spare[power]?.pop();
    if (spare === undefined) return Buffer.allocUnsafeSlow(smallest << power);
    this.#bytes -= spare.byteLength;
    return spare;
  }

  /** Takes back what `take` gave; nobody may look at it any more. */
  give(buffer: Uint8Array): void {
    if (buffer.byteLength < smallest || this.#bytes + buffer.byteLength > keptBytes) return;
    this.#bytes += buffer.byteLength;
    const power = powerOf(buffer.byteLength);
    let spare = this.#spare[power];
    if (spare === undefined) {
      spare = [];
      this.#spare[power] = spare;
    }
    spare.push(buffer);
  }
}

function powerOf(size: number): number {
  return size <= smallest ? 0 : 32 - Math.clz32((size - 1) / smallest);
}
