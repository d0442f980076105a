import type { Packet, ProtocolVersion } from './packet.ts';
import { readPacket } from './read-packet.ts';
import { Reader } from './reader.ts';
import type { Sender } from './sender.ts';

/**
 * Decodes one whole frame, strictly; throws ProtocolError and nothing else. Payloads and other bytes
 * are views of the frame: copy what is kept. `version` is what the connection agreed on; CONNECT has
 * its own. `from` says who sent it, as some packets, properties and codes are for one end only.
 */
export function decode(frame: Uint8Array, version: ProtocolVersion, from: Sender): Packet {
  return readPacket(new Reader(frame, version, undefined), from);
}
