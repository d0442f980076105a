import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { soughtBytes, soughtGrowth, soughtPlaces } from '../limits.ts';
import type { End } from './frame-boundary.ts';
import { frameBoundary } from './frame-boundary.ts';

interface Found {
  readonly at: number;
  readonly version: ProtocolVersion;
}

/**
 * Looks for the first control packet in a stream whose beginning is not in the capture. Places are counted from the first
 * byte that came; those who ask count from the first that they still have.
 */
export class BoundarySearch {
  readonly #from: End;
  /** Where segments begin and when they came, in order. */
  readonly #segments = new Map<number, number>();
  /** When the last segment came that was passed. */
  #time = 0;
  /** Bytes that were dropped. */
  #dropped = 0;
  /** Places before this one were looked at. */
  #looked = 0;
  /** Of these, those that need more bytes. */
  #perhaps: readonly number[] = [];
  /** How many bytes there must be until those are looked at again. */
  #lookAgainAt = 0;

  constructor(from: End) {
    this.#from = from;
  }

  /** A segment's data was put behind the bytes, where they had this length. */
  segment(at: number, time: number): void {
    this.#segments.set(this.#dropped + at, time);
  }

  /** Where frames begin in all bytes that came; undefined as long as that cannot be said. */
  find(bytes: Uint8Array, versions: readonly ProtocolVersion[]): Found | undefined {
    const looksAgain = bytes.length >= this.#lookAgainAt;
    if (looksAgain) this.#lookAgainAt = bytes.length * (1 + soughtGrowth);
    const left: number[] = looksAgain ? [] : [...this.#perhaps];
    for (const place of this.#places(looksAgain, this.#dropped + bytes.length)) {
      const at = place - this.#dropped;
      const isSegmentStart = this.#segments.has(place);
      const verdict = frameBoundary({ bytes, at, isSegmentStart, from: this.#from, versions });
      if (verdict.kind === 'yes') return { at, version: verdict.version };
      if (verdict.kind === 'perhaps' && left.length < soughtPlaces) left.push(place);
    }
    this.#perhaps = left;
    this.#looked = this.#dropped + bytes.length;
    return undefined;
  }

  *#places(looksAgain: boolean, end: number): Iterable<number> {
    if (looksAgain) yield* this.#perhaps;
    for (let place = this.#looked; place < end; place += 1) yield place;
  }

  /** How many of the first bytes, of which there are so many, are of no use any more. */
  useless(length: number): number {
    const first = this.#perhaps[0];
    const wanted = first === undefined ? length : first - this.#dropped;
    return length - wanted > soughtBytes ? length - soughtBytes / 2 : wanted;
  }

  /** So many bytes were dropped at the beginning. */
  drop(count: number): void {
    if (count === 0) return;
    this.#dropped += count;
    this.#perhaps = this.#perhaps.filter((place) => place >= this.#dropped);
    this.#lookAgainAt = Math.max(0, this.#lookAgainAt - count);
    this.#passSegments(this.#dropped + 1);
  }

  /** When the byte before `end` came; asked with rising ends, once it is found. */
  timeBefore(end: number): number {
    this.#passSegments(this.#dropped + end);
    return this.#time;
  }

  #passSegments(end: number): void {
    for (const [place, time] of this.#segments) {
      if (place >= end) return;
      this.#time = time;
      if (place < end - 1) this.#segments.delete(place);
    }
  }
}
