import type { Qos } from '../../../app/mqtt/packet.ts';

/** The delivery QoS is the lower of what was published and what was granted [MQTT-3.8.4-8]. */
export function lowerQos(a: Qos, b: Qos): Qos {
  return a < b ? a : b;
}
