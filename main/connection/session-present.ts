import type { ConnackPacket, ConnectPacket } from '../../app/mqtt/packet.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';

/**
 * What is wrong with the Session Present of a CONNACK that accepts: we asked for a clean start, so neither side has a
 * session, and a client without one closes the connection [MQTT-3.2.2-4]. In 3.1 the byte is reserved.
 */
export function sessionPresentFault(connack: ConnackPacket, asked: ConnectPacket): ProtocolError | undefined {
  const { cleanStart, protocolVersion: version } = asked;
  if (!connack.sessionPresent || !cleanStart || version === 3) return undefined;
  const message = `CONNACK says Session Present after Clean ${version === 5 ? 'Start' : 'Session'} 1`;
  return new ProtocolError(0x82, version === 5 ? 'MQTT-3.2.2-4' : 'MQTT-3.2.2-1', message, 2);
}
