import type { KeptLink, KeptSession, KeptState } from './checkpoint.ts';
import type { ClientFacts } from './client-facts.ts';
import { LastOfDirection, RecentExchanges } from './client-facts.ts';
import type { TracedSource } from './exchange.ts';
import { unpackExchanges } from './kept-exchanges.ts';
import { LinkTrace } from './link-trace.ts';
import type { Links } from './links.ts';
import type { OpenExchange, PacketIds } from './open-exchange.ts';
import type { Scene } from './scene.ts';
import { SessionTrace } from './session-trace.ts';

/** Takes up what was kept: the scene and the links know nothing yet. */
export function restore(kept: KeptState, scene: Scene, links: Links): void {
  const { book, sessions, source, clients, journeys } = scene;
  journeys.restore(kept.journeys);
  scene.seesDeliveries = kept.seesDeliveries;
  links.firstOpened = kept.firstOpened < 0 ? Number.POSITIVE_INFINITY : kept.firstOpened;
  const exchanges = unpackExchanges(kept.exchanges, (client) => clients.of(client));
  const known = kept.sessions.map((session) => sessionOf(session, exchanges));
  for (const session of kept.sessions) restoreFacts(clients.of(session.client), session);
  for (const link of kept.links) {
    const session = known[link.session] ?? new SessionTrace('', false);
    links.put(linkOf(link, session, source, exchanges, clients.of(session.client)));
  }
  const replaced = new Set(known.filter((_, index) => kept.sessions[index]?.isReplaced === true));
  // Only now is it known which of them have a connection.
  for (const session of known.toSorted((one, other) => one.awaySince - other.awaySince)) {
    if (replaced.has(session)) continue;
    if (session.link !== undefined || session.awaySince > 0) sessions.put(session);
  }
  for (const exchange of exchanges.values()) book.follow(exchange, exchange.ids, exchange.key);
}

function restoreFacts(
  facts: ClientFacts,
  { usual, done = 0, recent = [], order, delayed }: KeptSession,
): void {
  restoreUsual(facts, usual);
  facts.done = done;
  facts.delayed =
    delayed === undefined
      ? undefined
      : { ...delayed, took: delayed.took ?? [], endedAt: delayed.endedAt ?? 0 };
  if (recent.length > 0) facts.recent ??= new RecentExchanges();
  for (const message of recent) facts.recent?.add(...message);
  if (order === undefined) return;
  facts.order = { received: new LastOfDirection(), sent: new LastOfDirection() };
  const all = [...facts.order.received.all(), ...facts.order.sent.all()];
  for (const [index, last] of all.entries()) [last.link, last.id] = order[index] ?? [0, 0];
}

/** Else an answer that takes its client always long would be late. */
function restoreUsual(
  facts: ClientFacts,
  [byClient = 0, ofClient = 0, byServer = 0, ofServer = 0, shortest = -1]: readonly number[] = [],
): void {
  facts.byClient.restore(byClient, ofClient);
  facts.byServer.restore(byServer, ofServer);
  if (shortest >= 0) facts.shortest = shortest;
}

function sessionOf(kept: KeptSession, exchanges: ReadonlyMap<number, OpenExchange>): SessionTrace {
  const session = new SessionTrace(kept.client, kept.isWhole);
  session.expiry = kept.expiry < 0 ? Number.POSITIVE_INFINITY : kept.expiry;
  session.awaySince = kept.awaySince;
  session.willDue = kept.willDue ?? 0;
  session.isToEnd = kept.isToEnd ?? false;
  session.isOfEarlierRun = kept.isOfEarlierRun ?? false;
  place(kept.fromClient, exchanges, session.fromClient);
  place(kept.fromServer, exchanges, session.fromServer);
  place(kept.waiting, exchanges, session.waiting, (exchange) => exchange.message);
  return session;
}

function linkOf(
  kept: KeptLink,
  session: SessionTrace,
  source: TracedSource,
  exchanges: ReadonlyMap<number, OpenExchange>,
  facts: ClientFacts,
): LinkTrace {
  const link = new LinkTrace(kept.number, kept.isWhole, source.clientSide, kept.version, session, facts);
  link.isCleanStart = kept.isCleanStart;
  link.hasConnect = kept.hasConnect;
  link.isUp = kept.isUp;
  link.isRefused = kept.isRefused;
  link.isResumed = kept.isResumed;
  link.isTakeover = kept.isTakeover ?? false;
  link.hadSession = kept.hadSession ?? false;
  link.hasViolated = kept.hasViolated ?? false;
  link.endsSession = kept.endsSession ?? false;
  link.saidGoodbye = kept.saidGoodbye;
  link.keepAlive = kept.keepAlive;
  link.heard = kept.heard;
  link.subscribedAt = kept.subscribedAt;
  link.keepsRetain = kept.keepsRetain;
  link.will = kept.will;
  facts.clientMaximum = kept.clientMaximum;
  facts.serverMaximum = kept.serverMaximum;
  link.connect = kept.connect === undefined ? undefined : exchanges.get(kept.connect);
  link.auth = kept.auth === undefined ? undefined : exchanges.get(kept.auth);
  for (const id of kept.pings) {
    const ping = exchanges.get(id);
    if (ping !== undefined) link.pings.push(ping);
  }
  place(kept.requests, exchanges, link.requests);
  for (const [id, subscriptions] of kept.asked ?? []) {
    const request = exchanges.get(id);
    if (request !== undefined) request.subscriptions = subscriptions;
  }
  if (kept.isCurrent) session.link = link;
  return link;
}

function place(
  numbers: readonly number[],
  exchanges: ReadonlyMap<number, OpenExchange>,
  into: PacketIds,
  keyOf = (exchange: OpenExchange) => exchange.packetId,
): void {
  for (const number of numbers) {
    const exchange = exchanges.get(number);
    if (exchange === undefined) continue;
    exchange.ids = into;
    exchange.key = keyOf(exchange);
    into.set(exchange.key, exchange);
  }
}
