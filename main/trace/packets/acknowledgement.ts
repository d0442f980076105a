import { isHeld, isHeldBack } from '../../capture/observer.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause, Event } from '../machines/transition.ts';
import type { PacketIds } from '../open-exchange.ts';
import { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import { isExtra, isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf, isFromClient, publishKind } from './beginning.ts';
import { onHeldBack } from './held-back.ts';
import { stray } from './stray.ts';

/** What has a packet identifier of PUBLISH, and answers it or such an answer. */
export type AcknowledgementType = 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';

const notOfAny: Clause = ['MQTT-2.2.1-5', 'MQTT-2.3.1-6'];
/** No matching subscribers (clause 3.4.2.1). */
const unheard = 0x10;

/** What of it is looked at. */
interface Acknowledgement {
  readonly type: AcknowledgementType;
  readonly id: number;
  readonly reasonCode: number;
}

/** PUBACK, PUBREC, PUBREL or PUBCOMP for a packet identifier. */
export function onAcknowledgement(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  packet: Acknowledgement,
): void {
  const publisherIsClient = isFromClient(link, view) === (packet.type === 'pubrel');
  const exchange = idsOf(link, publisherIsClient).get(packet.id);
  if (isHeldBack(view)) onHeldBack(scene, view, exchange);
  else if (exchange === undefined) unknown(scene, link, view, packet, publisherIsClient);
  else step(scene, link, view, packet, exchange);
}

function idsOf({ session }: LinkTrace, publisherIsClient: boolean): PacketIds {
  return publisherIsClient ? session.fromClient : session.fromServer;
}

function step(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  packet: Acknowledgement,
  exchange: OpenExchange,
): void {
  const { type, reasonCode } = packet;
  const { book } = scene;
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  if (isExtra(view) || isLost(view)) {
    book.attach(exchange, view);
    book.tell(exchange);
    return;
  }
  const { resends } = exchange;
  const wasBroken = exchange.outcome === 'broken';
  if (!book.step(exchange, eventOf(packet), view)) {
    book.attach(exchange, view);
    book.violate(exchange, notOfAny, `${type.toUpperCase()} is not what was awaited.`);
  } else if (exchange.outcome === 'broken' && !wasBroken) {
    exchange.detail = `${type.toUpperCase()} is not what was awaited.`;
  }
  if (reasonCode !== 0) exchange.reason = { packet: type, code: reasonCode };
  if (reasonCode === unheard && type === 'pubrec') exchange.isUnheard = true;
  if (exchange.outcome === 'in-flight' && isHeld(view)) exchange.outcome = 'held';
  book.tell(exchange);
  if (exchange.resends > resends) scene.watchers.sentAgain(link, exchange, isFromClient(link, view));
}

/** Nothing with that packet identifier is known to be in flight. */
function unknown(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  packet: Acknowledgement,
  publisherIsClient: boolean,
): void {
  const { type, id, reasonCode } = packet;
  // What the broker sent before its deliveries were recorded has no beginning that anybody could look at.
  if (scene.source.isBroker && !publisherIsClient && !scene.seesDeliveries) return;
  const qos = type === 'puback' ? 1 : 2;
  // Its PUBCOMP may not have arrived before the connection was lost: then PUBREL comes again.
  const mayBeKnown = link.session.isWhole && !(type === 'pubrel' && link.isResumed) && !isExtra(view);
  const detail = `${type.toUpperCase()} for packet identifier ${id}, which nothing in flight has.`;
  if (mayBeKnown && (type === 'puback' || type === 'pubcomp')) {
    stray(scene, link, view, notOfAny, detail, { qos, packetId: id });
    return;
  }
  const kind = publishKind(scene, publisherIsClient);
  const what = { qos, packetId: id, isPartial: !mayBeKnown } as const;
  const exchange = new OpenExchange(beginningOf(kind, link, view, what));
  // The other end answers all the same, and does no wrong by it.
  if (mayBeKnown) scene.book.violate(exchange, notOfAny, detail);
  // Else it began before the records: all that is known is what this packet ends or answers.
  exchange.standsAt(type);
  scene.book.stepFirst(exchange, eventOf(packet), idsOf(link, publisherIsClient));
  if (reasonCode !== 0) exchange.reason = { packet: type, code: reasonCode };
  scene.book.tell(exchange);
}

function eventOf({ type, reasonCode }: Acknowledgement): Event {
  if (type === 'puback' || type === 'pubrec') {
    return reasonCode >= 0x80 ? `${type} refused` : reasonCode === unheard ? `${type} unheard` : type;
  }
  return reasonCode >= 0x80 ? `${type} refused` : type;
}
