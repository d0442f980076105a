import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';

/** What holds on a connection, of its profile and of what CONNACK said: by this its broker is expected to act. */
export interface Terms {
  readonly version: ProtocolVersion;
  /** Seconds for which the broker keeps the session after the connection; Infinity: without an end. */
  readonly expiry: number;
  /** Whether the profile takes a session up again. */
  readonly resumes: boolean;
  /** Seconds by which the broker waits with the will; undefined without one. */
  readonly willDelay: number | undefined;
  /** Messages that we take unacknowledged. */
  readonly receiveMaximum: number;
  readonly maximumQos: number;
  /** Bytes. */
  readonly maximumPacketSize: number;
  readonly topicAliasMaximum: number;
  readonly hasRetain: boolean;
  readonly hasWildcards: boolean;
  readonly hasShared: boolean;
  readonly hasSubscriptionIdentifiers: boolean;
}

const standardReceiveMaximum = 65_535;
/** A Session Expiry Interval that is never over (clause 3.1.2.11.2). */
const never = 0xffff_ffff;

/** `connack` while it is connected; without it the profile is taken at its word. */
export function termsOf(profile: Profile, connack: ConnectionDetail['connack']): Terms {
  const { protocolVersion: version, will } = profile;
  const told = (name: string): string | undefined =>
    connack?.values.find((value) => value.name === name)?.granted;
  const number = (name: string, otherwise: number): number => {
    const said = Number.parseInt(told(name) ?? '', 10);
    return Number.isNaN(said) ? otherwise : said;
  };
  const has = (name: string): boolean => told(name) !== 'no';
  return {
    version,
    expiry:
      version === 5 ? expiryOf(profile, told('Session Expiry Interval')) : keptBefore5(profile, connack),
    resumes: !profile.cleanStart,
    willDelay: will === undefined ? undefined : version === 5 ? will.delay : 0,
    receiveMaximum: profile.receiveMaximum ?? standardReceiveMaximum,
    maximumQos: number('Maximum QoS', 2),
    maximumPacketSize: number('Maximum Packet Size', Number.POSITIVE_INFINITY),
    topicAliasMaximum: version === 5 ? number('Topic Alias Maximum', 0) : 0,
    hasRetain: has('Retain Available'),
    hasWildcards: has('Wildcard Subscription Available'),
    hasShared: has('Shared Subscription Available'),
    hasSubscriptionIdentifiers: has('Subscription Identifiers Available'),
  };
}

/** Of what the profile asks for the broker may grant less. */
function expiryOf({ sessionExpiry }: Profile, granted: string | undefined): number {
  if (granted === 'never') return Number.POSITIVE_INFINITY;
  if (granted !== undefined) return Number.parseInt(granted, 10) || 0;
  return sessionExpiry === never ? Number.POSITIVE_INFINITY : sessionExpiry;
}

/** Clean Session holds for the session's beginning and its end (3.1.1, clause 3.1.2.4). */
function keptBefore5({ cleanStart }: Profile, connack: ConnectionDetail['connack']): number {
  const asked = connack?.values.find(({ name }) => name === 'Clean Session')?.asked;
  const isClean = asked === undefined ? cleanStart : asked === 'yes';
  return isClean ? 0 : Number.POSITIVE_INFINITY;
}
