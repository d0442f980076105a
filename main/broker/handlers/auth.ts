import { unreachable } from '../../../app/base/assert.ts';
import type { AuthPacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Outcome } from '../access/access.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';
import { applicantOf, authOf, nextOf, take } from './authenticate.ts';

const success = 0x00;
const continueAuthentication = 0x18;
const reauthenticate = 0x19;
const notAuthorized = 0x87;
const serverBusy = 0x89;

/** AUTH of a client that is in: it proves anew who it is (clause 4.12.1). Other packets go on meanwhile. */
export function onAuth(packet: AuthPacket, client: Client, peer: Peer, core: Core): void {
  const { authentication } = client;
  if (authentication === undefined) {
    throw new ProtocolError(
      0x82,
      'MQTT-4.12.0-7',
      'AUTH came without an authentication method in CONNECT',
      0,
    );
  }
  const { properties } = authentication;
  if (packet.properties.authenticationMethod !== properties.authenticationMethod) {
    throw new ProtocolError(0x82, 'MQTT-4.12.1-1', 'The authentication method is not that of CONNECT');
  }
  const { answered } = peer;
  if (answered !== undefined) {
    peer.answered = undefined;
    answered(packet);
    return;
  }
  if (packet.reasonCode !== reauthenticate) {
    throw new ProtocolError(0x82, '4.12', 'AUTH with 0x18 answers nothing: authentication begins with 0x19');
  }
  const applicant = applicantOf(authentication, client.terms.clientId, peer);
  const { authenticationData: data } = packet.properties;
  take(core.access.reauthenticate(applicant, client.identity, data), peer, follow);

  function follow(outcome: Outcome): void {
    switch (outcome.kind) {
      case 'accepted':
        peer.send(authOf(success, properties, outcome.data));
        return;
      case 'refused':
        // [MQTT-4.12.1-2]; DISCONNECT knows fewer reasons than CONNACK.
        peer.end({
          reasonCode: outcome.reasonCode === serverBusy ? serverBusy : notAuthorized,
          why: outcome.why,
          withWill: true,
        });
        return;
      case 'challenge':
        peer.send(authOf(continueAuthentication, properties, outcome.data));
        peer.answered = (answer) => take(nextOf(answer, properties, outcome.next), peer, follow);
        return;
      default:
        unreachable(outcome);
    }
  }
}
