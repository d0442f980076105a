import type { Tuning } from '../../../app/contract/areas/broker/tuning.ts';
import type { Will } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { payloadFault } from '../tuning/payload-fault.ts';

/** Refuses a CONNECT whose will its client could not publish. */
export function checkWill(will: Will, tuning: Tuning): void {
  if (will.qos > tuning.maximumQos) {
    throw new ProtocolError(
      0x9b,
      'MQTT-3.2.2-12',
      `The will is above the Maximum QoS of ${tuning.maximumQos}`,
    );
  }
  if (will.retain && !tuning.retainAvailable) {
    throw new ProtocolError(0x9a, 'MQTT-3.2.2-13', 'The will is to be retained, which is not available');
  }
  const fault = payloadFault(will.payload, will.properties, tuning);
  if (fault !== undefined)
    throw new ProtocolError(0x99, '3.1.3.2.3', `Of the will: ${fault.replace(/\.$/, '')}`);
}
