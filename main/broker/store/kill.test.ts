import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { numbersOf } from '../testing/draw.ts';
import { runKills } from '../testing/kill/run-kills.ts';

test('kill -9 during traffic: nothing that was acknowledged is lost, QoS 2 comes once, all in order', {
  timeout: 120_000,
}, async () => {
  const seed = randomInt(1, 2 ** 31);
  console.log(`kill seed ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));

  const { published, complaints } = await runKills({ folder, kills: 5, random: numbersOf(seed) });

  expect(complaints, `seed ${seed}`).toEqual([]);
  expect(published).toBeGreaterThan(100);
});
