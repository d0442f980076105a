import { isHeld, isHeldBack, publishedByHand } from '../../capture/observer.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import type { OpenExchange, PacketIds } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import { isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf, isFromClient, publishKind } from './beginning.ts';
import type { PublishHead } from './publish-head.ts';

const beforeConnack: Clause = ['MQTT-3.2.0-1', 'MQTT-3.2.0-1'];
const inUse = {
  client: ['MQTT-2.2.1-3', 'MQTT-2.3.1-2'],
  server: ['MQTT-2.2.1-4', 'MQTT-2.3.1-4'],
} as const satisfies Record<string, Clause>;
const mustBeDup: Clause = ['MQTT-3.3.1-1', 'MQTT-3.3.1-1'];

/** What is said of a message that was a will. */
export const willDetail = 'The will of its client.';

/** A PUBLISH that can be read: begins an exchange, or is sent again. */
export function onPublish(scene: Scene, link: LinkTrace, view: PacketView, head: PublishHead): void {
  const fromClient = isFromClient(link, view);
  if (view.faults.includes(publishedByHand)) {
    begunAndOver(scene, link, view, head, 'Published by hand in its name: no packet crossed.');
    return;
  }
  if (head.qos === 0) {
    begunAndOver(scene, link, view, head, '');
    return;
  }
  remember(scene, link, view, head);
  const { session } = link;
  const ids = fromClient ? session.fromClient : session.fromServer;
  const before = ids.get(head.id);
  if (before === undefined) {
    const exchange = begin(scene, link, view, head, ids);
    if (head.dup) exchange.resends = 1;
    if (head.retain && !fromClient) scene.watchers.retained(link, exchange);
    if (!fromClient && !link.isUp) scene.book.violate(exchange, beforeConnack, 'PUBLISH before CONNACK.');
    scene.book.tell(exchange);
    if (head.dup) scene.watchers.sentAgain(link, exchange, fromClient);
    return;
  }
  if (view.isCopy || isSame(before, head)) resent(scene, link, view, head, before);
  else replaced(scene, link, view, head, before, ids);
}

/** What the embedded broker takes at QoS 1 or 2 is known when it goes on to its receivers. */
export function remember(scene: Scene, link: LinkTrace, view: PacketView, head: PublishHead): void {
  if (!scene.source.isBroker || !isFromClient(link, view)) return;
  scene.messageTopics.remember(view.sequence, head.topic, head.qos, head.retain);
}

/** A PUBLISH on a link that is closed is a will: no packet of its own crossed, it is seen as what it has become. */
export function onWill(scene: Scene, link: LinkTrace, view: PacketView, head: PublishHead): void {
  const exchange = begunAndOver(scene, link, view, head, willDetail);
  link.session.willDue = 0;
  scene.watchers.willFired(link, exchange);
}

function begunAndOver(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  head: PublishHead,
  detail: string,
): OpenExchange {
  const fromClient = isFromClient(link, view);
  const kind = publishKind(scene, fromClient);
  const { topic, qos } = head;
  const exchange = scene.book.begin(beginningOf(kind, link, view, { topic, qos }), 'publish 0');
  exchange.detail = detail === '' ? view.faults.join('; ') : detail;
  if (isLost(view)) exchange.outcome = 'dropped';
  if (head.retain && !fromClient) scene.watchers.retained(link, exchange);
  scene.book.tell(exchange);
  return exchange;
}

function begin(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  head: PublishHead,
  ids: PacketIds,
): OpenExchange {
  const kind = publishKind(scene, isFromClient(link, view));
  const what = { topic: head.topic, qos: head.qos, packetId: head.id, isPartial: head.dup };
  const exchange = scene.book.begin(
    beginningOf(kind, link, view, what),
    head.qos === 1 ? 'publish 1' : 'publish 2',
    ids,
  );
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  if (isHeld(view)) exchange.outcome = 'held';
  exchange.wasLost = isLost(view);
  return exchange;
}

/** Whether it may be the same message: an alias may stand for its topic now, and did not then. */
function isSame(before: OpenExchange, { topic, qos, dup, id }: PublishHead): boolean {
  if (before.qos !== qos || before.packetId !== id) return false;
  return (dup || before.isAway) && (before.topic === topic || topic === '' || before.topic === '');
}

function resent(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  head: PublishHead,
  exchange: OpenExchange,
): void {
  const { book } = scene;
  const wasAway = exchange.isAway || exchange.link !== link.number;
  // What a fault made, or let go no further, is no act of the sender.
  if (view.isCopy || isLost(view)) {
    book.attach(exchange, view);
    if (exchange.outcome === 'held' && !isHeldBack(view)) exchange.outcome = 'in-flight';
    exchange.detail = view.faults.join('; ');
    book.tell(exchange);
    return;
  }
  if (!book.step(exchange, 'publish again', view)) return;
  if (!head.dup) book.violate(exchange, mustBeDup, 'Sent again without DUP.');
  else if (link.version === 5 && !wasAway) {
    book.violate(exchange, ['MQTT-4.4.0-1', 'MQTT-4.4.0-1'], 'Sent again on a connection that was not lost.');
  }
  book.tell(exchange);
  scene.watchers.sentAgain(link, exchange, isFromClient(link, view));
}

/** Another message has its packet identifier: one of the two ends has lost its session, or its count. */
function replaced(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  head: PublishHead,
  before: OpenExchange,
  ids: PacketIds,
): void {
  scene.book.abandon(before, 'id taken', 'Its packet identifier was used for another message.');
  const exchange = begin(scene, link, view, head, ids);
  const clause = isFromClient(link, view) ? inUse.client : inUse.server;
  const detail = `Packet identifier ${head.id} was in use.`;
  scene.book.violate(exchange, clause, detail);
  scene.book.tell(exchange);
}
