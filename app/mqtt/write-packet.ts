import { assert, unreachable } from '../base/assert.ts';
import type {
  AcknowledgementPacket,
  AuthPacket,
  DisconnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
  SubackPacket,
  SubscribePacket,
  Subscription,
  UnsubackPacket,
  UnsubscribePacket,
} from './packet.ts';
import type { Sink } from './sink.ts';
import { writeConnack, writeConnect } from './write-connect.ts';
import { isEmpty, writeProperties } from './write-properties.ts';

/** The lower four bits of the fixed header (clause 2.1.3). */
export function headerFlags(packet: Packet): number {
  switch (packet.type) {
    case 'publish':
      return (packet.dup ? 8 : 0) | (packet.qos << 1) | (packet.retain ? 1 : 0);
    case 'pubrel':
    case 'subscribe':
    case 'unsubscribe':
      return 2;
    default:
      return 0;
  }
}

/** Writes what follows the fixed header. */
export function writeBody(sink: Sink, packet: Packet, version: ProtocolVersion): void {
  switch (packet.type) {
    case 'connect':
      writeConnect(sink, packet);
      return;
    case 'connack':
      writeConnack(sink, packet, version);
      return;
    case 'publish':
      writePublish(sink, packet, version);
      return;
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      writeAcknowledgement(sink, packet, version);
      return;
    case 'subscribe':
      writeSubscribe(sink, packet, version);
      return;
    case 'suback':
      writeSuback(sink, packet, version);
      return;
    case 'unsubscribe':
      writeUnsubscribe(sink, packet, version);
      return;
    case 'unsuback':
      writeUnsuback(sink, packet, version);
      return;
    case 'pingreq':
    case 'pingresp':
      return;
    case 'disconnect':
      writeDisconnect(sink, packet, version);
      return;
    case 'auth':
      writeAuth(sink, packet, version);
      return;
    default:
      unreachable(packet);
  }
}

function writePublish(sink: Sink, packet: PublishPacket, version: ProtocolVersion): void {
  const aliased = version === 5 && packet.properties.topicAlias !== undefined;
  assert(packet.topic !== '' || aliased, 'a PUBLISH has a topic or an alias');
  assert(!packet.dup || packet.qos > 0, 'DUP is not set at QoS 0 [MQTT-3.3.1-2]');
  sink.text(packet.topic);
  if (packet.qos > 0) writePacketId(sink, packet.id);
  writeProperties(sink, 'publish', packet.properties, version);
  sink.raw(packet.payload);
}

function writeAcknowledgement(sink: Sink, packet: AcknowledgementPacket, version: ProtocolVersion): void {
  writePacketId(sink, packet.id);
  const bare = isEmpty(packet.properties);
  if (version !== 5 || (packet.reasonCode === 0 && bare)) return;
  sink.byte(packet.reasonCode);
  if (!bare) writeProperties(sink, packet.type, packet.properties, version);
}

function writeSubscribe(sink: Sink, packet: SubscribePacket, version: ProtocolVersion): void {
  assert(packet.subscriptions.length > 0, 'a SUBSCRIBE has a topic filter');
  writePacketId(sink, packet.id);
  writeProperties(sink, 'subscribe', packet.properties, version);
  for (const subscription of packet.subscriptions) {
    sink.text(subscription.filter);
    sink.byte(version === 5 ? subscriptionOptions(subscription) : subscription.qos);
  }
}

function subscriptionOptions({ qos, noLocal, retainAsPublished, retainHandling }: Subscription): number {
  return qos | (noLocal ? 4 : 0) | (retainAsPublished ? 8 : 0) | (retainHandling << 4);
}

function writeSuback(sink: Sink, packet: SubackPacket, version: ProtocolVersion): void {
  writePacketId(sink, packet.id);
  writeProperties(sink, 'suback', packet.properties, version);
  for (const code of packet.reasonCodes) sink.byte(code);
}

function writeUnsubscribe(sink: Sink, packet: UnsubscribePacket, version: ProtocolVersion): void {
  assert(packet.filters.length > 0, 'an UNSUBSCRIBE has a topic filter');
  writePacketId(sink, packet.id);
  writeProperties(sink, 'unsubscribe', packet.properties, version);
  for (const filter of packet.filters) sink.text(filter);
}

function writeUnsuback(sink: Sink, packet: UnsubackPacket, version: ProtocolVersion): void {
  writePacketId(sink, packet.id);
  if (version !== 5) return;
  writeProperties(sink, 'unsuback', packet.properties, version);
  for (const code of packet.reasonCodes) sink.byte(code);
}

function writeDisconnect(sink: Sink, packet: DisconnectPacket, version: ProtocolVersion): void {
  const bare = isEmpty(packet.properties);
  if (version !== 5 || (packet.reasonCode === 0 && bare)) return;
  sink.byte(packet.reasonCode);
  if (!bare) writeProperties(sink, 'disconnect', packet.properties, version);
}

function writeAuth(sink: Sink, packet: AuthPacket, version: ProtocolVersion): void {
  assert(version === 5, 'AUTH is a packet of 5.0');
  if (packet.reasonCode === 0 && isEmpty(packet.properties)) return;
  sink.byte(packet.reasonCode);
  writeProperties(sink, 'auth', packet.properties, version);
}

function writePacketId(sink: Sink, id: number): void {
  assert(id > 0, 'a packet identifier is not 0');
  sink.uint16(id);
}
