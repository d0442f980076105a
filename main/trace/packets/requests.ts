import type {
  SubackPacket,
  SubscribePacket,
  UnsubackPacket,
  UnsubscribePacket,
} from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import { isExtra, isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf } from './beginning.ts';
import { stray } from './stray.ts';

const inUse: Clause = ['MQTT-2.2.1-3', 'MQTT-2.3.1-2'];
const notOfAny: Clause = ['MQTT-2.2.1-6', 'MQTT-2.3.1-7'];
const oneEach = {
  suback: ['MQTT-3.8.4-6', 'MQTT-3.8.4-5'],
  unsuback: ['MQTT-3.11.3-1', 'MQTT-3.10.4-4'],
} as const satisfies Record<string, Clause>;

/** SUBSCRIBE or UNSUBSCRIBE. */
export function onRequest(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  packet: SubscribePacket | UnsubscribePacket,
): void {
  const { book } = scene;
  const before = link.requests.get(packet.id);
  if (before !== undefined && !isExtra(view)) {
    book.abandon(before, 'id taken', 'Its packet identifier was used for another request.');
  }
  const filters =
    packet.type === 'subscribe' ? packet.subscriptions.map(({ filter }) => filter) : packet.filters;
  const what = { topic: filters[0] ?? '', packetId: packet.id };
  const exchange = book.begin(beginningOf(packet.type, link, view, what), packet.type, link.requests);
  exchange.asked = filters.length;
  if (packet.type === 'subscribe') {
    exchange.subscriptions = packet.subscriptions;
    link.keepsRetain ||= packet.subscriptions.some(({ retainAsPublished }) => retainAsPublished);
  }
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  const isTaken = before !== undefined || link.session.fromClient.has(packet.id);
  if (isTaken && !isExtra(view)) {
    book.violate(exchange, inUse, `Packet identifier ${packet.id} was in use.`);
  }
  book.tell(exchange);
  if (packet.type === 'unsubscribe') scene.watchers.unsubscribed(exchange.client, filters);
}

/** SUBACK or UNSUBACK. Before 5.0 UNSUBACK has no codes. */
export function onAnswer(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  packet: SubackPacket | UnsubackPacket,
): void {
  const exchange = link.requests.get(packet.id);
  const name = packet.type.toUpperCase();
  if (exchange === undefined) {
    if (!link.isWhole) return;
    const detail = `${name} for packet identifier ${packet.id}, which no request has.`;
    stray(scene, link, view, notOfAny, detail, { packetId: packet.id });
    return;
  }
  answer(scene, link, view, packet, exchange);
  scene.book.tell(exchange);
  if (packet.type !== 'suback') return;
  link.subscribedAt = view.time;
  scene.watchers.subscribed(exchange, exchange.subscriptions, packet.reasonCodes);
}

function answer(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  { type, reasonCodes }: SubackPacket | UnsubackPacket,
  exchange: OpenExchange,
): void {
  const { book } = scene;
  const refusal = reasonCodes.find((code) => code >= 0x80);
  if (refusal !== undefined) exchange.reason = { packet: type, code: refusal };
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  if (isLost(view)) {
    book.attach(exchange, view);
    return;
  }
  if (!book.step(exchange, refusal === undefined ? type : `${type} refused`, view)) {
    book.attach(exchange, view);
    book.violate(exchange, notOfAny, `${type.toUpperCase()} is not what was awaited.`);
    return;
  }
  const hasCodes = type === 'suback' || link.version === 5;
  if (hasCodes && reasonCodes.length !== exchange.asked) {
    const detail = `${reasonCodes.length} reason codes for ${exchange.asked} topic filters.`;
    book.violate(exchange, oneEach[type], detail);
  }
}
