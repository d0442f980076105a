import type { Packet } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';

/** CONNACK comes first and once [MQTT-3.2.0-1], [MQTT-3.2.0-2]; AUTH only to who asked for it. */
export function checkOrder({ type }: Packet, isAccepted: boolean): void {
  if (type === 'auth') {
    throw new ProtocolError(0x82, 'MQTT-4.12.0-6', 'The broker sent AUTH, and no method was asked for');
  }
  if ((type === 'connack') !== isAccepted) return;
  const what = isAccepted ? 'a second CONNACK' : `${type.toUpperCase()} before CONNACK`;
  const clause = isAccepted ? 'MQTT-3.2.0-2' : 'MQTT-3.2.0-1';
  throw new ProtocolError(0x82, clause, `The broker sent ${what}`);
}
