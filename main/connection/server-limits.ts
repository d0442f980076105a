import type { ConnackPacket } from '../../app/mqtt/packet.ts';

/** What the broker allows us, from CONNACK (clause 3.2.2.3); the standard's defaults where it says nothing. */
export interface ServerLimits {
  readonly receiveMaximum: number;
  readonly maximumQos: 0 | 1 | 2;
  readonly retainAvailable: boolean;
  /** Bytes. */
  readonly maximumPacketSize: number;
  readonly topicAliasMaximum: number;
}

/** Of a CONNACK of any version; one before 5.0 has no properties, and so the defaults. */
export function serverLimits(connack: ConnackPacket): ServerLimits {
  const { properties } = connack;
  return {
    receiveMaximum: properties.receiveMaximum ?? 65_535,
    maximumQos: properties.maximumQos ?? 2,
    retainAvailable: properties.retainAvailable !== 0,
    maximumPacketSize: properties.maximumPacketSize ?? 268_435_460,
    topicAliasMaximum: properties.topicAliasMaximum ?? 0,
  };
}
