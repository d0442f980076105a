import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../app/contract/areas/broker/limits.ts';
import { matches } from '../../../app/mqtt/topic.ts';
import { Counters } from '../counters.ts';
import type { Message } from '../routing/message.ts';
import { RoutedMessage } from '../routing/routed-message.ts';
import { RetainedStore } from './retained.ts';
import type { RetainedCursor } from './retained-cursor.ts';

const level = fc.constantFrom('', 'a', 'b', '$x');
const topics = fc
  .array(level, { minLength: 1, maxLength: 4 })
  .map((levels) => levels.join('/'))
  .filter((topic) => topic !== '');
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 4 }), fc.boolean())
  .map(([levels, isOpen]) => [...levels, ...(isOpen ? ['#'] : [])].join('/'))
  .filter((filter) => filter !== '');
const changes = fc.array(fc.tuple(topics, fc.constantFrom('', 'x')), { maxLength: 40 });

function message(topic: string, payload: string): Message {
  const bytes = new TextEncoder().encode(payload);
  return { topic, payload: bytes, qos: 0, retain: true, properties: {}, publisher: 'p', arrived: 0 };
}

function retain(store: RetainedStore, topic: string, payload: string): void {
  store.store(new RoutedMessage(message(topic, payload), undefined));
}

/** What a walk meets; between its steps happens what `meanwhile` does. */
function walk(cursor: RetainedCursor, meanwhile: () => void = () => undefined): readonly string[] {
  const met: string[] = [];
  do {
    const found = cursor.message(0);
    if (found !== undefined) met.push(found.topic);
    cursor.take();
    meanwhile();
  } while (cursor.step());
  cursor.close();
  return met;
}

test('finds exactly what a filter matches, whatever was retained and cleared', () => {
  fc.assert(
    fc.property(changes, filters, (steps, filter) => {
      const store = new RetainedStore(defaultLimits, new Counters(), () => undefined);
      const expected = new Set<string>();
      for (const [topic, payload] of steps) {
        retain(store, topic, payload);
        if (payload === '') expected.delete(topic);
        else expected.add(topic);
      }
      const found = walk(store.search(filter, store.stored));
      expect(found.toSorted()).toEqual([...expected].filter((topic) => matches(filter, topic)).toSorted());
      expect(store.count).toBe(expected.size);
    }),
    { numRuns: 2000 },
  );
});

test('a walk meets what was there and stays, once, whatever changes meanwhile, and holds nothing after it', () => {
  fc.assert(
    fc.property(changes, changes, filters, (before, during, filter) => {
      const store = new RetainedStore(defaultLimits, new Counters(), () => undefined);
      for (const [topic, payload] of before) retain(store, topic, payload);
      const touched = new Set(during.map(([topic]) => topic));
      const staying = before
        .map(([topic]) => topic)
        .filter((topic) => store.get(topic) !== undefined && !touched.has(topic) && matches(filter, topic));
      const left = during.values();

      const met = walk(store.search(filter, store.stored), () => {
        const [topic, payload] = left.next().value ?? [];
        if (topic !== undefined && payload !== undefined) retain(store, topic, payload);
      });
      for (const [topic] of [...before, ...during]) retain(store, topic, '');

      expect(new Set(met).size).toBe(met.length);
      expect(new Set(met.filter((topic) => !touched.has(topic)))).toEqual(new Set(staying));
      expect([store.count, store.bytes]).toEqual([0, 0]);
    }),
    { numRuns: 2000 },
  );
});

test('what was cleared leaves room for as much again', () => {
  const store = new RetainedStore({ ...defaultLimits, retainedBytes: 4096 }, new Counters(), () => undefined);

  for (let round = 0; round < 100; round += 1) {
    retain(store, `a/b/${round}`, 'x');
    retain(store, `a/b/${round}`, '');
  }
  retain(store, 'a/b/c', 'x');

  expect(store.get('a/b/c')?.topic).toBe('a/b/c');
});

test('a walk that rests neither follows what comes and goes nor keeps it', () => {
  const store = new RetainedStore(defaultLimits, new Counters(), () => undefined);
  retain(store, 'a', 'x');
  retain(store, 'b', 'x');
  const cursor = store.search('#', store.stored);
  cursor.step();

  const before = store.bytes;
  for (let round = 0; round < 1000; round += 1) {
    retain(store, `c/${round}`, 'x');
    retain(store, `c/${round - 1}`, '');
  }
  retain(store, 'c/999', '');

  expect([store.bytes - before, walk(cursor)]).toEqual([0, ['b', 'a']]);
});
