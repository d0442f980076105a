import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches } from '../../app/mqtt/topic.ts';
import { Counters } from './counters.ts';
import type { Message } from './message.ts';
import { RetainedStore } from './retained.ts';
import { RoutedMessage } from './routed-message.ts';
import { defaultLimits } from './settings.ts';

const level = fc.constantFrom('', 'a', 'b', '$x');
const topics = fc
  .array(level, { minLength: 1, maxLength: 4 })
  .map((levels) => levels.join('/'))
  .filter((topic) => topic !== '');
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 4 }), fc.boolean())
  .map(([levels, isOpen]) => [...levels, ...(isOpen ? ['#'] : [])].join('/'))
  .filter((filter) => filter !== '');

function message(topic: string, payload: string): Message {
  const bytes = new TextEncoder().encode(payload);
  return { topic, payload: bytes, qos: 0, retain: true, properties: {}, publisher: 'p', arrived: 0 };
}

test('finds exactly what a filter matches, whatever was retained and cleared', () => {
  const steps = fc.array(fc.tuple(topics, fc.constantFrom('', 'x')), { maxLength: 40 });

  fc.assert(
    fc.property(steps, filters, (changes, filter) => {
      const store = new RetainedStore(defaultLimits, new Counters(), () => undefined);
      const expected = new Set<string>();
      for (const [topic, payload] of changes) {
        store.store(new RoutedMessage(message(topic, payload), undefined));
        if (payload === '') expected.delete(topic);
        else expected.add(topic);
      }
      const found = store.find(filter, 0).map(({ topic }) => topic);
      expect(found.toSorted()).toEqual([...expected].filter((topic) => matches(filter, topic)).toSorted());
      expect(store.count).toBe(expected.size);
    }),
    { numRuns: 2000 },
  );
});

test('what was cleared leaves room for as much again', () => {
  const store = new RetainedStore({ ...defaultLimits, retainedBytes: 4096 }, new Counters(), () => undefined);

  for (let round = 0; round < 100; round += 1) {
    store.store(new RoutedMessage(message(`a/b/${round}`, 'x'), undefined));
    store.store(new RoutedMessage(message(`a/b/${round}`, ''), undefined));
  }
  store.store(new RoutedMessage(message('a/b/c', 'x'), undefined));

  expect(store.get('a/b/c')?.topic).toBe('a/b/c');
});
