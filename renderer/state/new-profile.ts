import type { SourceId } from '../../app/contract/areas/common.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { Profile, SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import type { BrokerAddress } from './broker-url.ts';

/** An id that no profile has yet: 80 random bits. */
export function newProfileId(): SourceId {
  const random = crypto.getRandomValues(new Uint8Array(10));
  return sourceId.parse(`c-${Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}

/** A profile as the form shows it first. It subscribes to nothing. */
export function newProfile(id: SourceId): Profile {
  return {
    id,
    name: '',
    transport: 'tcp',
    host: '',
    port: 1883,
    path: '',
    protocolVersion: 5,
    clientId: '',
    username: undefined,
    keepAlive: 60,
    cleanStart: true,
    sessionExpiry: 0,
    receiveMaximum: undefined,
    will: undefined,
    tls: { caFile: '', certificateFile: '', keyFile: '', serverName: '', verify: true },
    subscriptions: [],
    reconnect: true,
    noDelay: true,
    production: false,
  };
}

/** The profile at another address; a name that was made of the old host follows. */
export function withAddress(profile: Profile, address: BrokerAddress): Profile {
  const { transport, host, port, path, username } = address;
  const name = profile.name === '' || profile.name === profile.host ? host.slice(0, 100) : profile.name;
  return { ...profile, name, transport, host, port, path, username: username ?? profile.username };
}

/** A port of this machine, without TLS. */
export function localAddress(port: number): BrokerAddress {
  return { transport: 'tcp', host: 'localhost', port, path: '', username: undefined, password: undefined };
}

/** A subscription as it is offered first. */
export function newSubscription(filter: string): SubscriptionSettings {
  return { filter, qos: 0, noLocal: false, retainAsPublished: true, retainHandling: 0 };
}
