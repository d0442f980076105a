import { describe, expect, test } from 'vitest';
import { newProfile, newProfileId, newSubscription } from '../state/new-profile.ts';
import { problemsOf, takeAll, typedProfile, typeUrl } from './typed-profile.ts';

const empty = typedProfile(newProfile(newProfileId()));
const whole = typeUrl(empty, 'mqtt://broker.example');

describe('what is typed into the form of a profile', () => {
  test('a filter that was not added yet is saved with the others, in the place of its like', () => {
    const listed = { ...whole.profile, subscriptions: [newSubscription('a/#'), newSubscription('b')] };
    const typed = { ...whole, profile: listed, subscription: { ...newSubscription('a/#'), qos: 2 as const } };

    const saved = takeAll(typed);

    expect(saved.profile.subscriptions.map(({ filter, qos }) => [filter, qos])).toEqual([
      ['b', 0],
      ['a/#', 2],
    ]);
    expect(saved.subscription).toEqual(newSubscription(''));
  });

  test('a filter that is none is not added, and is in the way', () => {
    const typed = takeAll({ ...whole, subscription: newSubscription('a#') });

    expect(typed.profile.subscriptions).toEqual([]);
    expect(Object.keys(problemsOf(typed, false))).toEqual(['newFilter']);
  });

  test('an address without a scheme is taken as it is meant', () => {
    const { profile, secrets, url } = takeAll(typeUrl(empty, 'ada:pw@broker.example:1884'));

    expect([profile.transport, profile.host, profile.port, profile.username]).toEqual([
      'tcp',
      'broker.example',
      1884,
      'ada',
    ]);
    expect(secrets).toEqual({ password: 'pw' });
    expect(url).toBe('ada@broker.example:1884');
  });

  test('what is wrong with a URL is said at the URL, not at the host', () => {
    expect(Object.keys(problemsOf(takeAll(typeUrl(empty, 'http://broker.example')), false))).toEqual(['url']);
    expect(Object.keys(problemsOf(takeAll(typeUrl(empty, 'mqtt://')), false))).toEqual(['url']);
    expect(Object.keys(problemsOf(takeAll(typeUrl(empty, '')), false))).toEqual(['host']);
  });

  test('a URL that was taken does not undo what was changed in the fields since', () => {
    const changed = { ...whole, profile: { ...whole.profile, host: 'other.example' } };

    expect(takeAll(changed).profile.host).toBe('other.example');
    expect(problemsOf(changed, false)).toEqual({});
  });
});
