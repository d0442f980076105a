import type { AcknowledgementPacket, PublishPacket } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import { isInternalTopic } from '../sys/internal-topic.ts';

const success = 0x00;
const notAuthorized = 0x87;
const byRules = { reasonString: 'The access rules do not let this client publish to the topic.' };
const byName = { reasonString: 'Only the broker itself publishes below $SYS.' };

/**
 * A PUBLISH that the access rules forbid, or to a topic of the broker's own, goes nowhere [MQTT-3.3.5-2]. A 5.0 client is told; to others it is
 * acknowledged as any other, as they know no other answer.
 */
export function forbidPublish(
  packet: PublishPacket,
  { message: { topic }, sequence }: RoutedMessage,
  client: Client,
  peer: Peer,
  core: Core,
): void {
  const { session, terms } = client;
  const { receiving } = session;
  const { qos, id } = packet;
  const isTold = terms.version === 5;
  const isOwn = isInternalTopic(topic);
  const explanation = isOwn ? byName : byRules;
  const isRepeated = qos === 2 && receiving.has(id);
  if (!isRepeated) {
    core.counters.drop('not authorized');
    core.notes?.refused(sequence, qos, 'not authorized');
    if (!isOwn) session.rights?.refused('publish', topic);
  }
  if (qos === 1) peer.send(isTold ? refusal('puback', id, explanation) : acceptance('puback', id));
  if (qos !== 2) return;
  // A PUBREC of 0x80 or more ends the exchange; any other waits for its PUBREL.
  if (!isTold) receiving.add(id);
  peer.send(isTold && !isRepeated ? refusal('pubrec', id, explanation) : acceptance('pubrec', id));
}

function refusal(
  type: AcknowledgementPacket['type'],
  id: number,
  properties: Properties,
): AcknowledgementPacket {
  return { type, id, reasonCode: notAuthorized, properties };
}

function acceptance(type: AcknowledgementPacket['type'], id: number): AcknowledgementPacket {
  return { type, id, reasonCode: success, properties: noProperties };
}
