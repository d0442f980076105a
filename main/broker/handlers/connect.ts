import type { ConnectPacket } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import { clientIdOf } from '../peer/client-id.ts';
import type { Peer } from '../peer/peer.ts';
import type { Terms } from '../peer/terms.ts';
import { termsOf } from '../peer/terms.ts';
import { TopicAliases } from '../peer/topic-aliases.ts';
import { Sender } from '../session/sender.ts';
import type { Session } from '../session/session.ts';
import { keepWill } from '../session/wills.ts';

/** CONNECT (clause 3.1): refused by throwing, else the client is on its session and what it is owed is sent. */
export function onConnect(packet: ConnectPacket, peer: Peer, core: Core): void {
  if (packet.properties.authenticationMethod !== undefined) {
    throw new ProtocolError(0x8c, 'MQTT-4.12.0-1', 'No authentication method is supported');
  }
  const clientId = clientIdOf(packet, core.random);
  const { sessions, limits } = core;
  const earlier = sessions.get(clientId);
  if (earlier === undefined && sessions.isFull)
    throw new ProtocolError(0x97, '3.2.2.2', 'There are too many sessions');
  // The old connection goes before the session does, so that its will is handled as at a close [MQTT-3.1.4-3].
  earlier?.connection?.end({
    reasonCode: 0x8e,
    why: 'Another connection took over the session.',
    withWill: true,
  });
  const { session, isPresent } = sessions.open(clientId, packet.cleanStart);
  const terms = termsOf(packet, clientId, limits);
  session.expiry = terms.sessionExpiry;
  const client = makeClient(packet, terms, session, peer, core);
  sessions.join(session, peer);
  peer.accept(client);
  peer.send({
    type: 'connack',
    // In 3.1 the byte is reserved; the flag came with 3.1.1.
    sessionPresent: isPresent && terms.version !== 3,
    reasonCode: 0,
    properties: grantedProperties(packet, terms, core),
  });
  resume(client, peer);
}

function makeClient(packet: ConnectPacket, terms: Terms, session: Session, peer: Peer, core: Core): Client {
  const { limits, counters, clock, search } = core;
  return {
    terms,
    session,
    sender: new Sender({ session, terms, outbox: peer.outbox, search, limits, counters, clock }),
    aliases: new TopicAliases(limits.topicAliasMaximum),
    will: packet.will === undefined ? undefined : keepWill(packet.will),
  };
}

/** What differs from what the client asked for or would take for granted (clause 3.2.2.3). */
function grantedProperties(packet: ConnectPacket, terms: Terms, { limits }: Core): Properties {
  const { properties } = packet;
  return {
    ...(terms.sessionExpiry !== (properties.sessionExpiryInterval ?? 0) && {
      sessionExpiryInterval: terms.sessionExpiry,
    }),
    ...(limits.receiveMaximum < 65_535 && { receiveMaximum: limits.receiveMaximum }),
    maximumPacketSize: limits.maximumPacketSize,
    ...(packet.clientId === '' && { assignedClientIdentifier: terms.clientId }),
    ...(limits.topicAliasMaximum > 0 && { topicAliasMaximum: limits.topicAliasMaximum }),
  };
}

/** Goes on where an earlier connection broke off [MQTT-4.4.0-1]. */
function resume({ session, sender }: Client, peer: Peer): void {
  for (const [id, entry] of session.inFlight.entries()) {
    if (entry.state === 'released') peer.send({ type: 'pubrel', id, reasonCode: 0, properties: {} });
  }
  sender.resume();
}
