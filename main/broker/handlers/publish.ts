import type { AcknowledgementPacket, PublishPacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import type { Inbound } from '../peer/inbound.ts';
import type { Peer } from '../peer/peer.ts';
import { messageOf } from '../routing/message.ts';
import { RoutedMessage } from '../routing/routed-message.ts';
import { isInternalTopic } from '../sys/internal-topic.ts';
import { forbidPublish } from './forbidden-publish.ts';
import { checkGranted, contentRefusal } from './publish-check.ts';
import type { Refusal } from './refusal.ts';

const success = 0x00;
const noMatchingSubscribers = 0x10;
const packetIdInUse = 0x91;

/** PUBLISH (clause 3.3): routed, and answered by its QoS [MQTT-3.3.4-1]. */
export function onPublish(
  packet: PublishPacket,
  client: Client,
  peer: Peer,
  core: Core,
  inbound: Inbound,
): void {
  const { receiving } = client.session;
  const { id } = packet;
  core.counters.received += 1;
  core.counters.publishBytesReceived += inbound.bytes.length;
  checkGranted(packet, client);
  const routed = routedOf(packet, client, inbound);
  const { topic } = routed.message;
  if (isInternalTopic(topic) || client.session.rights?.mayPublish(topic) === false) {
    forbidPublish(packet, routed, client, peer, core);
    return;
  }
  const refusal = contentRefusal(packet, client);
  if (refusal !== undefined && !receiving.has(id)) {
    core.notes?.refused(inbound.sequence, packet.qos, 'payload invalid');
    refuse(packet, refusal, peer, core);
    return;
  }
  switch (packet.qos) {
    case 0:
      core.router.route(routed, peer);
      return;
    case 1:
      // An identifier whose QoS 2 exchange is not over; before 5.0 there are no words for it.
      if (receiving.has(id) && client.terms.version === 5) peer.send(ack('puback', id, packetIdInUse));
      else peer.send(ack('puback', id, reasonOf(core.router.route(routed, peer))));
      return;
    case 2:
      // A repeated identifier is the same message until PUBREL: acknowledged, not routed again [MQTT-4.3.3-10].
      if (receiving.has(id)) peer.send(ack('pubrec', id, success));
      else {
        checkQuota(client);
        receiving.add(id);
        peer.send(ack('pubrec', id, reasonOf(core.router.route(routed, peer))));
      }
  }
}

/** Tells the publisher that its message goes to nobody; at QoS 0 that is the end of the connection. */
function refuse({ qos, id }: PublishPacket, { reasonCode, why }: Refusal, peer: Peer, core: Core): void {
  core.counters.drop('payload invalid');
  const properties = { reasonString: why };
  if (qos === 0) peer.end({ reasonCode, why, withWill: true });
  else peer.send({ type: qos === 1 ? 'puback' : 'pubrec', id, reasonCode, properties });
}

function routedOf(packet: PublishPacket, { aliases, session }: Client, inbound: Inbound): RoutedMessage {
  const message = messageOf(packet, aliases.topicOf(packet), session.clientId, inbound.time);
  // An alias means nothing to anybody else: such a frame cannot go on as it is.
  const frame = packet.properties.topicAlias === undefined ? inbound : undefined;
  return new RoutedMessage(message, frame, inbound.sequence);
}

/** What PUBACK and PUBREC say of the number of receivers. */
function reasonOf(receivers: number): number {
  return receivers === 0 ? noMatchingSubscribers : success;
}

/** The client keeps to our Receive Maximum [MQTT-3.3.4-7]; what counts is QoS 2, as QoS 1 is acknowledged at once. */
function checkQuota({ terms, session, tuning }: Client): void {
  if (terms.version !== 5 || session.receiving.size < tuning.receiveMaximum) return;
  const message = `More than the Receive Maximum of ${tuning.receiveMaximum} messages are under way`;
  throw new ProtocolError(0x93, 'MQTT-3.3.4-7', message);
}

function ack(type: AcknowledgementPacket['type'], id: number, reasonCode: number): AcknowledgementPacket {
  return { type, id, reasonCode, properties: noProperties };
}
