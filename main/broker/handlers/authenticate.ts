import { unreachable } from '../../../app/base/assert.ts';
import type { AuthPacket, ConnectPacket, Packet } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Applicant, NextStep, Outcome } from '../access/access.ts';
import type { Core } from '../core.ts';
import type { Channel } from '../peer/channel.ts';
import type { Peer } from '../peer/peer.ts';
import type { Terms } from '../peer/terms.ts';

type Accepted = Extract<Outcome, { kind: 'accepted' }>;

const continueAuthentication = 0x18;

/** Finds out who sent a CONNECT; `accepted` is called at once where that needs no time. */
export function authenticate(
  packet: ConnectPacket,
  terms: Terms,
  peer: Peer,
  core: Core,
  accepted: (outcome: Accepted) => void,
): void {
  const applicant = applicantOf(packet, terms.clientId, peer);
  const first = core.access.authenticate(applicant);
  if (first instanceof Promise || first.kind === 'challenge') peer.limitAuthentication();
  take(first, peer, follow);

  function follow(outcome: Outcome): void {
    switch (outcome.kind) {
      case 'accepted':
        accepted(outcome);
        return;
      case 'refused':
        peer.end({ reasonCode: outcome.reasonCode, why: outcome.why, withWill: false });
        return;
      case 'challenge':
        peer.challenge(authOf(continueAuthentication, packet.properties, outcome.data), terms);
        peer.answered = (answer) => take(nextOf(answer, packet.properties, outcome.next), peer, follow);
        return;
      default:
        unreachable(outcome);
    }
  }
}

/** A packet of a client that has been asked: AUTH, or DISCONNECT if it gives up [MQTT-3.1.2-30]. */
export function onAnswer(packet: Packet, peer: Peer, answered: (packet: AuthPacket) => void): void {
  if (packet.type === 'auth') {
    peer.answered = undefined;
    answered(packet);
    return;
  }
  if (packet.type !== 'disconnect') {
    throw new ProtocolError(0x82, 'MQTT-3.1.2-30', 'Only AUTH or DISCONNECT may come before CONNACK');
  }
  peer.end({ reasonCode: undefined, why: 'The client gave up its authentication.', withWill: false });
}

/** Goes on with an outcome: at once if it is there, else the client waits for it. */
export function take(
  outcome: Outcome | Promise<Outcome>,
  peer: Peer,
  follow: (outcome: Outcome) => void,
): void {
  if (!(outcome instanceof Promise)) {
    follow(outcome);
    return;
  }
  peer.stream.wait(outcome, follow);
}

export function applicantOf(connect: ConnectPacket, clientId: string, peer: Peer): Applicant {
  return new PeerApplicant(connect, clientId, peer);
}

class PeerApplicant implements Applicant {
  readonly connect: ConnectPacket;
  readonly clientId: string;
  readonly channel: Channel;
  readonly #peer: Peer;

  constructor(connect: ConnectPacket, clientId: string, peer: Peer) {
    this.connect = connect;
    this.clientId = clientId;
    this.channel = peer.channel;
    this.#peer = peer;
  }

  get isGone(): boolean {
    return this.#peer.isGone;
  }
}

/** The next step for the client's AUTH 0x18 [MQTT-4.12.0-3], which keeps to the method of CONNECT [MQTT-4.12.0-5]. */
export function nextOf(
  answer: AuthPacket,
  { authenticationMethod: method }: Properties,
  next: NextStep,
): Outcome | Promise<Outcome> {
  if (answer.reasonCode !== continueAuthentication) {
    throw new ProtocolError(0x82, 'MQTT-4.12.0-3', 'The answer to a challenge is AUTH with 0x18');
  }
  if (answer.properties.authenticationMethod !== method) {
    throw new ProtocolError(0x82, 'MQTT-4.12.0-5', 'The authentication method is not that of CONNECT');
  }
  return next(answer.properties.authenticationData);
}

/** AUTH with the method of CONNECT [MQTT-4.12.0-5]. */
export function authOf(
  reasonCode: number,
  { authenticationMethod }: Properties,
  authenticationData: Uint8Array | undefined,
): AuthPacket {
  return {
    type: 'auth',
    reasonCode,
    properties: {
      ...(authenticationMethod !== undefined && { authenticationMethod }),
      ...(authenticationData !== undefined && { authenticationData }),
    },
  };
}
