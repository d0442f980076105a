import { describe, expect, test } from 'vitest';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import { newProfile, newProfileId, newSubscription } from '../state/new-profile.ts';
import { checkProfile } from './check-profile.ts';

const good: Profile = { ...newProfile(newProfileId()), name: 'plant', host: 'broker.example' };
const fieldsOf = (change: Partial<Profile>, password?: string) =>
  Object.keys(checkProfile({ ...good, ...change }, password === undefined ? {} : { password }, false));

describe('a profile', () => {
  test('with a host and a name has nothing wrong with it', () => {
    expect(fieldsOf({})).toEqual([]);
  });

  test.each<[string, Partial<Profile>, readonly string[]]>([
    ['needs a host', { host: ' ' }, ['host']],
    ['needs a name', { name: '' }, ['name']],
    ['has a path that begins with a slash', { transport: 'ws', path: 'mqtt' }, ['path']],
    ['has no path over TCP', { transport: 'tcp', path: 'mqtt' }, []],
    [
      'in 3.1 has a client id of at most 23 characters',
      { protocolVersion: 3, clientId: 'x'.repeat(24) },
      ['clientId'],
    ],
    ['has no U+0000 in its client id', { clientId: 'a\0' }, ['clientId']],
    [
      'has no wildcard in its subscriptions but where the standard allows it',
      { subscriptions: [newSubscription('a#')] },
      ['subscriptions'],
    ],
  ])('%s', (_, change, fields) => {
    expect(fieldsOf(change)).toEqual(fields);
  });

  test('before 5.0 has no password without a user name', () => {
    expect(fieldsOf({ protocolVersion: 4 }, 'secret')).toEqual(['password']);
    expect(fieldsOf({ protocolVersion: 4, username: 'ada' }, 'secret')).toEqual([]);
    expect(fieldsOf({ protocolVersion: 5 }, 'secret')).toEqual([]);
  });

  test('over TLS has a key and a certificate, or neither', () => {
    const tls = { ...good.tls, certificateFile: '/c.pem' };

    expect(fieldsOf({ transport: 'tls', tls })).toEqual(['keyFile']);
    expect(fieldsOf({ transport: 'tcp', tls })).toEqual([]);
  });
});
