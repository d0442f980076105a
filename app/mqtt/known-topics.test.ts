import { expect, test } from 'vitest';
import { KnownTopics } from './known-topics.ts';

/** Topics as devices name them, with the bytes of each. */
function topicsOf(count: number): readonly (readonly [string, Buffer])[] {
  const names = Array.from({ length: count }, (_, index) => `site/line-${index % 37}/sensor-${index}/value`);
  return names.map((name) => [name, Buffer.from(name)]);
}

test('no topic makes way for another while there is a place for both', () => {
  const known = new KnownTopics();
  const topics = topicsOf(1_000);
  for (const [name, bytes] of topics) known.remember(bytes, 0, bytes.length, name);

  const found = topics.filter(([name, bytes]) => known.find(bytes, 0, bytes.length) === name);

  // Of a thousand some share the four places of a set with more than three others.
  expect(found.length).toBeGreaterThan(990);
});

test('the newest topic is known, however many came before it', () => {
  const known = new KnownTopics();

  for (const [name, bytes] of topicsOf(20_000)) {
    known.remember(bytes, 0, bytes.length, name);
    expect(known.find(bytes, 0, bytes.length)).toBe(name);
  }
});

test('bytes that are not those of a topic are not found for it', () => {
  const known = new KnownTopics();
  const bytes = Buffer.from('a/b');
  known.remember(bytes, 0, 3, 'a/b');
  const other = Buffer.from('xa/c');

  expect([known.find(other, 1, 4), known.find(bytes, 0, 2), known.find(bytes, 0, 0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a topic that is not of ASCII is not remembered', () => {
  const known = new KnownTopics();
  const bytes = Buffer.from('höhe');

  known.remember(bytes, 0, bytes.length, 'höhe');

  expect(known.find(bytes, 0, bytes.length)).toBe(undefined);
});
