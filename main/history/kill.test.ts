import { randomInt } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { numbersOf } from '../broker/testing/draw.ts';
import { makeFolder } from './testing/history-bench.ts';
import { runKills } from './testing/kill/run-kills.ts';

test('20 times kill -9: all that was said to be stored is there, in order, and the last record is at most 250 ms old', {
  timeout: 120_000,
}, async () => {
  const seed = randomInt(1, 2 ** 31);
  console.log(`kill seed ${seed}`);
  const { folder, remove } = makeFolder();
  onTestFinished(remove);

  const { records, complaints } = await runKills({ folder, kills: 20, random: numbersOf(seed) });

  expect(complaints, `seed ${seed}`).toEqual([]);
  expect(records).toBeGreaterThan(1_000);
});
