import { encode } from '../../../app/mqtt/encode.ts';
import type { Packet } from '../../../app/mqtt/packet.ts';
import type { Terms } from './terms.ts';

/** The packet as the client may be sent it; undefined if it is too large for it even without its extras. */
export function encodeFor(packet: Packet, terms: Terms): Uint8Array | undefined {
  const { version, maximumPacketSize } = terms;
  const whole = encode(mayExplain(packet, terms) ? packet : withoutExplanation(packet), version);
  if (whole.length <= maximumPacketSize) return whole;
  // Reason String and User Property give way to the client's Maximum Packet Size [MQTT-3.4.2-2], [MQTT-3.4.2-3].
  const bare = encode(withoutExplanation(packet), version);
  return bare.length <= maximumPacketSize ? bare : undefined;
}

/** Without Request Problem Information only three types may explain themselves [MQTT-3.1.2-29]. */
function mayExplain(packet: Packet, terms: Terms): boolean {
  if (!terms.reasonStrings) return packet.type === 'publish';
  if (terms.wantsProblemInformation) return true;
  return packet.type === 'publish' || packet.type === 'connack' || packet.type === 'disconnect';
}

function withoutExplanation(packet: Packet): Packet {
  if (!('properties' in packet)) return packet;
  const { reasonString, userProperties, ...properties } = packet.properties;
  if (reasonString === undefined && userProperties === undefined) return packet;
  return { ...packet, properties };
}
