/** A sparkline shows that many intervals of that many microseconds. */
export const sparkIntervals = 24;
const sparkMicroseconds = 2_000_000;
/** The rate is that of so many intervals. */
const rateIntervals = 5;
/** Fewer messages than this in those are too few for a rate: all intervals are taken then. */
const fewMessages = 5;

const chunkBits = 12;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/** The number of the interval that a time is in, µs since 1970. */
export function intervalOf(time: number): number {
  return Math.floor(time / sparkMicroseconds);
}

/** When the interval that a time is in ends, µs since 1970. */
export function intervalEnd(time: number): number {
  return (intervalOf(time) + 1) * sparkMicroseconds;
}

class SparkChunk {
  /** The interval under way when the last message came, and its messages so far. */
  readonly interval = new Uint32Array(chunkSize);
  readonly current = new Uint32Array(chunkSize);
  /** The intervals before, a ring for each, packed by `pack`. */
  readonly past = new Uint16Array(chunkSize * sparkIntervals);
}

/** Messages in the last intervals of two seconds, for a million nodes at 56 bytes each; they age without a timer. */
export class SparkStore {
  readonly #chunks: SparkChunk[] = [];

  static readonly bytesPerSpark = 56;

  /** Counts messages in the interval that `intervalOf` says. */
  count(id: number, interval: number, messages = 1): void {
    const chunk = this.#chunkOf(id);
    const index = id & chunkMask;
    if (interval > (chunk.interval[index] ?? 0)) this.#advance(chunk, index, interval);
    chunk.current[index] = (chunk.current[index] ?? 0) + messages;
  }

  /** Messages of each interval up to that of `now`, oldest first. */
  read(id: number, now: number): number[] {
    const chunk = this.#chunkOf(id);
    const index = id & chunkMask;
    const last = chunk.interval[index] ?? 0;
    const newest = Math.floor(now / sparkMicroseconds);
    const counts: number[] = [];
    for (let interval = newest - sparkIntervals + 1; interval <= newest; interval += 1) {
      if (interval === last) counts.push(chunk.current[index] ?? 0);
      else if (interval > last || interval <= last - sparkIntervals) counts.push(0);
      else counts.push(unpack(chunk.past[index * sparkIntervals + (interval % sparkIntervals)] ?? 0));
    }
    return counts;
  }

  clear(id: number): void {
    const chunk = this.#chunkOf(id);
    const index = id & chunkMask;
    chunk.interval[index] = 0;
    chunk.current[index] = 0;
    chunk.past.fill(0, index * sparkIntervals, (index + 1) * sparkIntervals);
  }

  /** Makes `id` the same as another of the same or another store. */
  copyFrom(id: number, other: SparkStore, otherId: number): void {
    const source = other.#chunkOf(otherId);
    const from = otherId & chunkMask;
    const chunk = this.#chunkOf(id);
    const index = id & chunkMask;
    chunk.interval[index] = source.interval[from] ?? 0;
    chunk.current[index] = source.current[from] ?? 0;
    const ring = source.past.subarray(from * sparkIntervals, (from + 1) * sparkIntervals);
    chunk.past.set(ring, index * sparkIntervals);
  }

  #advance(chunk: SparkChunk, index: number, interval: number): void {
    const last = chunk.interval[index] ?? 0;
    const ring = index * sparkIntervals;
    chunk.past[ring + (last % sparkIntervals)] = pack(chunk.current[index] ?? 0);
    const end = Math.min(interval, last + sparkIntervals);
    for (let gap = last + 1; gap < end; gap += 1) chunk.past[ring + (gap % sparkIntervals)] = 0;
    chunk.interval[index] = interval;
    chunk.current[index] = 0;
  }

  #chunkOf(id: number): SparkChunk {
    while (this.#chunks.length <= id >>> chunkBits) this.#chunks.push(new SparkChunk());
    const chunk = this.#chunks[id >>> chunkBits];
    if (chunk === undefined) throw new Error(`Assertion failed: no spark ${id}`);
    return chunk;
  }
}

/**
 * Messages a second out of a sparkline as `SparkStore.read` gives it: over the last 10 s, or over all of it where that
 * are too few. `since` is when counting began: nothing is known from before.
 */
export function rateOf(counts: readonly number[], now: number, since: number): number {
  const age = Math.max(1, (now - since) / 1e6);
  const recent = sumOf(counts, rateIntervals, now);
  const span = Math.min(age, rateIntervals * (sparkMicroseconds / 1e6));
  if (recent >= fewMessages) return recent / span;
  const all = sparkIntervals - 1;
  const longSpan = Math.min(age, all * (sparkMicroseconds / 1e6));
  return Math.min(fewMessages / span, sumOf(counts, all, now) / longSpan);
}

/** Messages of so many intervals up to now; the oldest one counts with the part of it that is not too old. */
function sumOf(counts: readonly number[], intervals: number, now: number): number {
  const oldest = counts.length - 1 - intervals;
  let total = (counts[oldest] ?? 0) * (1 - (now % sparkMicroseconds) / sparkMicroseconds);
  for (let index = oldest + 1; index < counts.length; index += 1) total += counts[index] ?? 0;
  return total;
}

/** A count in 16 bits: 12 of them exact, the others say how often it was halved. */
function pack(count: number): number {
  let halvings = 0;
  let mantissa = count;
  while (mantissa > 0xfff) {
    mantissa >>>= 1;
    halvings += 1;
  }
  return halvings > 15 ? 0xffff : (halvings << 12) | mantissa;
}

function unpack(packed: number): number {
  return (packed & 0xfff) * 2 ** (packed >>> 12);
}
