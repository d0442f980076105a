import type { CapturedRecord } from '../capture/record-layout.ts';
import { headerSize, lengthAt, packetsAt, readRecord } from '../capture/record-layout.ts';
import { expectStored } from '../database/damage.ts';
import { cachedUnits } from './limits.ts';

/** The records of a block or a tail row, uncompressed, with where each begins: packets that share one begin together. */
export interface LoadedUnit {
  readonly first: number;
  readonly last: number;
  readonly data: Buffer;
  readonly offsets: Uint32Array;
  readonly mayHaveMarks: boolean;
}

/** Throws `DamagedFile` for records that do not lie end to end. */
export function loadUnit(first: number, last: number, data: Buffer, mayHaveMarks = true): LoadedUnit {
  const offsets = new Uint32Array(last - first + 1);
  let at = 0;
  for (let index = 0; index < offsets.length; ) {
    const length = lengthAt(data, at);
    // First: what says how many packets a record holds goes through all its bytes.
    expectStored(length >= headerSize && at + length <= data.byteLength, 'a record has a wrong length');
    const packets = packetsAt(data, at);
    offsets.fill(at, index, index + packets);
    index += packets;
    at += length;
  }
  return { first, last, data, offsets, mayHaveMarks };
}

/** The record with this sequence number, or the packet of one that holds many. */
export function recordIn({ data, offsets, first }: LoadedUnit, sequence: number): CapturedRecord {
  const index = sequence - first;
  return readRecord(data, offsets[index] ?? 0, sequence, index - startIn(offsets, index));
}

/** The index of the first packet of the record that the packet at `index` is in. */
export function startIn(offsets: Uint32Array, index: number): number {
  let start = index;
  while (start > 0 && offsets[start - 1] === offsets[index]) start -= 1;
  return start;
}

function weightOf({ data, offsets }: LoadedUnit): number {
  return data.byteLength + offsets.byteLength;
}

/** The units used last, bounded in number and in bytes. */
export class UnitCache {
  readonly #units = new Map<string, LoadedUnit>();
  readonly #most: number;
  #bytes = 0;

  /** `most` bytes. */
  constructor(most: number) {
    this.#most = most;
  }

  find(key: string): LoadedUnit | undefined {
    return this.#units.get(key);
  }

  keep(key: string, unit: LoadedUnit): void {
    this.#remove(key);
    // One that would push out most others is not worth keeping.
    if (weightOf(unit) > this.#most / 4) return;
    this.#units.set(key, unit);
    this.#bytes += weightOf(unit);
    for (const oldest of this.#units.keys()) {
      if (this.#bytes <= this.#most && this.#units.size <= cachedUnits) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const unit = this.#units.get(key);
    if (unit !== undefined) this.#bytes -= weightOf(unit);
    this.#units.delete(key);
  }
}
