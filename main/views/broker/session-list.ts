import type { SessionRow } from '../../../app/contract/areas/broker/sessions.ts';
import type { Inspection } from '../../broker/inspect/inspection.ts';
import type { Session } from '../../broker/session/session.ts';
import { cutText } from './cut-text.ts';
import type { ListColumn, ListDefinition } from './list-definition.ts';
import { fixed, volatile, wordMatcher } from './list-definition.ts';

const endless = 0xffff_ffff;

/** All sessions, those asleep too. */
export function sessionList(broker: Inspection): ListDefinition<Session, SessionRow> {
  return {
    count: () => broker.counts.sessions,
    items: () => broker.sessions(),
    membership: () => broker.versions.sessions,
    isGone: (session) => !broker.isAlive(session),
    matcher: (filter) => {
      const matches = wordMatcher(filter);
      return matches && ((session) => matches(textOf(session)));
    },
    columns,
    row: rowOf,
  };
}

function textOf({ clientId, isConnected }: Session): string {
  return `${clientId}\n${isConnected ? 'connected' : 'asleep'}`;
}

/** Messages that wait, and their bytes. */
export function waitingIn({ inFlight, queue, backlog }: Session): { messages: number; bytes: number } {
  return { messages: inFlight.size + queue.length + backlog.size, bytes: inFlight.bytes + queue.bytes };
}

/** When it ends unless its client comes back, µs since 1970. */
function endOf({ isConnected, asleepSince, expiry }: Session): number | undefined {
  if (isConnected || asleepSince === undefined || expiry === endless) return undefined;
  return asleepSince + expiry * 1e6;
}

const columns: ReadonlyMap<string, ListColumn<Session>> = new Map<string, ListColumn<Session>>([
  ['clientId', fixed(({ clientId }) => clientId)],
  ['state', volatile(({ isConnected }) => Number(isConnected))],
  ['subscriptions', volatile(({ subscriptions }) => subscriptions.size)],
  ['waiting', volatile((session) => waitingIn(session).messages)],
  ['waitingBytes', volatile((session) => waitingIn(session).bytes)],
  ['inFlight', volatile(({ inFlight }) => inFlight.size)],
  ['receiving', volatile(({ receiving }) => receiving.size)],
  ['expiry', volatile(({ expiry }) => expiry)],
  ['asleepSince', volatile(({ isConnected, asleepSince }) => (isConnected ? 0 : (asleepSince ?? 0)))],
  ['expiresAt', volatile((session) => endOf(session) ?? Number.POSITIVE_INFINITY)],
]);

function rowOf(session: Session, key: number): SessionRow {
  const { clientId, isConnected, subscriptions, inFlight, receiving, expiry, asleepSince } = session;
  const { messages, bytes } = waitingIn(session);
  return {
    key,
    isGone: false,
    clientId: cutText(clientId),
    isConnected,
    subscriptions: subscriptions.size,
    waiting: messages,
    waitingBytes: bytes,
    inFlight: inFlight.size,
    receiving: receiving.size,
    expiry,
    asleepSince: isConnected ? undefined : asleepSince,
    expiresAt: endOf(session),
  };
}
