import type { ConnackPacket, ConnectPacket } from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import { isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { SessionTrace } from '../session-trace.ts';
import { beginningOf } from './beginning.ts';
import { stray } from './stray.ts';
import { backInTime } from './will-words.ts';

const second: Clause = ['MQTT-3.1.0-2', 'MQTT-3.1.0-2'];
const unasked: Clause = ['MQTT-3.2.0-2', 'MQTT-3.2.0-1'];
const presentOnCleanStart: Clause = ['MQTT-3.2.2-2', 'MQTT-3.2.2-1'];
/** Receive Maximum where it is not said (clause 3.1.2.11.3). */
const mostAtOnce = 65_535;
/** A Session Expiry Interval that never ends (clause 3.1.2.11.2). */
const forever = 0xffffffff;

/** CONNECT: the link has a client from here on, and the session that it had before or another. */
export function onConnect(scene: Scene, link: LinkTrace, view: PacketView, packet: ConnectPacket): void {
  if (link.hasConnect) {
    stray(scene, link, view, second, 'A second CONNECT on the connection.');
    return;
  }
  link.hasConnect = true;
  link.isUp = false;
  link.version = packet.protocolVersion;
  link.isCleanStart = packet.cleanStart;
  // The broker may end the one and lose the other before it says CONNACK.
  const before = scene.sessions.find(packet.clientId);
  link.isTakeover = before?.link !== undefined;
  if (before !== undefined) before.isToEnd = packet.cleanStart;
  link.hadSession = before !== undefined && before.expiry > 0 && !before.isOfEarlierRun;
  link.session = new SessionTrace(packet.clientId, true);
  link.session.expiry = expiryOf(packet);
  link.endsSession = link.session.expiry === 0;
  link.keepAlive = packet.keepAlive;
  link.heard = view.time;
  link.facts = scene.clients.of(packet.clientId);
  link.facts.clientMaximum = packet.properties.receiveMaximum ?? mostAtOnce;
  const { will } = packet;
  if (will !== undefined) {
    link.will = { topic: will.topic, delay: will.properties.willDelayInterval ?? 0, sequence: view.sequence };
  }
  link.connect = scene.book.begin(beginningOf('connect', link, view, {}), 'connect');
  if (view.faults.length > 0) link.connect.detail = view.faults.join('; ');
  scene.book.tell(link.connect);
}

/** CONNACK, as the answer to the CONNECT of the link; what the server grants holds from here on. */
export function onConnack(scene: Scene, link: LinkTrace, view: PacketView, packet: ConnackPacket): void {
  const exchange = link.connect;
  if (exchange === undefined) {
    if (link.hasConnect || link.isWhole)
      stray(scene, link, view, unasked, 'A CONNACK that no CONNECT awaits.');
    return;
  }
  const isRefused = packet.reasonCode !== 0;
  if (packet.reasonCode !== 0) exchange.reason = { packet: 'connack', code: packet.reasonCode };
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  if (isLost(view)) {
    scene.book.attach(exchange, view);
    scene.book.tell(exchange);
    return;
  }
  scene.book.step(exchange, isRefused ? 'connack refused' : 'connack', view);
  if (isRefused) refused(scene, link);
  else accepted(scene, link, view, packet, exchange);
  if (packet.sessionPresent && link.isCleanStart) {
    scene.book.violate(exchange, presentOnCleanStart, 'Session present after a clean start.');
  }
  exchange.client = link.session.client;
  if (exchange.state === 'over') link.connect = undefined;
  scene.book.tell(exchange);
}

function refused({ sessions }: Scene, link: LinkTrace): void {
  link.isRefused = true;
  const before = sessions.find(link.session.client);
  if (before !== undefined) before.isToEnd = false;
}

function accepted(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  packet: ConnackPacket,
  exchange: OpenExchange,
): void {
  const { assignedClientIdentifier, sessionExpiryInterval, serverKeepAlive, receiveMaximum } =
    packet.properties;
  link.isUp = true;
  const assigned = assignedClientIdentifier ?? untoldName(scene, link);
  if (assigned !== undefined) {
    link.session.client = assigned;
    const { clientMaximum } = link.facts;
    link.facts = scene.clients.of(assigned);
    link.facts.clientMaximum = clientMaximum;
  }
  if (serverKeepAlive !== undefined) link.keepAlive = serverKeepAlive;
  link.facts.serverMaximum = receiveMaximum ?? mostAtOnce;
  if (sessionExpiryInterval !== undefined) link.session.expiry = secondsOf(sessionExpiryInterval);
  if (scene.source.isBroker && sessionExpiryInterval === 0) link.endsSession = true;
  // 3.1 does not say whether it has the session.
  const isPresent = link.version === 3 ? undefined : packet.sessionPresent && !link.isCleanStart;
  scene.sessions.accepted(link, isPresent, view);
  const { session } = link;
  if (link.isResumed && session.willDue > view.time) {
    exchange.detail = [exchange.detail, backInTime].filter((part) => part !== '').join(' ');
  }
  session.willDue = 0;
  const { isTakeover } = link;
  const isExpected = link.hadSession && !link.isCleanStart;
  const isUnasked = packet.sessionPresent && link.isCleanStart;
  scene.watchers.connected(link, { isPresent, isExpected, isUnasked, isTakeover, exchange }, view);
}

/** What a server calls a client that has no name: before 5.0 it does not say so, and only a server of ours is known to. */
function untoldName({ source }: Scene, { session, number }: LinkTrace): string | undefined {
  return session.client === '' ? source.clientOf?.(number) : undefined;
}

function expiryOf({ protocolVersion, cleanStart, properties }: ConnectPacket): number {
  if (protocolVersion === 5) return secondsOf(properties.sessionExpiryInterval ?? 0);
  return cleanStart ? 0 : Number.POSITIVE_INFINITY;
}

/** Seconds of a Session Expiry Interval, of which 0xFFFFFFFF never ends (clause 3.1.2.11.2). */
export function secondsOf(interval: number): number {
  return interval === forever ? Number.POSITIVE_INFINITY : interval;
}
