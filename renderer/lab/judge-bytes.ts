import { decode } from '../../app/mqtt/decode.ts';
import { Framer } from '../../app/mqtt/framer.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';
import { texts } from '../texts/en.ts';

const words = texts.lab.raw;

/** Packets that are named; a tester sends few. */
const namedPackets = 8;

/** What a broker should make of those bytes. */
export function judgeBytes(bytes: Uint8Array, version: ProtocolVersion): string {
  if (bytes.length === 0) return words.empty;
  const names: string[] = [];
  const framer = new Framer({ maximumPacketSize: bytes.length });
  try {
    framer.push(bytes, (frame) => names.push(decode(frame, version, 'client').type.toUpperCase()));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    // A packet longer than what was typed is one that is cut off.
    if (error.reasonCode === 0x95) return words.partial;
    return words.bad(error.message, error.clause);
  }
  if (framer.pending > 0) return words.partial;
  const more = names.length > namedPackets ? ', …' : '';
  return words.good(names.slice(0, namedPackets).join(', ') + more);
}
