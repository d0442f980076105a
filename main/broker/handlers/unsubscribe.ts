import type { UnsubscribePacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';

const success = 0x00;
const noSubscriptionExisted = 0x11;

/** UNSUBSCRIBE (clause 3.10): filters are compared character by character [MQTT-3.10.4-1]. */
export function onUnsubscribe(packet: UnsubscribePacket, client: Client, peer: Peer, core: Core): void {
  const reasonCodes = packet.filters.map((filter) => unsubscribe(filter, client, core));
  peer.send({ type: 'unsuback', id: packet.id, reasonCodes, properties: noProperties });
  core.changed();
}

function unsubscribe(filter: string, { session }: Client, core: Core): number {
  const subscription = session.unsubscribe(filter);
  if (subscription === undefined) return noSubscriptionExisted;
  core.subscriptions.remove(subscription);
  if (subscription.shareName !== undefined) core.handover.unsubscribed(session, filter);
  return success;
}
