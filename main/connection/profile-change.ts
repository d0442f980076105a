import { isDeepStrictEqual } from 'node:util';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { StoredProfile } from './profile-store.ts';

/** Whether a change takes effect only with a new connection. */
export function needsReconnect(inForce: Profile, wanted: Profile): boolean {
  return !isDeepStrictEqual(fixedWhileConnected(inForce), fixedWhileConnected(wanted));
}

/** Which session a profile uses: another broker or client identifier has another. */
export function sessionKey({ profile, madeUpClientId }: StoredProfile): string {
  const { transport, host, port, path, protocolVersion, clientId } = profile;
  return JSON.stringify([
    transport,
    host,
    port,
    path,
    protocolVersion,
    clientId === '' ? madeUpClientId : clientId,
  ]);
}

function fixedWhileConnected(profile: Profile): object {
  const {
    id: _id,
    name: _name,
    subscriptions: _live,
    reconnect: _then,
    production: _look,
    ...fixed
  } = profile;
  return fixed;
}
