import type { ConnectPacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';

/** The longest that 3.1 knows. */
const longest31 = 23;

/** The client identifier in force: the client's own, or one made for it. Throws where the version wants a refusal. */
export function clientIdOf(packet: ConnectPacket, random: () => number): string {
  const { clientId, protocolVersion, cleanStart } = packet;
  if (protocolVersion === 3 && (clientId === '' || clientId.length > longest31)) {
    throw new ProtocolError(0x85, '3.1', 'In MQTT 3.1 a client identifier has 1 to 23 characters');
  }
  if (clientId !== '') return clientId;
  if (protocolVersion === 4 && !cleanStart) {
    throw new ProtocolError(0x85, 'MQTT-3.1.3-8', 'An empty client identifier needs Clean Session');
  }
  return assignedId(random);
}

/** 23 characters that nobody else has: 96 random bits [MQTT-3.1.3-6]. */
function assignedId(random: () => number): string {
  let digits = '';
  for (let part = 0; part < 3; part += 1) {
    digits += Math.floor(random() * 0x1_0000_0000)
      .toString(36)
      .padStart(7, '0');
  }
  return `ts${digits}`;
}
