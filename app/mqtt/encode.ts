import type { Packet, ProtocolVersion } from './packet.ts';
import { packetTypeNumber } from './packet-types.ts';
import { Measure, variableIntegerLength, Writer } from './sink.ts';
import { headerFlags, writeBody } from './write-packet.ts';

/**
 * Encodes a packet, in bytes of its own. What the version lacks is left out (properties, reason codes).
 * What no packet can hold is our mistake and fails an assertion: too long, U+0000, id 0, a property
 * out of place.
 */
export function encode(packet: Packet, version: ProtocolVersion): Uint8Array {
  const measure = new Measure();
  writeBody(measure, packet, version);
  const writer = new Writer(1 + variableIntegerLength(measure.length) + measure.length);
  writer.byte((packetTypeNumber(packet.type) << 4) | headerFlags(packet));
  writer.variableInteger(measure.length);
  writeBody(writer, packet, version);
  return writer.bytes;
}

/** Bytes that a packet takes, fixed header included: what Maximum Packet Size limits. */
export function encodedLength(packet: Packet, version: ProtocolVersion): number {
  const measure = new Measure();
  writeBody(measure, packet, version);
  return 1 + variableIntegerLength(measure.length) + measure.length;
}
