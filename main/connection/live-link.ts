import type { MqttClient } from 'mqtt';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';

/** A connection that the broker has accepted, and on which everything of the session was sent again. */
export interface LiveLink {
  readonly client: MqttClient;
  readonly version: ProtocolVersion;
}
