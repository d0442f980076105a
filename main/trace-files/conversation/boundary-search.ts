import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { soughtBytes, soughtPlaces } from '../limits.ts';
import type { End } from './frame-boundary.ts';
import { frameBoundary } from './frame-boundary.ts';

interface Segment {
  /** Where it begins in the bytes. */
  readonly at: number;
  readonly time: number;
}

interface Found {
  readonly at: number;
  readonly version: ProtocolVersion;
}

/** Looks for the first control packet in a stream whose beginning is not in the capture. */
export class BoundarySearch {
  readonly #from: End;
  #segments: Segment[] = [];
  /** Places before this one were looked at. */
  #looked = 0;
  /** Of these, those that need more bytes. */
  #perhaps: number[] = [];

  constructor(from: End) {
    this.#from = from;
  }

  /** A segment's data was put behind the bytes, where they had this length. */
  segment(at: number, time: number): void {
    this.#segments.push({ at, time });
  }

  /** Where frames begin in all bytes that came; undefined as long as that cannot be said. */
  find(bytes: Uint8Array, versions: readonly ProtocolVersion[]): Found | undefined {
    const places = [...this.#perhaps, ...range(this.#looked, bytes.length)];
    const starts = new Set(this.#segments.map(({ at }) => at));
    this.#perhaps = [];
    this.#looked = bytes.length;
    for (const at of places) {
      const place = { bytes, at, isSegmentStart: starts.has(at), from: this.#from, versions };
      const verdict = frameBoundary(place);
      if (verdict.kind === 'yes') return { at, version: verdict.version };
      if (verdict.kind === 'perhaps' && this.#perhaps.length < soughtPlaces) this.#perhaps.push(at);
    }
    return undefined;
  }

  /** How many of the first bytes are of no use any more. */
  useless(length: number): number {
    const wanted = this.#perhaps[0] ?? length;
    return length - wanted > soughtBytes ? length - soughtBytes / 2 : wanted;
  }

  /** So many bytes were dropped at the beginning. */
  dropped(count: number): void {
    const left = this.#segments.filter(({ at }) => at >= count);
    this.#segments = left.map(({ at, time }) => ({ at: at - count, time }));
    this.#perhaps = this.#perhaps.filter((at) => at >= count).map((at) => at - count);
    this.#looked = Math.max(0, this.#looked - count);
  }

  /** When the byte before `end` came. */
  timeBefore(end: number): number {
    return this.#segments.findLast(({ at }) => at < end)?.time ?? this.#segments[0]?.time ?? 0;
  }
}

function* range(from: number, to: number): Iterable<number> {
  for (let at = from; at < to; at += 1) yield at;
}
