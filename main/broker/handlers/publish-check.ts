import type { PublishPacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Client } from '../peer/client.ts';
import { payloadFault } from '../tuning/payload-fault.ts';
import type { Refusal } from './refusal.ts';

const payloadFormatInvalid = 0x99;

/** Ends the connection of a client that publishes what its CONNACK ruled out. */
export function checkGranted(packet: PublishPacket, { tuning }: Client): void {
  if (packet.qos > tuning.maximumQos) {
    const message = `QoS ${packet.qos} is above the Maximum QoS of ${tuning.maximumQos}`;
    throw new ProtocolError(0x9b, 'MQTT-3.2.2-11', message);
  }
  if (packet.retain && !tuning.retainAvailable) {
    throw new ProtocolError(0x9a, 'MQTT-3.2.2-14', 'Retaining messages is not available');
  }
}

/** What is wrong with the message itself, if its client is tuned to be checked (clauses 3.3.2.3.2 and 3.3.2.3.9). */
export function contentRefusal(packet: PublishPacket, { tuning }: Client): Refusal | undefined {
  if (!tuning.checkPayloadFormat && !tuning.checkContentType) return undefined;
  const why = payloadFault(packet.payload, packet.properties, tuning);
  return why === undefined ? undefined : { reasonCode: payloadFormatInvalid, why };
}
