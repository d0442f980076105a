import type { LinkId } from '../../capture/observer.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';

/** What a session does when its network connection has closed: lets its will out, sleeps or ends. */
export function leaveSession(client: Client, link: LinkId, core: Core, withWill: boolean): void {
  const { session, sender, terms, will } = client;
  sender.stop();
  core.sessions.leave(session);
  session.asleepSince = core.clock.now();
  core.journal?.willGone(session.clientId);
  if (withWill && will !== undefined) {
    core.wills.connectionClosed(session.clientId, { will, link, version: terms.version, session });
  }
  core.sessions.sleep(session);
}
