import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { soughtBytes, soughtChains } from '../limits.ts';
import type { FrameChain } from './frame-boundary.ts';
import { followChain } from './frame-boundary.ts';
import type { End } from './frame-head.ts';
import { mayBeginFrame } from './frame-head.ts';
import type { SearchWork } from './search-work.ts';

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
  readonly #work: SearchWork;
  /** Where segments begin and when they came, in order. */
  readonly #segments = new Map<number, number>();
  /** When the last segment came that was passed. */
  #time = 0;
  /** Bytes that were dropped. */
  #dropped = 0;
  /** Places before this one were looked at. */
  #looked = 0;
  /** Of these, those where perhaps a packet begins, in order. */
  #perhaps: readonly FrameChain[] = [];

  constructor(from: End, work: SearchWork) {
    this.#from = from;
    this.#work = work;
  }

  /** A segment's data was put behind the bytes, where they had this length. */
  segment(at: number, time: number): void {
    this.#segments.set(this.#dropped + at, time);
  }

  /** Where frames begin in all bytes that came; undefined as long as that cannot be said. */
  find(bytes: Uint8Array, versions: readonly ProtocolVersion[]): Found | undefined {
    const stream = { bytes, offset: this.#dropped, from: this.#from };
    this.#work.came(this.#dropped + bytes.length - this.#looked, this.#perhaps.length);
    const left: FrameChain[] = [];
    for (const chain of this.#chains(bytes, versions)) {
      const verdict = followChain(chain, stream, this.#work);
      if (verdict === 'yes') return { at: chain.place - this.#dropped, version: chain.version };
      if (verdict === 'perhaps' && left.length < soughtChains) left.push(chain);
    }
    this.#perhaps = left;
    this.#looked = this.#dropped + bytes.length;
    return undefined;
  }

  *#chains(bytes: Uint8Array, versions: readonly ProtocolVersion[]): Iterable<FrameChain> {
    yield* this.#perhaps;
    const offset = this.#dropped;
    for (let place = this.#looked; place < offset + bytes.length; place += 1) {
      for (const version of versions) {
        if (!mayBeginFrame(bytes, place - offset, version, this.#from)) continue;
        yield { place, version, isSegmentStart: this.#segments.has(place), next: place, frames: 0 };
      }
    }
  }

  /** How many of the first bytes, of which there are so many, are of no use any more. */
  useless(length: number): number {
    const first = this.#perhaps[0];
    const wanted = first === undefined ? length : first.place - this.#dropped;
    return length - wanted > soughtBytes ? length - soughtBytes / 2 : wanted;
  }

  /** So many bytes were dropped at the beginning. */
  drop(count: number): void {
    if (count === 0) return;
    this.#dropped += count;
    this.#perhaps = this.#perhaps.filter(({ place }) => place >= this.#dropped);
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
