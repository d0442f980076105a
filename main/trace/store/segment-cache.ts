import { cachedSegments } from './limits.ts';
import type { Segment } from './segment.ts';
import { unpackSegment } from './segment-codec.ts';

/** The segments used last, of all sources together. */
export class SegmentCache {
  readonly #segments = new Map<string, Segment>();

  load(source: number, first: number, read: () => Buffer): Segment {
    const known = this.#segments.get(keyOf(source, first));
    const segment = known ?? unpackSegment(read());
    this.keep(source, first, segment);
    return segment;
  }

  keep(source: number, first: number, segment: Segment): void {
    const key = keyOf(source, first);
    this.#segments.delete(key);
    this.#segments.set(key, segment);
    for (const [oldest, unused] of this.#segments) {
      if (this.#segments.size <= cachedSegments) break;
      this.#segments.delete(oldest);
      unused.letGo();
    }
  }

  remove(source: number, first: number): void {
    this.#segments.delete(keyOf(source, first));
  }
}

function keyOf(source: number, first: number): string {
  return `${source} ${first}`;
}
