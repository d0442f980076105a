import { expect, test } from 'vitest';
import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import { fakeProfile } from '../testing/fake-connection.ts';
import { fakeSources } from '../testing/fake-engine.ts';
import { termsOf } from './terms.ts';

function profile(changes: Partial<Profile>): Profile {
  const [, source = fakeSources[0]] = fakeSources;
  if (source === undefined) throw new Error('There is no source');
  return { ...fakeProfile(source), protocolVersion: 5, cleanStart: false, sessionExpiry: 300, ...changes };
}

function connack(values: Readonly<Record<string, string>>): ConnectionDetail['connack'] {
  return {
    reason: { code: 0, name: 'Success' },
    sessionPresent: false,
    values: Object.entries(values).map(([name, granted]) => ({ name, asked: 'yes', granted })),
    userProperties: [],
  };
}

test('the session lasts as long as CONNACK grants, else as the profile asks', () => {
  const granted = (text: string) => termsOf(profile({}), connack({ 'Session Expiry Interval': text })).expiry;

  expect(['60 s', 'never', 'at the end of the connection'].map(granted)).toEqual([
    60,
    Number.POSITIVE_INFINITY,
    0,
  ]);
  expect(termsOf(profile({}), undefined).expiry).toBe(300);
});

test('before 5.0 the session lasts unless it is clean, also where it is so this once', () => {
  const kept = profile({ protocolVersion: 4 });

  expect(termsOf(kept, undefined).expiry).toBe(Number.POSITIVE_INFINITY);
  expect(termsOf(kept, connack({ 'Clean Session': 'no session present' })).expiry).toBe(0);
});

test('what a broker does not tell is as the standard has it', () => {
  const terms = termsOf(profile({}), connack({ 'Maximum QoS': '1', 'Retain Available': 'no' }));

  expect(terms).toMatchObject({ maximumQos: 1, hasRetain: false, topicAliasMaximum: 0, hasShared: true });
});
