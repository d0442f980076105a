import type { Clock } from '../../../app/base/clock.ts';
import type { Core } from '../core.ts';
import type { Connection } from '../peer/connection.ts';
import type { Level } from '../retained/retained-level.ts';
import type { Subscription } from '../routing/subscription.ts';
import type { Session } from '../session/session.ts';

/**
 * The broker's state for who looks at it. The iterables walk over what is there while they walk: a walk may rest for a
 * while, then it meets what has come since or not, and never what has gone.
 */
export interface Inspection {
  readonly clock: Clock;
  connections(): Iterable<Connection>;
  sessions(): Iterable<Session>;
  subscriptions(): Iterable<Subscription>;
  /** The topics that have a retained message. */
  retained(): Iterable<Level>;
  readonly counts: {
    readonly connections: number;
    readonly sessions: number;
    readonly subscriptions: number;
    readonly retained: number;
  };
  /** Each is another number when something of its kind has come or gone. */
  readonly versions: { readonly sessions: number; readonly subscriptions: number; readonly retained: number };
  isHere(connection: Connection): boolean;
  isAlive(session: Session): boolean;
}

export function inspectionOf(core: Core): Inspection {
  const { sessions, subscriptions, retained, clock } = core;
  return {
    clock,
    connections: () => connectionsOf(sessions.all()),
    sessions: () => sessions.all(),
    subscriptions: () => subscriptionsOf(sessions.all()),
    retained: () => retained.levels(),
    get counts() {
      return {
        connections: sessions.connected,
        sessions: sessions.count,
        subscriptions: subscriptions.size,
        retained: retained.count,
      };
    },
    get versions() {
      return {
        sessions: sessions.version,
        subscriptions: subscriptions.version,
        retained: retained.topicsVersion,
      };
    },
    isHere: (connection) => connection.client?.session.connection === connection,
    isAlive: (session) => sessions.get(session.clientId) === session,
  };
}

function* connectionsOf(sessions: Iterable<Session>): Iterable<Connection> {
  for (const { connection } of sessions) if (connection !== undefined) yield connection;
}

function* subscriptionsOf(sessions: Iterable<Session>): Iterable<Subscription> {
  for (const session of sessions) yield* session.subscriptions.values();
}
