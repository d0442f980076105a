import { encode } from '../../../app/mqtt/encode.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { publishedByHand } from '../../capture/observer.ts';
import type { Core } from '../core.ts';
import type { Peer } from '../peer/peer.ts';
import { RoutedMessage } from '../routing/routed-message.ts';

/** A message that a person has a client publish. Properties count for clients of 5.0 alone. */
export interface MessageAs {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly properties: Properties;
}

type Outcome =
  | { readonly ok: true; readonly at: number; readonly receivers: number }
  | { readonly ok: false; readonly why: 'gone' | 'not allowed' };

/** The message enters as if that client had sent it, with its rights; the client itself is told nothing. */
export function publishAs(peer: Peer, message: MessageAs, core: Core): Outcome {
  const { client } = peer;
  if (client === undefined || client.session.connection !== peer) return { ok: false, why: 'gone' };
  const { session, terms } = client;
  if (session.rights?.mayPublish(message.topic) === false) return { ok: false, why: 'not allowed' };
  const now = core.clock.now();
  const properties = terms.version === 5 ? message.properties : noProperties;
  const entered = { ...message, properties, publisher: session.clientId, arrived: now };
  // No packet crossed the wire: it is seen as the PUBLISH that it stands for.
  const id = message.qos === 0 ? 0 : 1;
  const frame = encode({ ...message, properties, type: 'publish', dup: false, id }, terms.version);
  const sequence = core.observer.packet(peer.facts.link, 'received', terms.version, frame, now, {
    faults: [publishedByHand],
    isCopy: false,
  });
  core.counters.received += 1;
  const receivers = core.router.route(new RoutedMessage(entered, undefined, sequence), undefined);
  return { ok: true, at: now, receivers };
}
