import { decode } from '../../../app/mqtt/decode.ts';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { End } from './frame-head.ts';
import { mayBeginFrame } from './frame-head.ts';
import { frameSize, notWhole } from './frame-size.ts';
import type { SearchWork } from './search-work.ts';

/** Frames in a row that are proof enough anywhere; fewer where the beginning or the end of a segment speaks for it. */
const proof = 4;
/** What a decoding costs beside its bytes, in bytes. */
const decoding = 256;

/** Frames that follow each other from a place of the stream on, as far as they are there. */
export interface FrameChain {
  readonly place: number;
  readonly version: ProtocolVersion;
  /** A segment begins at the place: senders write whole packets. */
  readonly isSegmentStart: boolean;
  /** Where the next one begins. */
  next: number;
  frames: number;
}

/** Whether a chain begins where a packet does; `perhaps`: more bytes will tell. */
export type Verdict = 'no' | 'perhaps' | 'yes';

/** What there is of a stream; its first byte stands at `offset`, and it ends where a segment does. */
interface Stream {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly from: End;
}

/** Follows a chain as far as the bytes go. No frame of it is decoded twice. */
export function followChain(chain: FrameChain, stream: Stream, work: SearchWork): Verdict {
  const { bytes, offset, from } = stream;
  const end = offset + bytes.length;
  while (chain.next < end && chain.frames < proof) {
    const at = chain.next - offset;
    if (!mayBeginFrame(bytes, at, chain.version, from)) return 'no';
    const size = frameSize(bytes, at);
    if (size === notWhole || at + size > bytes.length) break;
    if (!work.take(decoding + size) || !isGood(bytes.subarray(at, at + size), chain.version, from)) {
      return 'no';
    }
    chain.next += size;
    chain.frames += 1;
  }
  const needed = proof - (chain.isSegmentStart ? 2 : 0) - (chain.next === end ? 1 : 0);
  return chain.frames >= needed ? 'yes' : 'perhaps';
}

/** Whether the whole frame is a packet that this end may send. */
export function isGood(frame: Uint8Array, version: ProtocolVersion, from: End): boolean {
  try {
    decode(frame, version, from);
    return true;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}
