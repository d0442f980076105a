import type { Client } from './client.ts';
import type { Core } from './core.ts';

/** What a session does when its network connection has closed: lets its will out, sleeps or ends. */
export function leaveSession({ session, sender, will }: Client, core: Core, withWill: boolean): void {
  sender.stop();
  core.sessions.leave(session);
  if (withWill && will !== undefined) core.wills.connectionClosed(session.clientId, will);
  core.sessions.sleep(session);
}
