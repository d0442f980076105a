import type {
  AcknowledgementPacket,
  AuthPacket,
  ConnackPacket,
  ConnectPacket,
  DisconnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
  Qos,
} from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';

export function connect(
  clientId: string,
  what: {
    readonly cleanStart?: boolean;
    readonly version?: ProtocolVersion;
    readonly keepAlive?: number;
    readonly properties?: Properties;
    readonly will?: ConnectPacket['will'];
  } = {},
): ConnectPacket {
  return {
    type: 'connect',
    protocolVersion: what.version ?? 5,
    cleanStart: what.cleanStart ?? true,
    keepAlive: what.keepAlive ?? 60,
    clientId,
    will: what.will,
    username: undefined,
    password: undefined,
    properties: what.properties ?? noProperties,
  };
}

export function connack(
  sessionPresent = false,
  reasonCode = 0,
  properties: Properties = noProperties,
): ConnackPacket {
  return { type: 'connack', sessionPresent, reasonCode, properties };
}

export function publish(
  topic: string,
  qos: Qos,
  id: number,
  what: Partial<Pick<PublishPacket, 'dup' | 'retain' | 'payload' | 'properties'>> = {},
): PublishPacket {
  const payload = what.payload ?? new TextEncoder().encode('payload');
  return {
    type: 'publish',
    topic,
    qos,
    id,
    payload,
    retain: what.retain ?? false,
    dup: what.dup ?? false,
    properties: what.properties ?? noProperties,
  };
}

export function ack(type: AcknowledgementPacket['type'], id: number, reasonCode = 0): AcknowledgementPacket {
  return { type, id, reasonCode, properties: noProperties };
}

export function subscribe(id: number, filters: readonly string[], qos: Qos = 1): Packet {
  const options = { qos, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
  const subscriptions = filters.map((filter) => ({ filter, ...options }));
  return { type: 'subscribe', id, subscriptions, properties: noProperties };
}

export function suback(id: number, reasonCodes: readonly number[]): Packet {
  return { type: 'suback', id, reasonCodes, properties: noProperties };
}

export function unsubscribe(id: number, filters: readonly string[]): Packet {
  return { type: 'unsubscribe', id, filters, properties: noProperties };
}

export function unsuback(id: number, reasonCodes: readonly number[]): Packet {
  return { type: 'unsuback', id, reasonCodes, properties: noProperties };
}

export function auth(reasonCode: number): AuthPacket {
  return { type: 'auth', reasonCode, properties: { authenticationMethod: 'test' } };
}

export function disconnect(reasonCode = 0, properties: Properties = noProperties): DisconnectPacket {
  return { type: 'disconnect', reasonCode, properties };
}

export const pingreq: Packet = { type: 'pingreq' };
export const pingresp: Packet = { type: 'pingresp' };
