const cellBytes = 8;
const chunkBits = 15;
const cellsPerChunk = 1 << chunkBits;
/** Longer names have memory of their own. */
const longestInCells = 1024;

/**
 * The bytes of the names of a million levels, in cells of 8 bytes that are used again. A name is known by a number and
 * its length; both are kept by the caller. A `Buffer` or string of its own would take five times the memory.
 */
export class NameStore {
  /** Bytes in use. */
  used = 0;
  readonly #chunks: Uint8Array[] = [];
  #nextCell = 0;
  /** Free cells by how many there are in a row. */
  readonly #free = new Map<number, number[]>();
  readonly #long = new Map<number, Uint8Array>();
  #nextLong = 1;

  /** Keeps a copy and returns its number. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    this.used += footprint(length);
    if (length > longestInCells) {
      this.#long.set(this.#nextLong, bytes.slice(start, end));
      return this.#nextLong++;
    }
    const cells = Math.ceil(length / cellBytes);
    const cell = this.#free.get(cells)?.pop() ?? this.#takeCells(cells);
    const chunk = this.#chunkOf(cell);
    const target = offsetOf(cell);
    for (let index = 0; index < length; index += 1) chunk[target + index] = bytes[start + index] ?? 0;
    return cell;
  }

  remove(name: number, length: number): void {
    this.used -= footprint(length);
    if (length > longestInCells) {
      this.#long.delete(name);
      return;
    }
    const cells = Math.ceil(length / cellBytes);
    const free = this.#free.get(cells);
    if (free === undefined) this.#free.set(cells, [name]);
    else free.push(name);
  }

  /** Whether the name is what stands in `bytes` from `start`. */
  equals(name: number, length: number, bytes: Uint8Array, start: number): boolean {
    const chunk = this.#bytesOf(name, length);
    const from = length > longestInCells ? 0 : offsetOf(name);
    for (let index = 0; index < length; index += 1) {
      if (chunk[from + index] !== bytes[start + index]) return false;
    }
    return true;
  }

  /** Below, at or above 0 as the first name sorts before, with or after the second: by bytes, so by code point. */
  compare(name: number, length: number, other: number, otherLength: number): number {
    const a = this.#bytesOf(name, length);
    const b = this.#bytesOf(other, otherLength);
    const fromA = length > longestInCells ? 0 : offsetOf(name);
    const fromB = otherLength > longestInCells ? 0 : offsetOf(other);
    const shared = Math.min(length, otherLength);
    for (let index = 0; index < shared; index += 1) {
      const difference = (a[fromA + index] ?? 0) - (b[fromB + index] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - otherLength;
  }

  /** Copies the name to `target` at `at`. */
  copy(name: number, length: number, target: Uint8Array, at: number): void {
    const chunk = this.#bytesOf(name, length);
    const from = length > longestInCells ? 0 : offsetOf(name);
    for (let index = 0; index < length; index += 1) target[at + index] = chunk[from + index] ?? 0;
  }

  firstByte(name: number, length: number): number {
    if (length === 0) return -1;
    return this.#bytesOf(name, length)[length > longestInCells ? 0 : offsetOf(name)] ?? -1;
  }

  #takeCells(cells: number): number {
    const left = cellsPerChunk - (this.#nextCell % cellsPerChunk);
    // A name lies in one chunk: what is left of the last one is skipped.
    if (left < cells) this.#nextCell += left;
    const cell = this.#nextCell;
    this.#nextCell += cells;
    while (this.#chunks.length * cellsPerChunk <= cell) {
      this.#chunks.push(new Uint8Array(cellsPerChunk * cellBytes));
    }
    return cell;
  }

  #bytesOf(name: number, length: number): Uint8Array {
    if (length <= longestInCells) return this.#chunkOf(name);
    const bytes = this.#long.get(name);
    if (bytes === undefined) throw new Error('Assertion failed: a long name is kept until it is removed');
    return bytes;
  }

  #chunkOf(cell: number): Uint8Array {
    const chunk = this.#chunks[cell >>> chunkBits];
    if (chunk === undefined) throw new Error('Assertion failed: a name lies in a chunk');
    return chunk;
  }
}

function offsetOf(cell: number): number {
  return (cell & (cellsPerChunk - 1)) * cellBytes;
}

function footprint(length: number): number {
  return length > longestInCells ? length + 200 : Math.ceil(length / cellBytes) * cellBytes;
}
