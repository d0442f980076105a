import type { DisconnectPacket } from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import { isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf, isFromClient } from './beginning.ts';
import { secondsOf } from './connect.ts';

/** DISCONNECT ends what waits on the connection, and may say how long the session lives from here on. */
export function onDisconnect(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  packet: DisconnectPacket,
): void {
  const { book } = scene;
  const exchange = book.begin(beginningOf('disconnect', link, view, {}), 'disconnect');
  if (packet.reasonCode !== 0) exchange.reason = { packet: 'disconnect', code: packet.reasonCode };
  exchange.detail = packet.properties.reasonString ?? view.faults.join('; ');
  if (isLost(view)) exchange.outcome = 'dropped';
  book.tell(exchange);
  if (isLost(view)) return;
  link.saidGoodbye = true;
  // The client deletes its will with 0x00 [MQTT-3.14.4-3].
  if (isFromClient(link, view) && link.will !== undefined) {
    link.will = packet.reasonCode === 0 ? undefined : { ...link.will, goodbye: packet.reasonCode };
  }
  const { sessionExpiryInterval } = packet.properties;
  if (isFromClient(link, view) && sessionExpiryInterval !== undefined) {
    link.session.expiry = secondsOf(sessionExpiryInterval);
  }
  for (const waiting of [link.connect, link.auth]) {
    if (waiting !== undefined) answered(scene, view, packet, waiting);
  }
  link.connect = undefined;
  link.auth = undefined;
}

function answered(scene: Scene, view: PacketView, packet: DisconnectPacket, exchange: OpenExchange): void {
  if (packet.reasonCode !== 0) exchange.reason = { packet: 'disconnect', code: packet.reasonCode };
  if (exchange.detail === '') exchange.detail = 'DISCONNECT came in its place.';
  scene.book.step(exchange, 'disconnect', view);
  scene.book.tell(exchange);
}
