import { unreachable } from '../../../app/base/assert.ts';
import type { ClientAction } from '../../../app/contract/areas/broker/clients.ts';
import { withoutWill } from '../../capture/without-will.ts';
import type { Core } from '../core.ts';
import type { Ending } from '../peer/ending.ts';
import type { Peer } from '../peer/peer.ts';
import type { Session } from '../session/session.ts';

const administrativeAction = 0x98;

/** Does it to one client: clause 4.13 lets a server close a connection at any time, 0x98 says that a person wanted it. */
export function actOnClient(peer: Peer, action: ClientAction, core: Core): void {
  switch (action) {
    case 'kick':
      peer.end(kicked);
      return;
    case 'kickWithoutWill':
      peer.end(peer.client?.will === undefined ? kicked : { ...kicked, why: withoutWill, withWill: false });
      return;
    case 'drop':
      peer.cut();
      return;
    case 'expire':
      if (peer.client !== undefined) expireSession(peer.client.session, core);
      return;
    default:
      unreachable(action);
  }
}

/** Ends a session now; who is connected to it is disconnected, and a will that waits goes out [MQTT-3.1.2-8]. */
export function expireSession(session: Session, core: Core): void {
  session.expiry = 0;
  if (session.connection !== undefined) session.connection.end(expired);
  else if (core.sessions.get(session.clientId) === session) core.sessions.end(session);
}

const kicked: Ending = {
  reasonCode: administrativeAction,
  why: 'The client was disconnected by hand.',
  withWill: true,
};
const expired: Ending = {
  reasonCode: administrativeAction,
  why: 'The session was ended by hand.',
  withWill: true,
};
