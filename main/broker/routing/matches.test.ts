import { expect, test } from 'vitest';
import { testSession } from '../testing/test-session.ts';
import { MatchFinder } from './matches.ts';
import { SubscriptionTrie } from './subscription-trie.ts';

function setup(bounds: { readonly topics: number; readonly subscriptions: number }) {
  const trie = new SubscriptionTrie();
  for (const clientId of ['one', 'two']) {
    trie.add({
      destination: testSession(clientId),
      filter: '#',
      topicFilter: '#',
      shareName: undefined,
      qos: 0,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
      identifier: undefined,
      deliveries: 0,
    });
  }
  return new MatchFinder(trie, bounds);
}

test.each([
  ['topics', { topics: 2, subscriptions: 1000 }],
  ['subscriptions that these met', { topics: 1000, subscriptions: 4 }],
])('the topics met last are remembered, within a number of %s', (_bound, bounds) => {
  const finder = setup(bounds);
  const [a, b, c] = ['a', 'b', 'c'].map((topic) => finder.find(topic));

  const isRemembered = [finder.find('b') === b, finder.find('c') === c, finder.find('a') === a];

  expect(isRemembered).toEqual([true, true, false]);
});
