import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches } from '../../../app/mqtt/topic.ts';
import type { Destination, Subscription } from './subscription.ts';
import { SubscriptionTrie } from './subscription-trie.ts';

const level = fc.constantFrom('', 'a', 'b', '$x', 'long name');
const topics = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, isOpen]) => [...levels, ...(isOpen ? ['#'] : [])].join('/'))
  .filter((filter) => filter !== '');

function destination(clientId: string): Destination {
  return {
    clientId,
    isConnected: true,
    isLeftBehind: false,
    isBusy: false,
    takeOver: () => undefined,
    mayReceive: () => true,
    withhold: () => undefined,
    deliver: () => undefined,
    slow: () => undefined,
  };
}

function subscription(filter: string, clientId: string): Subscription {
  return {
    destination: destination(clientId),
    filter,
    topicFilter: filter,
    shareName: undefined,
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
    identifier: undefined,
    deliveries: 0,
  };
}

/** fast-check prints the seed of a failure. */
test('finds exactly what matches, whatever was added and removed', () => {
  const changes = fc.array(fc.tuple(fc.boolean(), filters, fc.constantFrom('one', 'two')), { maxLength: 40 });

  fc.assert(
    fc.property(changes, fc.array(topics, { minLength: 1, maxLength: 5 }), (steps, names) => {
      const trie = new SubscriptionTrie();
      const expected = new Map<string, Subscription>();
      for (const [isAdded, filter, clientId] of steps) {
        const one = subscription(filter, clientId);
        if (isAdded) trie.add(one);
        else trie.remove(one);
        if (isAdded) expected.set(`${clientId} ${filter}`, one);
        else expected.delete(`${clientId} ${filter}`);
      }
      for (const name of names) {
        const found = trie.find(name).subscriptions.map((one) => `${one.destination.clientId} ${one.filter}`);
        const wanted = [...expected].filter(([, one]) => matches(one.filter, name)).map(([key]) => key);
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }
      expect(trie.size).toBe(expected.size);
    }),
    { numRuns: 2000 },
  );
});
