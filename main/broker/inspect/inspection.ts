import type { Clock } from '../../../app/base/clock.ts';
import type { Core } from '../core.ts';
import type { Peer } from '../peer/peer.ts';
import type { Level } from '../retained/retained-level.ts';
import type { Message } from '../routing/message.ts';
import type { Subscription } from '../routing/subscription.ts';
import type { Session } from '../session/session.ts';

/**
 * The broker's state for who looks at it. The iterables walk over what is there while they walk: a walk may rest for a
 * while, then it meets what has come since or not, and never what has gone.
 */
export interface Inspection {
  readonly clock: Clock;
  /** Clients that have been let in. */
  connections(): Iterable<Peer>;
  sessions(): Iterable<Session>;
  subscriptions(): Iterable<Subscription>;
  /** The topics that have a retained message. */
  retained(): Iterable<Level>;
  /** The message retained for exactly this topic. */
  retainedAt(topic: string): Message | undefined;
  readonly counts: {
    readonly connections: number;
    readonly sessions: number;
    readonly subscriptions: number;
    readonly retained: number;
  };
  /** Each is another number when something of its kind has come or gone. */
  readonly versions: { readonly sessions: number; readonly subscriptions: number; readonly retained: number };
  isHere(connection: Peer): boolean;
  isAlive(session: Session): boolean;
  isSubscribed(subscription: Subscription): boolean;
}

export function inspectionOf(core: Core, peers: Iterable<Peer>): Inspection {
  const { sessions, subscriptions, retained, clock } = core;
  return {
    clock,
    connections: () => connectionsOf(peers),
    sessions: () => sessions.all(),
    subscriptions: () => subscriptionsOf(sessions.all()),
    retained: () => retained.levels(),
    retainedAt: (topic) => retained.get(topic),
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
    isHere,
    isAlive: (session) => sessions.get(session.clientId) === session,
    isSubscribed: (subscription) => {
      const { destination, filter } = subscription;
      return sessions.get(destination.clientId)?.subscriptions.get(filter) === subscription;
    },
  };
}

function* connectionsOf(peers: Iterable<Peer>): Iterable<Peer> {
  for (const peer of peers) if (isHere(peer)) yield peer;
}

function isHere(peer: Peer): boolean {
  return peer.client?.session.connection === peer;
}

function* subscriptionsOf(sessions: Iterable<Session>): Iterable<Subscription> {
  for (const session of sessions) yield* session.subscriptions.values();
}
