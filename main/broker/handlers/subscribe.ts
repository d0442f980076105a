import type { Subscription as Asked, SubscribePacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { parseShared } from '../../../app/mqtt/topic.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';
import type { Subscription } from '../routing/subscription.ts';

const quotaExceeded = 0x97;
const failureBefore5 = 0x80;

/** SUBSCRIBE (clause 3.8): one SUBACK with a code for each filter, in their order; then what is retained. */
export function onSubscribe(packet: SubscribePacket, client: Client, peer: Peer, core: Core): void {
  const identifier = packet.properties.subscriptionIdentifiers?.[0];
  const reasonCodes = packet.subscriptions.map((asked) => subscribe(asked, identifier, client, core));
  peer.send({ type: 'suback', id: packet.id, reasonCodes, properties: noProperties });
  client.sender.pump();
  core.changed();
}

/** Subscribes to one filter and returns its reason code. */
function subscribe(asked: Asked, identifier: number | undefined, client: Client, core: Core): number {
  const { session } = client;
  const earlier = session.subscriptions.get(asked.filter);
  if (earlier === undefined && !session.hasRoomFor(asked.filter)) return refuse(client);
  const subscription = makeSubscription(asked, identifier, client);
  session.subscribe(subscription);
  core.subscriptions.add(subscription);
  if (owesRetained(asked, subscription, earlier !== undefined)) session.backlog.add(asked.filter);
  return subscription.qos;
}

function makeSubscription(asked: Asked, identifier: number | undefined, client: Client): Subscription {
  const { filter, qos, noLocal, retainAsPublished } = asked;
  // Before 5.0 "$share" is a level like any other.
  const shared = client.terms.version === 5 ? parseShared(filter) : undefined;
  return {
    destination: client.session,
    filter,
    topicFilter: shared?.filter ?? filter,
    shareName: shared?.shareName,
    qos,
    noLocal,
    retainAsPublished,
    identifier,
  };
}

/** Retain Handling [MQTT-3.3.1-9] to [MQTT-3.3.1-11]; never for a shared subscription (clause 4.8.2). */
function owesRetained(asked: Asked, subscription: Subscription, isReplaced: boolean): boolean {
  if (subscription.shareName !== undefined) return false;
  return asked.retainHandling === 0 || (asked.retainHandling === 1 && !isReplaced);
}

function refuse({ terms }: Client): number {
  if (terms.version === 5) return quotaExceeded;
  if (terms.version === 4) return failureBefore5;
  // 3.1 has no code for it.
  throw new ProtocolError(quotaExceeded, '3.9', 'There are too many subscriptions');
}
