import type { DisconnectPacket } from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import { isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf, isFromClient } from './beginning.ts';
import { secondsOf } from './connect.ts';
import { goodbyeWillWords, lossWillWords, saidByPeer } from './will-words.ts';

const prolongs: Clause = ['3.14.2.2.2', '3.14.2.2.2'];
const cannotProlong = 'A session that ends with its connection cannot be prolonged by DISCONNECT.';

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
  const { reasonString } = packet.properties;
  const said = reasonString === undefined ? view.faults.join('; ') : saidByPeer(reasonString);
  exchange.detail = said;
  if (isLost(view)) {
    exchange.outcome = 'dropped';
    book.tell(exchange);
    return;
  }
  link.saidGoodbye = true;
  const isClients = isFromClient(link, view);
  if (isClients && link.endsSession && (packet.properties.sessionExpiryInterval ?? 0) > 0) {
    // It is no goodbye: the server closes the connection, and the will is published.
    book.violate(exchange, prolongs, joined(lossWillWords(link, ''), cannotProlong, said));
    book.tell(exchange);
  } else goodbye(scene, link, packet, { exchange, isClients, said });
  for (const waiting of [link.connect, link.auth]) {
    if (waiting !== undefined) answered(scene, view, packet, waiting);
  }
  link.connect = undefined;
  link.auth = undefined;
}

interface Goodbye {
  readonly exchange: OpenExchange;
  readonly isClients: boolean;
  /** The words that come behind those of the will. */
  readonly said: string;
}

function goodbye(
  scene: Scene,
  link: LinkTrace,
  { reasonCode, properties: { sessionExpiryInterval } }: DisconnectPacket,
  { exchange, isClients, said }: Goodbye,
): void {
  if (isClients && sessionExpiryInterval !== undefined) {
    link.session.expiry = secondsOf(sessionExpiryInterval);
  }
  exchange.detail = joined(goodbyeWillWords(scene, link, reasonCode, isClients), said);
  scene.book.tell(exchange);
  // The client deletes its will with 0x00 [MQTT-3.14.4-3].
  if (isClients && link.will !== undefined) {
    link.will = reasonCode === 0 ? undefined : { ...link.will, goodbye: reasonCode };
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function answered(scene: Scene, view: PacketView, packet: DisconnectPacket, exchange: OpenExchange): void {
  if (packet.reasonCode !== 0) exchange.reason = { packet: 'disconnect', code: packet.reasonCode };
  if (exchange.detail === '') exchange.detail = 'DISCONNECT came in its place.';
  scene.book.step(exchange, 'disconnect', view);
  scene.book.tell(exchange);
}
