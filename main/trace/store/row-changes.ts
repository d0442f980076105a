import { segmentRows } from './limits.ts';

/** How many exchanges of a row, the first of which has that place in its segment, were looked at as they are now. */
export type Seen = (row: number, place: number) => number;

/** Which rows of a segment changed at which version of it, for who looks through them again and again. */
export class RowChanges {
  readonly #versions = new Uint32Array(segmentRows);
  readonly #from: number;

  /** Notes what comes after that version. */
  constructor(version: number) {
    this.#from = version;
  }

  /** From one row to before another. */
  note(version: number, from: number, end = from + 1): void {
    // Nearly always it is one, and a call of `fill` takes longer than all else.
    if (end === from + 1) this.#versions[from] = version;
    else this.#versions.fill(version, from, end);
  }

  /** What somebody has seen who looked at the first `exchanges` at that version; undefined if it is not known any more. */
  since(version: number, exchanges: number): Seen | undefined {
    if (version < this.#from) return undefined;
    return (row, place) => ((this.#versions[row] ?? 0) > version ? 0 : Math.max(0, exchanges - place));
  }
}
