import type { Book } from './book.ts';
import type { KeptLink, KeptSession, KeptState } from './checkpoint.ts';
import { checkpointFormat } from './checkpoint.ts';
import type { ClientFacts } from './client-facts.ts';
import { packExchanges } from './kept-exchanges.ts';
import { recentKept, recentSessionsKept } from './limits.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Links } from './links.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { Scene } from './scene.ts';
import type { SessionTrace } from './session-trace.ts';

/** All that is known, as plain values. */
export function keep(scene: Scene, links: Links, time: number): KeptState {
  const { book, sessions, clients, journeys, seesDeliveries, watchers } = scene;
  const known = new Map<SessionTrace, number>();
  for (const session of [...sessions.all(), ...Array.from(links.all(), (link) => link.session)]) {
    if (!known.has(session)) known.set(session, known.size);
  }
  const { firstOpened } = links;
  return {
    format: checkpointFormat,
    time,
    seesDeliveries,
    firstOpened: Number.isFinite(firstOpened) ? firstOpened : -1,
    exchanges: packExchanges(inOrder(book)),
    sessions: Array.from(known, ([session, index]) => ({
      ...keptSession(session, clients.find(session.client), index >= known.size - recentSessionsKept),
      isReplaced: sessions.find(session.client) !== session,
    })),
    links: Array.from(links.all(), (link) => keptLink(link, known.get(link.session) ?? 0)),
    journeys: journeys.kept(),
    rules: watchers.kept(),
  };
}

function* inOrder({ oldest }: Book): Iterable<OpenExchange> {
  for (let exchange = oldest; exchange !== undefined; exchange = exchange.newer) yield exchange;
}

function keptSession(session: SessionTrace, facts: ClientFacts | undefined, isNew: boolean): KeptSession {
  const { client, isWhole, expiry, awaySince, willDue, isToEnd, isOfEarlierRun } = session;
  const { fromClient, fromServer, waiting } = session;
  return {
    client,
    isWhole,
    awaySince,
    willDue,
    isToEnd,
    isOfEarlierRun,
    expiry: Number.isFinite(expiry) ? expiry : -1,
    fromClient: Array.from(fromClient.values(), ({ id }) => id),
    fromServer: Array.from(fromServer.values(), ({ id }) => id),
    waiting: Array.from(waiting.values(), ({ id }) => id),
    ...(facts === undefined ? {} : keptFacts(facts, isNew)),
  };
}

function keptFacts(facts: ClientFacts, isNew: boolean): Partial<KeptSession> {
  const { done, recent, order, delayed } = facts;
  return {
    usual: usualOf(facts),
    done,
    ...(recent === undefined || !isNew ? {} : { recent: recent.newest(recentKept) }),
    ...(order === undefined
      ? {}
      : { order: [...order.received.all(), ...order.sent.all()].map(({ link, id }) => [link, id]) }),
    ...(delayed === undefined ? {} : { delayed: { ...delayed, took: [...delayed.took] } }),
  };
}

function usualOf({ byClient, byServer, shortest }: ClientFacts): number[] {
  const least = Number.isFinite(shortest) ? shortest : -1;
  return [byClient.mean, byClient.count, byServer.mean, byServer.count, least];
}

function keptLink(link: LinkTrace, session: number): KeptLink {
  const { number, isWhole, version, isCleanStart, hasConnect, isUp, isRefused, isResumed, saidGoodbye } =
    link;
  const {
    keepAlive,
    heard,
    subscribedAt,
    keepsRetain,
    will,
    isTakeover,
    hadSession,
    hasViolated,
    endsSession,
  } = link;
  const { clientMaximum, serverMaximum } = link.facts;
  return {
    number,
    isWhole,
    version,
    session,
    isCleanStart,
    hasConnect,
    isUp,
    isRefused,
    isResumed,
    isTakeover,
    hadSession,
    hasViolated,
    endsSession,
    saidGoodbye,
    keepAlive,
    heard,
    subscribedAt,
    keepsRetain,
    clientMaximum,
    serverMaximum,
    ...(will === undefined ? {} : { will }),
    isCurrent: link.session.link === link,
    ...(link.connect === undefined ? {} : { connect: link.connect.id }),
    ...(link.auth === undefined ? {} : { auth: link.auth.id }),
    pings: link.pings.map(({ id }) => id),
    requests: Array.from(link.requests.values(), ({ id }) => id),
    asked: Array.from(link.requests.values(), ({ id, subscriptions }) => [id, [...subscriptions]]),
  };
}
