import { assert } from '../base/assert.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { packetTypeNumber } from './packet-types.ts';
import { noProperties } from './properties.ts';
import { Measure, variableIntegerLength, Writer } from './sink.ts';
import { headerFlags, writeBody } from './write-packet.ts';

/**
 * Encodes a packet, in bytes of its own. What the version lacks is left out (properties, reason codes).
 * What no packet can hold is our mistake and fails an assertion: too long, U+0000, id 0, a property
 * out of place.
 */
export function encode(packet: Packet, version: ProtocolVersion): Uint8Array {
  const short = shortAcknowledgement(packet);
  if (short !== undefined) return short;
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

/** Success without properties, which goes out once or twice for each message: written without measuring first. */
function shortAcknowledgement(packet: Packet): Uint8Array | undefined {
  switch (packet.type) {
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp': {
      const { id, reasonCode, properties } = packet;
      if (reasonCode !== 0 || properties !== noProperties) return undefined;
      assert(id > 0, 'a packet identifier is not 0');
      return Uint8Array.of((packetTypeNumber(packet.type) << 4) | headerFlags(packet), 2, id >> 8, id & 0xff);
    }
    default:
      return undefined;
  }
}
