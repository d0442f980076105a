import type { Book } from './book.ts';
import type { KeptExchange, KeptLink, KeptSession, KeptState } from './checkpoint.ts';
import { checkpointFormat } from './checkpoint.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Links } from './links.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { Scene } from './scene.ts';
import type { SessionTrace } from './session-trace.ts';

/** All that is known, as plain values. */
export function keep({ book, sessions, journeys, seesDeliveries }: Scene, links: Links): KeptState {
  const known = new Map<SessionTrace, number>();
  for (const session of [...sessions.all(), ...Array.from(links.all(), (link) => link.session)]) {
    if (!known.has(session)) known.set(session, known.size);
  }
  const { firstOpened } = links;
  return {
    format: checkpointFormat,
    seesDeliveries,
    firstOpened: Number.isFinite(firstOpened) ? firstOpened : -1,
    exchanges: Array.from(inOrder(book), keptExchange),
    sessions: Array.from(known.keys(), keptSession),
    links: Array.from(links.all(), (link) => keptLink(link, known.get(link.session) ?? 0)),
    journeys: journeys.kept(),
  };
}

function* inOrder({ oldest }: Book): Iterable<OpenExchange> {
  for (let exchange = oldest; exchange !== undefined; exchange = exchange.newer) yield exchange;
}

function keptExchange(exchange: OpenExchange): KeptExchange {
  const {
    awaiting,
    isTold,
    subscriptions,
    facts,
    doneBefore,
    wasLost,
    isLate,
    isKept,
    isViolation,
    ids,
    key,
    older,
    newer,
    reason,
    packets,
    ...plain
  } = exchange;
  return { ...plain, packets: [...packets], ...(reason === undefined ? {} : { reason }) };
}

function keptSession(session: SessionTrace): KeptSession {
  const { client, isWhole, expiry, awaySince, fromClient, fromServer, waiting } = session;
  return {
    ...{ client, isWhole, awaySince },
    expiry: Number.isFinite(expiry) ? expiry : -1,
    fromClient: Array.from(fromClient.values(), ({ id }) => id),
    fromServer: Array.from(fromServer.values(), ({ id }) => id),
    waiting: Array.from(waiting.values(), ({ id }) => id),
  };
}

function keptLink(link: LinkTrace, session: number): KeptLink {
  const { number, isWhole, version, isCleanStart, hasConnect, isUp, isRefused, isResumed, saidGoodbye } =
    link;
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
    saidGoodbye,
    isCurrent: link.session.link === link,
    ...(link.connect === undefined ? {} : { connect: link.connect.id }),
    ...(link.auth === undefined ? {} : { auth: link.auth.id }),
    pings: link.pings.map(({ id }) => id),
    requests: Array.from(link.requests.values(), ({ id }) => id),
  };
}
