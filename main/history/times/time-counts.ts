/** So many messages between two times, in µs since 1970; `last` is the newest record among them. */
export interface TimeCount {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly last: number;
}

/** Beyond so many of them two and two become one. */
const mostEntries = 32_768;

/** When messages came, block by block: the newest at the start was found first, then older and newer ones around it. */
export class TimeCounts {
  /** From the start downwards. */
  #older: TimeCount[] = [];
  /** From the start upwards. */
  #newer: TimeCount[] = [];

  addOlder(count: TimeCount): void {
    if (count.count === 0) return;
    this.#older.push(count);
    if (this.#older.length > mostEntries) this.#older = joinPairs(this.#older);
  }

  addNewer(count: TimeCount): void {
    if (count.count === 0) return;
    this.#newer.push(count);
    if (this.#newer.length > mostEntries) this.#newer = joinPairs(this.#newer);
  }

  /** Lets go of what lies before `sequence`. */
  trim(sequence: number): void {
    for (
      let oldest = this.#older.at(-1);
      oldest !== undefined && oldest.last < sequence;
      oldest = this.#older.at(-1)
    ) {
      this.#older.pop();
    }
    if (this.#older.length > 0) return;
    const gone = this.#newer.findIndex(({ last }) => last >= sequence);
    this.#newer.splice(0, gone === -1 ? this.#newer.length : gone);
  }

  /** In no order. */
  *all(): Generator<TimeCount> {
    yield* this.#older;
    yield* this.#newer;
  }
}

function joinPairs(counts: readonly TimeCount[]): TimeCount[] {
  const joined: TimeCount[] = [];
  for (let index = 0; index < counts.length; index += 2) {
    const [one, other] = [counts[index], counts[index + 1]];
    if (one !== undefined) joined.push(other === undefined ? one : join(one, other));
  }
  return joined;
}

function join(one: TimeCount, other: TimeCount): TimeCount {
  return {
    from: Math.min(one.from, other.from),
    to: Math.max(one.to, other.to),
    count: one.count + other.count,
    last: Math.max(one.last, other.last),
  };
}
