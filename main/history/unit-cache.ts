import { lengthAt } from '../capture/record-layout.ts';
import { cachedBytes, cachedUnits } from './limits.ts';

/** The records of a block or a tail row, uncompressed, with where each begins. */
export interface LoadedUnit {
  readonly first: number;
  readonly last: number;
  readonly data: Buffer;
  readonly offsets: Uint32Array;
}

export function loadUnit(first: number, last: number, data: Buffer): LoadedUnit {
  const offsets = new Uint32Array(last - first + 1);
  let at = 0;
  for (let index = 0; index < offsets.length; index += 1) {
    offsets[index] = at;
    at += lengthAt(data, at);
  }
  return { first, last, data, offsets };
}

/** The units used last, bounded in number and in bytes. */
export class UnitCache {
  readonly #units = new Map<string, LoadedUnit>();
  #bytes = 0;

  get(key: string, load: () => LoadedUnit): LoadedUnit {
    const unit = this.#units.get(key) ?? load();
    this.#remove(key);
    // One that would push out most others is not worth keeping.
    if (unit.data.byteLength > cachedBytes / 4) return unit;
    this.#units.set(key, unit);
    this.#bytes += unit.data.byteLength;
    for (const oldest of this.#units.keys()) {
      if (this.#bytes <= cachedBytes && this.#units.size <= cachedUnits) break;
      this.#remove(oldest);
    }
    return unit;
  }

  #remove(key: string): void {
    this.#bytes -= this.#units.get(key)?.data.byteLength ?? 0;
    this.#units.delete(key);
  }
}
