import { expect, test } from 'vitest';
import { LevelHashes } from './level-hashes.ts';
import { hashLevels } from './topic-hash.ts';

type Level = readonly [number, number, boolean];
const seed = { high: 12_345, low: 67_890 };

test('a topic met again has the hashes that it had, whatever was met between', () => {
  const hashes = new LevelHashes(seed);
  const topics = Array.from({ length: 20_000 }, (_, index) => `site/${index % 9_000}/sensor-${index % 7}`);
  const hostile = ['', '/', 'a', `deep/${'x/'.repeat(300)}`, 'y'.repeat(5_000), 'ünï/ço'];

  const wrong = [...topics, ...hostile, ...topics, ...hostile].filter((topic) => {
    const bytes = Buffer.from(`__${topic}__`);
    const expected: Level[] = [];
    hashLevels(Buffer.from(topic), seed, (...level) => expected.push(level));
    const found: Level[] = [];
    hashes.visit(bytes, 2, bytes.length - 2, (...level) => found.push(level));
    return JSON.stringify(found) !== JSON.stringify(expected);
  });

  expect(wrong).toEqual([]);
});
