import type { Core } from '../core.ts';
import type { Session } from '../session/session.ts';
import type { Identity } from './access.ts';

/** Gives a session the rights of who is on it, and came by that listener; undefined while it is asleep. */
export function grant(session: Session, identity: Identity, listener: string | undefined, core: Core): void {
  const rights = core.access.rightsOf(session.clientId, identity, listener);
  const isOpen = rights === undefined && session.rights === undefined;
  session.identity = identity;
  session.rights = rights;
  // Whose messages they were before, and what the rules were, is remembered by topic.
  if (!isOpen && session.subscriptions.size > 0) core.subscriptions.touch();
}

/** The rules or users have changed: all sessions get what holds now, and who would not get in any more has to go. */
export function regrant(core: Core): void {
  for (const session of core.sessions.all()) {
    const { connection } = session;
    grant(session, session.identity, connection?.listener, core);
    if (connection === undefined || core.access.isStillWelcome(session.identity, connection.listener))
      continue;
    connection.end({
      reasonCode: 0x87,
      why: 'The client is no longer allowed to be connected.',
      withWill: true,
    });
  }
}
