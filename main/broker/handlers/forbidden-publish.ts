import type { AcknowledgementPacket, PublishPacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';

const success = 0x00;
const notAuthorized = 0x87;
const explanation = { reasonString: 'The access rules do not let this client publish to the topic.' };

/**
 * A PUBLISH that the access rules forbid goes nowhere [MQTT-3.3.5-2]. A 5.0 client is told; to others it is
 * acknowledged as any other, as they know no other answer.
 */
export function forbidPublish(
  packet: PublishPacket,
  topic: string,
  client: Client,
  peer: Peer,
  core: Core,
): void {
  const { session, terms } = client;
  const { receiving } = session;
  const { qos, id } = packet;
  const isTold = terms.version === 5;
  const isRepeated = qos === 2 && receiving.has(id);
  if (!isRepeated) {
    core.counters.drop('not authorized');
    session.rights?.refused('publish', topic);
  }
  if (qos === 1) peer.send(ack('puback', id, isTold ? notAuthorized : success));
  if (qos !== 2) return;
  // A PUBREC of 0x80 or more ends the exchange; any other waits for its PUBREL.
  if (!isTold) receiving.add(id);
  peer.send(ack('pubrec', id, isTold && !isRepeated ? notAuthorized : success));
}

function ack(type: AcknowledgementPacket['type'], id: number, reasonCode: number): AcknowledgementPacket {
  return { type, id, reasonCode, properties: reasonCode === notAuthorized ? explanation : noProperties };
}
