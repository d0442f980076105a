import { viewSegments } from './limits.ts';

/** Rows of a view that lie together: `count` matches among the records from `first` to `last`, the oldest being `row`. */
interface Segment {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly row: number;
}

/** A newer segment takes more in until it spans this many records. */
const segmentRecords = 4_096;

/**
 * Which rows a view has and where their records are. The newest row at the start is -1; older ones are found downwards from
 * there, newer ones upwards from 0, so a row keeps its number whatever is found, added or let go.
 */
export class RowSegments {
  /** From the start downwards. */
  #older: Segment[] = [];
  /** From the start upwards. */
  #newer: Segment[] = [];
  #end = 0;
  #lowest = 0;

  /** Beyond the newest row. */
  get end(): number {
    return this.#end;
  }

  /** The oldest row that is left; `end` if there is none. */
  get first(): number {
    return this.#oldest()?.row ?? this.#end;
  }

  /** The lowest number that any row had: those from here to `first` are gone. */
  get lowest(): number {
    return this.#lowest;
  }

  addOlder(first: number, last: number, count: number): void {
    if (count === 0) return;
    this.#lowest -= count;
    this.#older.push({ first, last, count, row: this.#lowest });
    if (this.#older.length > viewSegments) this.#older = joinPairs(this.#older);
  }

  addNewer(first: number, last: number, count: number): void {
    if (count === 0) return;
    const newest = this.#newer.at(-1);
    if (newest !== undefined && last - newest.first < segmentRecords) {
      this.#newer[this.#newer.length - 1] = { ...newest, last, count: newest.count + count };
    } else {
      this.#newer.push({ first, last, count, row: this.#end });
    }
    this.#end += count;
    if (this.#newer.length > viewSegments) this.#newer = joinPairs(this.#newer);
  }

  /** Lets go of what lies before `sequence`; `count` counts again where a segment is cut. */
  trim(sequence: number, count: (first: number, last: number) => number): void {
    let oldest = this.#oldest();
    while (oldest !== undefined && oldest.first < sequence) {
      const left = oldest.last < sequence ? 0 : count(sequence, oldest.last);
      this.#removeOldest();
      if (left > 0) {
        this.#restoreOldest({
          ...oldest,
          first: sequence,
          count: left,
          row: oldest.row + oldest.count - left,
        });
      }
      oldest = this.#oldest();
    }
  }

  /** The segment that has the row, if it is there. */
  find(row: number): Segment | undefined {
    const segments = row < 0 ? this.#older : this.#newer;
    let from = 0;
    let to = segments.length - 1;
    while (from <= to) {
      const middle = (from + to) >>> 1;
      const segment = segments[middle];
      if (segment === undefined) return undefined;
      if (row >= segment.row && row < segment.row + segment.count) return segment;
      const isBeyond = row >= segment.row;
      if (isBeyond === row >= 0) from = middle + 1;
      else to = middle - 1;
    }
    return undefined;
  }

  #oldest(): Segment | undefined {
    return this.#older.at(-1) ?? this.#newer[0];
  }

  #removeOldest(): void {
    if (this.#older.length > 0) this.#older.pop();
    else this.#newer.shift();
  }

  #restoreOldest(segment: Segment): void {
    if (segment.row < 0) this.#older.push(segment);
    else this.#newer.unshift(segment);
  }
}

/** Half as many segments, each as wide as two. */
function joinPairs(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (let index = 0; index < segments.length; index += 2) {
    const [one, other] = [segments[index], segments[index + 1]];
    if (one !== undefined) joined.push(other === undefined ? one : join(one, other));
  }
  return joined;
}

function join(one: Segment, other: Segment): Segment {
  return {
    first: Math.min(one.first, other.first),
    last: Math.max(one.last, other.last),
    count: one.count + other.count,
    row: Math.min(one.row, other.row),
  };
}
