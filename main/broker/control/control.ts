import type { ClientAction } from '../../../app/contract/areas/broker/clients.ts';
import type { Core } from '../core.ts';
import type { Peer } from '../peer/peer.ts';
import type { KeptMessage } from '../routing/kept-message.ts';
import type { Message } from '../routing/message.ts';
import type { Session } from '../session/session.ts';
import { actOnClient, expireSession } from './end-clients.ts';
import type { MessageAs } from './publish-as.ts';
import { publishAs } from './publish-as.ts';
import { clearRetained, putBack } from './retained-by-hand.ts';

/** What a person may do to a running broker; each of it for one client, session or topic. */
export interface Control {
  act(peer: Peer, action: ClientAction): void;
  expire(session: Session): void;
  publishAs(peer: Peer, message: MessageAs): ReturnType<typeof publishAs>;
  clear(topic: string): KeptMessage | undefined;
  putBack(message: Message, replaces: boolean): ReturnType<typeof putBack>;
}

export function controlOf(core: Core): Control {
  return {
    act: (peer, action) => actOnClient(peer, action, core),
    expire: (session) => expireSession(session, core),
    publishAs: (peer, message) => publishAs(peer, message, core),
    clear: (topic) => clearRetained(core.retained, topic),
    putBack: (message, replaces) => putBack(core.retained, message, replaces),
  };
}
