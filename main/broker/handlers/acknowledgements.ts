import type { AcknowledgementPacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';

const packetIdNotFound = 0x92;

/** PUBACK (clause 3.4): a QoS 1 delivery is over, whatever its reason code [MQTT-4.4.0-2]. */
export function onPuback(packet: AcknowledgementPacket, { session, sender }: Client): void {
  const entry = session.inFlight.get(packet.id);
  if (entry === undefined) return;
  if (entry.state !== 'published' || entry.delivery.qos !== 1) throw outOfOrder(packet);
  sender.finished(packet.id);
}

/** PUBREC (clause 3.5): the client has taken over a QoS 2 message, or refuses it [MQTT-4.3.3-4]. */
export function onPubrec(packet: AcknowledgementPacket, { session, sender }: Client, peer: Peer): void {
  const { id } = packet;
  const entry = session.inFlight.get(id);
  if (entry === undefined) {
    if (packet.reasonCode < 0x80) peer.send(pubrel(id, packetIdNotFound));
    return;
  }
  if (entry.state === 'published' && entry.delivery.qos !== 2) throw outOfOrder(packet);
  if (packet.reasonCode >= 0x80) {
    sender.finished(id);
    return;
  }
  session.inFlight.release(id);
  peer.send(pubrel(id, 0));
}

/** PUBREL (clause 3.6): the client lets go of a QoS 2 message that we have; its identifier is free [MQTT-4.3.3-12]. */
export function onPubrel(packet: AcknowledgementPacket, { session }: Client, peer: Peer): void {
  const isKnown = session.receiving.delete(packet.id);
  const reasonCode = isKnown ? 0 : packetIdNotFound;
  peer.send({ type: 'pubcomp', id: packet.id, reasonCode, properties: noProperties });
}

/** PUBCOMP (clause 3.7): a QoS 2 delivery is over. */
export function onPubcomp(packet: AcknowledgementPacket, { session, sender }: Client): void {
  const entry = session.inFlight.get(packet.id);
  if (entry === undefined) return;
  if (entry.state !== 'released') throw outOfOrder(packet);
  sender.finished(packet.id);
}

function pubrel(id: number, reasonCode: number): AcknowledgementPacket {
  return { type: 'pubrel', id, reasonCode, properties: noProperties };
}

function outOfOrder({ type, id }: AcknowledgementPacket): ProtocolError {
  return new ProtocolError(0x82, '4.3', `${type.toUpperCase()} ${id} does not fit where its exchange stands`);
}
