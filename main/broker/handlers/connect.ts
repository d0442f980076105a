import type { ConnectPacket } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Identity } from '../access/access.ts';
import { nameOf } from '../access/access.ts';
import { grant } from '../access/grant.ts';
import type { Core } from '../core.ts';
import type { PublishOutbox } from '../peer/aliasing-outbox.ts';
import { AliasingOutbox } from '../peer/aliasing-outbox.ts';
import type { Client } from '../peer/client.ts';
import { clientIdOf } from '../peer/client-id.ts';
import type { Ending } from '../peer/ending.ts';
import type { Inbound } from '../peer/inbound.ts';
import type { Peer } from '../peer/peer.ts';
import type { Terms } from '../peer/terms.ts';
import { termsOf, tuned } from '../peer/terms.ts';
import { TopicAliases } from '../peer/topic-aliases.ts';
import { weightOfConnect } from '../session/client-bytes.ts';
import { OutboundAliases } from '../session/outbound-aliases.ts';
import { Sender } from '../session/sender.ts';
import { keepWill } from '../session/wills.ts';
import { authenticate } from './authenticate.ts';
import { grantedProperties } from './granted-properties.ts';
import { checkWill } from './will-check.ts';

/** CONNECT (clause 3.1): once it is known who sent it, it is refused or the client is on its session. */
export function onConnect(packet: ConnectPacket, peer: Peer, core: Core, { bytes }: Inbound): void {
  core.journal?.checkStorage();
  if (!core.clientBytes.take(peer, weightOfConnect(packet, bytes.length))) {
    core.counters.refusedSessions += 1;
    throw new ProtocolError(0x97, '3.2.2.2', 'The broker keeps no more of such large CONNECTs');
  }
  const terms = termsOf(packet, clientIdOf(packet, core.random), core.limits);
  const place = core.sessions.nextPlace();
  authenticate(packet, terms, peer, core, ({ identity, data }) => {
    if (core.sessions.isOvertaken(terms.clientId, place)) peer.end(overtaken);
    else welcome({ packet, terms, place, identity, data }, peer, core);
  });
}

interface Accepted {
  readonly packet: ConnectPacket;
  readonly terms: Terms;
  /** Of its CONNECT among all. */
  readonly place: number;
  readonly identity: Identity;
  /** Authentication Data for CONNACK. */
  readonly data: Uint8Array | undefined;
}

/** Puts the client on its session, answers, and sends what it is owed. */
function welcome(accepted: Accepted, peer: Peer, core: Core): void {
  const { packet, identity } = accepted;
  const { sessions } = core;
  const { clientId } = accepted.terms;
  const tuning = core.tuning.of({ listener: peer.channel.listener, clientId, userName: nameOf(identity) });
  const terms = tuned(accepted.terms, tuning);
  if (packet.will !== undefined) checkWill(packet.will, tuning);
  const earlier = sessions.get(clientId);
  if (earlier === undefined && sessions.isFull) {
    core.counters.refusedSessions += 1;
    throw new ProtocolError(0x97, '3.2.2.2', 'There are too many sessions');
  }
  // The old connection goes before the session does, so that its will is handled as at a close [MQTT-3.1.4-3].
  earlier?.connection?.end({
    reasonCode: 0x8e,
    why: 'Another connection took over the session.',
    withWill: true,
  });
  const { session, isPresent } = sessions.open(clientId, packet.cleanStart);
  session.place = accepted.place;
  session.expiry = terms.sessionExpiry;
  grant(session, identity, peer.listener, core);
  const client = makeClient(accepted, { terms, tuning, session }, peer, core);
  core.journal?.joined(client);
  core.notes?.joined(session, peer.facts.link);
  sessions.join(session, peer);
  peer.accept(client);
  peer.send({
    type: 'connack',
    // In 3.1 the byte is reserved; the flag came with 3.1.1.
    sessionPresent: isPresent && terms.version !== 3,
    reasonCode: 0,
    properties: { ...grantedProperties(packet, terms, tuning), ...authenticated(accepted) },
  });
  resume(client, peer);
}

type Known = Pick<Client, 'terms' | 'tuning' | 'session'>;

function makeClient({ packet, identity }: Accepted, known: Known, peer: Peer, core: Core): Client {
  const { terms, tuning, session } = known;
  const { limits, counters, clock, search, scratch, notes } = core;
  return {
    ...known,
    identity,
    sender: new Sender({
      session,
      terms,
      outbox: outboxFor(packet, known, peer),
      search,
      limits,
      counters,
      clock,
      scratch,
      notes,
    }),
    authentication: packet.properties.authenticationMethod === undefined ? undefined : withoutSecrets(packet),
    aliases: new TopicAliases(tuning.topicAliasMaximum, core.clientBytes),
    will: packet.will === undefined ? undefined : keepWill(packet.will),
  };
}

/** What is known of a client for as long as it is connected has no password in it. */
function withoutSecrets(packet: ConnectPacket): ConnectPacket {
  const { authenticationData: _data, ...properties } = packet.properties;
  return { ...packet, will: undefined, password: undefined, properties };
}

/** Aliases towards the client are used if it allows them and its tuning says so. */
function outboxFor(packet: ConnectPacket, { terms, tuning }: Known, { outbox }: Peer): PublishOutbox {
  const maximum = Math.min(packet.properties.topicAliasMaximum ?? 0, tuning.outboundTopicAliases);
  if (maximum === 0) return outbox;
  return new AliasingOutbox(outbox, new OutboundAliases(maximum), terms.maximumPacketSize);
}

/** [MQTT-4.12.0-5], [MQTT-4.12.0-6] */
function authenticated({ packet, data }: Accepted): Properties {
  const { authenticationMethod } = packet.properties;
  return {
    ...(authenticationMethod !== undefined && { authenticationMethod }),
    ...(data !== undefined && { authenticationData: data }),
  };
}

/** Goes on where an earlier connection broke off [MQTT-4.4.0-1]. */
function resume({ session, sender }: Client, peer: Peer): void {
  for (const [id, entry] of session.inFlight.entries()) {
    if (entry.state === 'released') peer.send({ type: 'pubrel', id, reasonCode: 0, properties: {} });
  }
  sender.resume();
}

/** Two connections of one client were being authenticated, and the one that came later was decided first. */
const overtaken: Ending = {
  reasonCode: undefined,
  why: 'A later connection of the same client identifier has taken its place.',
  withWill: false,
};
