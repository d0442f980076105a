import { expect, test } from 'vitest';
import { findEntry, TopicTally } from './topic-entries.ts';
import { hashLevels, hashTopic } from './topic-hash.ts';

const seed = { high: 0x12345678, low: 0x9abcdef0 };

function tallyOf(topics: readonly string[]): TopicTally {
  const tally = new TopicTally();
  for (const topic of topics) {
    hashLevels(Buffer.from(topic), seed, (high, low, isWhole) => tally.add(high, low, isWhole ? 1 : 0, 1));
  }
  return tally;
}

function countsIn(entries: Buffer, topics: readonly string[]) {
  return topics.map((topic) => {
    const { high, low } = hashTopic(Buffer.from(topic), seed);
    return { topic, ...findEntry(entries, high, low) };
  });
}

test('entries tell the messages of a topic from those of its branch', () => {
  const entries = tallyOf(['a', 'a/b', 'a/b', 'a/b/c', '/', 'x//y']).take();

  expect(countsIn(entries, ['a', 'a/b', 'a/b/c', '', '/', 'x', 'x/', 'x//y', 'b'])).toEqual([
    { topic: 'a', exact: 1, branch: 4 },
    { topic: 'a/b', exact: 2, branch: 3 },
    { topic: 'a/b/c', exact: 1, branch: 1 },
    { topic: '', exact: 0, branch: 1 },
    { topic: '/', exact: 1, branch: 1 },
    { topic: 'x', exact: 0, branch: 1 },
    { topic: 'x/', exact: 0, branch: 1 },
    { topic: 'x//y', exact: 1, branch: 1 },
    { topic: 'b', exact: 0, branch: 0 },
  ]);
});

test('merged entries count as those that were merged', () => {
  const topics = Array.from({ length: 5_000 }, (_, index) => `plant/${index % 50}/${index % 1_000}`);
  const merged = new TopicTally();
  for (let from = 0; from < topics.length; from += 500)
    merged.merge(tallyOf(topics.slice(from, from + 500)).take());

  const entries = merged.take();

  const asked = ['plant', 'plant/7', 'plant/7/7', 'plant/7/957', 'plant/8/7'];
  expect(countsIn(entries, asked)).toEqual(countsIn(tallyOf(topics).take(), asked));
});

test('a tally begins anew after it was taken', () => {
  const tally = tallyOf(['a/b']);
  tally.take();

  expect(countsIn(tally.take(), ['a/b'])).toEqual([{ topic: 'a/b', exact: 0, branch: 0 }]);
});

test('as many hashes as topics', () => {
  const seen = new Set<bigint>();
  for (let index = 0; index < 200_000; index += 1) {
    const { high, low } = hashTopic(Buffer.from(`site/${index % 97}/device-${index}`), seed);
    seen.add((BigInt(high) << 32n) | BigInt(low));
  }

  expect(seen.size).toBe(200_000);
});

test('a topic of nothing but slashes is hashed to a bounded depth', () => {
  let visits = 0;
  hashLevels(Buffer.alloc(65_535, 0x2f), seed, () => {
    visits += 1;
  });

  expect(visits).toBe(256);
});
