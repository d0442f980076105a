import { expect, test } from 'vitest';
import { LevelCounts } from './level-counts.ts';
import { TopicTally } from './topic-entries.ts';
import { hashLevels } from './topic-hash.ts';

const seed = { high: 12_345, low: 67_890 };

/** What each topic and level has, counted one message at a time. */
function tallied(topics: readonly string[]): Buffer {
  const tally = new TopicTally();
  for (const topic of topics) {
    hashLevels(Buffer.from(topic), seed, (high, low, isWhole) => tally.add(high, low, isWhole ? 1 : 0, 1));
  }
  return tally.take();
}

function addTo(counts: LevelCounts, topic: string): void {
  const bytes = Buffer.from(`__${topic}__`);
  counts.add(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 2, bytes.length - 2);
}

function counted(counts: LevelCounts, topics: readonly string[]): Buffer {
  for (const topic of topics) {
    addTo(counts, topic);
  }
  return counts.take();
}

const many = Array.from({ length: 20_000 }, (_, index) => `site/${index % 9_000}/sensor-${index % 7}`);
const hostile = ['', '/', 'a', `deep/${'x/'.repeat(300)}`, 'y'.repeat(5_000), 'ünï/ço'];
const few = Array.from(
  { length: 40 },
  (_, index) => `plant/line${index % 4}${index % 3 === 0 ? '' : `/m${index}`}`,
);

test('topics are counted as if each message was, whatever came before', () => {
  const counts = new LevelCounts(seed);
  const blocks = [few, many, few, few, hostile, [...few, ...hostile], many, hostile, many, few, few];

  const wrong = blocks.filter((block) => !counted(counts, block).equals(tallied(block)));

  expect(wrong).toEqual([]);
});

test('more topics than it remembers, and then those of the beginning again', () => {
  const counts = new LevelCounts(seed);
  const blocks = Array.from({ length: 90 }, (_, block) =>
    Array.from({ length: 600 }, (_, index) => `plant/${block >> 1}/machine-${block >> 1}-${index}`),
  );

  const wrong = [...blocks, ...blocks.slice(0, 4)].filter(
    (block) => !counted(counts, block).equals(tallied(block)),
  );

  expect(wrong).toEqual([]);
});

test('what was counted for a block that was not full is forgotten', () => {
  const counts = new LevelCounts(seed);
  for (const topic of [...few, ...few, 'once']) addTo(counts, topic);

  counts.clear();

  expect(counted(counts, few).equals(tallied(few))).toBe(true);
});
