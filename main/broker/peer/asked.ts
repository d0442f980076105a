import type { ConnackPacket, ConnectPacket, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';

/** What CONNECT asked for, without secrets and payloads: it is kept as long as the connection lasts. */
export interface Asked {
  readonly isCleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly hasPassword: boolean;
  readonly properties: Properties;
}

/** What CONNACK granted. */
export interface Granted {
  readonly isSessionPresent: boolean;
  readonly reasonCode: number;
  readonly properties: Properties;
}

export function askedOf(packet: ConnectPacket): Asked {
  // Bytes of a packet are a view of what was read with it, which must not be kept for them.
  const { authenticationData: _secret, correlationData: _bytes, ...properties } = packet.properties;
  return {
    isCleanStart: packet.cleanStart,
    keepAlive: packet.keepAlive,
    clientId: packet.clientId,
    userName: packet.username,
    hasPassword: packet.password !== undefined,
    properties,
  };
}

/** Before 5.0 a CONNACK has no properties: what the broker would grant is not told. */
export function grantedOf(packet: ConnackPacket, version: ProtocolVersion): Granted {
  const { authenticationData: _secret, ...properties } = packet.properties;
  const told = version === 5 ? properties : {};
  return { isSessionPresent: packet.sessionPresent, reasonCode: packet.reasonCode, properties: told };
}
