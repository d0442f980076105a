import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Tuning } from '../../../app/contract/areas/broker/tuning.ts';
import type { ConnectPacket, ProtocolVersion } from '../../../app/mqtt/packet.ts';

/** What holds for the whole connection: what the client said in CONNECT, within what is granted. */
export interface Terms {
  readonly version: ProtocolVersion;
  readonly clientId: string;
  /** Seconds; 0 is off. */
  readonly keepAlive: number;
  /** Seconds; 0xFFFFFFFF never ends. */
  readonly sessionExpiry: number;
  /** QoS 1 and 2 messages that may be under way to the client. */
  readonly sendQuota: number;
  /** Bytes of the largest packet that the client takes. */
  readonly maximumPacketSize: number;
  /** Whether Reason Strings and User Properties may go on any packet [MQTT-3.1.2-29]. */
  readonly wantsProblemInformation: boolean;
  /** Whether we give reasons in words at all. */
  readonly reasonStrings: boolean;
}

/** A session that never ends: Clean Session 0 before 5.0. */
const endless = 0xffff_ffff;

/** What a CONNECT asks for, before the client's tuning has its say. */
export function termsOf(packet: ConnectPacket, clientId: string, limits: BrokerLimits): Terms {
  const { properties, protocolVersion: version, keepAlive } = packet;
  const asked = version === 5 ? (properties.sessionExpiryInterval ?? 0) : packet.cleanStart ? 0 : endless;
  return {
    version,
    clientId,
    keepAlive,
    sessionExpiry: asked,
    sendQuota: Math.min(properties.receiveMaximum ?? 65_535, limits.inFlight),
    maximumPacketSize: properties.maximumPacketSize ?? Number.POSITIVE_INFINITY,
    wantsProblemInformation: properties.requestProblemInformation !== 0,
    reasonStrings: true,
  };
}

/** The terms as far as the client's tuning grants them. */
export function tuned(terms: Terms, tuning: Tuning): Terms {
  const { version, keepAlive, sessionExpiry } = terms;
  const { serverKeepAlive, sessionExpiryMaximum, reasonStrings } = tuning;
  return {
    ...terms,
    // Older clients could not be told.
    keepAlive: version === 5 && serverKeepAlive !== 'client' ? serverKeepAlive : keepAlive,
    sessionExpiry: Math.min(sessionExpiry, sessionExpiryMaximum),
    reasonStrings,
  };
}
