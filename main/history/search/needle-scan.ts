import type { LoadedUnit } from '../unit-cache.ts';
import type { Needles } from './needles.ts';
import { patternOf } from './needles.ts';

/** Records of a block that are enough to tell which needles are found most seldom. */
const sample = 64;

/** Finds the records that may pass a filter by what they must have in them, the rarest of it. */
export class NeedleScan {
  readonly #patterns: readonly RegExp[];
  #rarest: RegExp | undefined;

  /** At least one. */
  constructor(needles: readonly Needles[]) {
    this.#patterns = needles.map(patternOf);
  }

  /** In their order. */
  recordsIn(unit: LoadedUnit, from: number, end: number): readonly number[] {
    const { data, offsets } = unit;
    const start = offsets[from] ?? 0;
    const text = data.toString('latin1', start, offsets[end] ?? data.byteLength);
    const scan = (pattern: RegExp) => recordsWith(pattern, text, { offsets, start, from, end });
    if (this.#rarest !== undefined) return scan(this.#rarest);
    const scans = this.#patterns.map((pattern) => ({ pattern, found: scan(pattern) }));
    const best = scans.reduce((one, other) => (other.found.length < one.found.length ? other : one));
    if (end - from >= sample || scans.length === 1) this.#rarest = best.pattern;
    return best.found;
  }
}

interface Places {
  readonly offsets: Uint32Array;
  /** Where the text begins in the block. */
  readonly start: number;
  readonly from: number;
  readonly end: number;
}

function recordsWith(
  pattern: RegExp,
  text: string,
  { offsets, start, from, end }: Places,
): readonly number[] {
  const found: number[] = [];
  let index = from;
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit !== null && index < end; hit = pattern.exec(text)) {
    index = recordAt(offsets, index, hit.index + start);
    found.push(index);
    // On with the next record: one hit is enough. A hit over the end of a record hides none in the next one.
    index += 1;
    pattern.lastIndex = (offsets[index] ?? start + text.length) - start;
  }
  return found;
}

/** The record in which a byte lies, at `low` or after it: mostly not far after. */
function recordAt(offsets: Uint32Array, low: number, at: number): number {
  let [from, to] = [low, offsets.length - 1];
  for (let step = 1; from + step < to; step *= 2) {
    if ((offsets[from + step] ?? 0) > at) {
      to = from + step;
      break;
    }
    from += step;
  }
  while (from < to) {
    const middle = (from + to + 1) >>> 1;
    if ((offsets[middle] ?? 0) <= at) from = middle;
    else to = middle - 1;
  }
  return from;
}
