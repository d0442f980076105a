import type { Reason } from '../../../app/contract/areas/common.ts';
import type { ConnackPacket, DisconnectPacket, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { reasonOf, reasonText } from '../reason.ts';
import type { LinkEnd } from './link-end.ts';
import { farewellAdvice, refusalAdvice } from './reason-advice.ts';

/** What nobody but the user or the keeper of the broker can change, in CONNACK; by version. */
const lastingCodes5 = new Set([
  0x81, 0x82, 0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c, 0x90, 0x95, 0x99, 0x9a, 0x9b, 0x9d,
]);
const lastingCodes3 = new Set([1, 2, 4, 5]);
/** The same in DISCONNECT. 0x8E among them: two clients with one identifier throw each other out for ever. */
const lastingTold = new Set([0x81, 0x82, 0x87, 0x8e, 0x98, 0x9d]);

export function acceptedWords(connack: ConnackPacket, version: ProtocolVersion): string {
  const reason = reasonText(reasonOf('connack', connack.reasonCode, version));
  if (version === 3) return reason;
  return `${reason}; ${connack.sessionPresent ? 'the broker has the session' : 'a new session'}`;
}

/** CONNACK said no. */
export function refusedEnd(connack: ConnackPacket, version: ProtocolVersion): LinkEnd {
  const reason = reasonOf('connack', connack.reasonCode, version);
  const lasting = (version === 5 ? lastingCodes5 : lastingCodes3).has(connack.reasonCode);
  const detail = `The broker refused the connection: ${reasonText(reason)}${said(connack.properties)}${because(reason)}`;
  const advice = refusalAdvice(connack.reasonCode, version === 5);
  return { kind: 'refused', failure: { detail, advice, lasting }, code: undefined };
}

/** What of these a tester brings about by bytes of their own: the next connection does not say them. */
const provoked = new Set([0x81, 0x82, 0x87]);

/** The broker's DISCONNECT, which only 5.0 has. `isByHand`: bytes went out that a tester made. */
export function toldEnd(packet: DisconnectPacket, isByHand: boolean): LinkEnd {
  const reason = reasonOf('disconnect', packet.reasonCode, 5);
  const detail = `The broker ended the connection: ${reasonText(reason)}${said(packet.properties)}${because(reason)}`;
  const lasting = lastingTold.has(packet.reasonCode) && !(isByHand && provoked.has(packet.reasonCode));
  return {
    kind: 'told',
    failure: { detail, advice: farewellAdvice(packet.reasonCode), lasting },
    code: undefined,
  };
}

/** What most often causes it. */
function because({ cause }: Reason): string {
  return cause === undefined ? '' : ` (${cause.charAt(0).toLowerCase()}${cause.slice(1)})`;
}

function said({ reasonString, serverReference }: Properties): string {
  const words = reasonString === undefined ? '' : ` – "${reasonString.slice(0, 500)}"`;
  return serverReference === undefined ? words : `${words}; use ${serverReference.slice(0, 500)}`;
}
