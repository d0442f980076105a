import { decode } from '../../../app/mqtt/decode.ts';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { longestFrame } from '../limits.ts';
import { frameSize, noFrame, notWhole } from './frame-size.ts';

/** Who sent it. */
export type End = 'client' | 'server';

/** Frames in a row that are proof enough anywhere; fewer where the beginning or the end of a segment speaks for it. */
const proof = 4;

/** What could stand at a place of a stream: no frame, perhaps one (more bytes will tell), or surely one. */
export type Verdict =
  | { readonly kind: 'no' | 'perhaps' }
  | { readonly kind: 'yes'; readonly version: ProtocolVersion };

interface Place {
  readonly bytes: Uint8Array;
  readonly at: number;
  /** A segment begins here: senders write whole packets. */
  readonly isSegmentStart: boolean;
  readonly from: End;
  /** Those that the connection may speak, the likeliest first. */
  readonly versions: readonly ProtocolVersion[];
}

/** Whether control packets follow each other from a place on; the bytes end where a segment does. */
export function frameBoundary(place: Place): Verdict {
  if (!mayBegin(place.bytes[place.at] ?? 0, place.from)) return { kind: 'no' };
  let best: Verdict = { kind: 'no' };
  for (const version of place.versions) {
    const found = follow(place, version);
    if (found === 'yes') return { kind: 'yes', version };
    if (found === 'perhaps') best = { kind: 'perhaps' };
  }
  return best;
}

function follow({ bytes, at, isSegmentStart, from }: Place, version: ProtocolVersion): Verdict['kind'] {
  let [position, frames] = [at, 0];
  while (position < bytes.length && frames < proof) {
    const size = frameSize(bytes, position);
    if (size === noFrame || size > longestFrame || !mayBegin(bytes[position] ?? 0, from)) return 'no';
    if (size === notWhole || position + size > bytes.length) break;
    if (!isGood(bytes.subarray(position, position + size), version, from)) return 'no';
    position += size;
    frames += 1;
  }
  const isWholeAtEnd = position === bytes.length;
  const needed = proof - (isSegmentStart ? 2 : 0) - (isWholeAtEnd ? 1 : 0);
  return frames >= needed ? 'yes' : 'perhaps';
}

/** By the first byte: type and flags of the table (clauses 2.1.2 and 2.1.3), sent by that end. */
function mayBegin(byte: number, from: End): boolean {
  const type = byte >> 4;
  const flags = byte & 0x0f;
  // A second CONNECT or CONNACK in a connection is a fault of its sender.
  if (type === 3) return (flags & 6) !== 6 && (flags & 0x0e) !== 8;
  const isClients = type === 8 || type === 10 || type === 12;
  const isServers = type === 9 || type === 11 || type === 13;
  if (type < 3 || (from === 'client' ? isServers : isClients)) return false;
  return flags === (type === 6 || type === 8 || type === 10 ? 2 : 0);
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
