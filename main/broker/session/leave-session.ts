import type { LinkId } from '../../capture/observer.ts';
import { nameOf } from '../access/access.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import { weightOfWill } from './client-bytes.ts';

/** What a session does when its network connection has closed: lets its will out, sleeps or ends. */
export function leaveSession(client: Client, link: LinkId, core: Core, withWill: boolean): void {
  const { session, sender, terms, will, identity, aliases } = client;
  sender.stop();
  aliases.close();
  core.sessions.leave(session);
  session.asleepSince = core.clock.now();
  core.journal?.willGone(session.clientId);
  if (withWill && will !== undefined) {
    core.wills.connectionClosed(session.clientId, { will, link, version: terms.version, session });
  }
  const names = session.clientId.length + (nameOf(identity)?.length ?? 0);
  core.clientBytes.keep(session, names + (withWill && will !== undefined ? weightOfWill(will) : 0));
  core.sessions.sleep(session);
}
