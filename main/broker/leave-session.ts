import type { Client } from './client.ts';
import type { Core } from './core.ts';
import { lowerQos } from './sender.ts';

/** What a session does when its network connection has closed: keeps what it is owed, lets its will out, sleeps or ends. */
export function leaveSession(client: Client, core: Core, withWill: boolean): void {
  const { session, will } = client;
  core.sessions.leave(session);
  if (session.expiry > 0) keepOwed(client, core.clock.now());
  if (withWill && will !== undefined) core.wills.connectionClosed(session.clientId, will);
  core.sessions.sleep(session);
}

/** Retained messages that a subscription is still owed at QoS 1 or 2 wait with the others, as far as they fit. */
function keepOwed({ backlog, session }: Client, now: number): void {
  for (let owed = backlog.peek(now); owed !== undefined; owed = backlog.peek(now)) {
    const { message, subscription } = owed;
    const qos = lowerQos(message.qos, subscription.qos);
    const identifiers = subscription.identifier === undefined ? [] : [subscription.identifier];
    backlog.shift();
    if (qos > 0) session.enqueue({ message, qos, retain: true, identifiers });
  }
}
