import type { DisconnectPacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';

/** DISCONNECT (clause 3.14): 0x00 discards the will [MQTT-3.14.4-3], any other reason lets it out. */
export function onDisconnect(packet: DisconnectPacket, client: Client, peer: Peer): void {
  const { sessionExpiryInterval: expiry } = packet.properties;
  if (expiry !== undefined) {
    if (client.terms.sessionExpiry === 0 && expiry > 0) {
      const message = 'A session that ends with its connection cannot be prolonged by DISCONNECT';
      throw new ProtocolError(0x82, '3.14.2.2.2', message);
    }
    client.session.expiry = Math.min(expiry, client.tuning.sessionExpiryMaximum);
  }
  const isNormal = packet.reasonCode === 0;
  const why = isNormal
    ? 'The client sent DISCONNECT.'
    : `The client sent DISCONNECT with reason 0x${packet.reasonCode.toString(16).padStart(2, '0')}.`;
  peer.end({ reasonCode: undefined, why, withWill: !isNormal });
}
