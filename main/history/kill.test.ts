import { afterEach, expect, test } from 'vitest';
import type { History } from './history.ts';
import { ended, readLines, startChild } from './testing/child.ts';
import { lab, makeFolder, open } from './testing/history-bench.ts';

const { folder, remove } = makeFolder();
afterEach(remove);

/** Lets a process record until it has stored some, and kills it. Returns up to where it had said that it is stored. */
async function recordAndKill(lines: number): Promise<number> {
  const child = startChild('./kill-child.ts', folder);
  let storedTo = 0;
  let seen = 0;
  readLines(child, (line) => {
    storedTo = Number(line.split(' ')[0]);
    seen += 1;
    if (seen === lines) child.kill('SIGKILL');
  });
  await ended(child);
  return storedTo;
}

/** Checks each stored record against its own number; returns the newest number and those that are not what they were. */
async function checkAll(
  history: History,
): Promise<{ readonly newest: number; readonly wrong: readonly number[] }> {
  let newest = 0;
  const wrong: number[] = [];
  await history.replay(lab, 1, (record) => {
    newest += 1;
    const text = `payload ${newest}`;
    const isRight = !record.isMessage || Buffer.from(record.body).subarray(-text.length).toString() === text;
    if (record.sequence !== newest || !isRight) wrong.push(newest);
  });
  return { newest, wrong };
}

test('after kill -9 all that was said to be stored is there, in order, and numbers go on', async () => {
  let before = 0;
  for (const lines of [1, 3, 8, 25]) {
    const storedTo = await recordAndKill(lines);

    const history = await open(folder);
    const { newest, wrong } = await checkAll(history);
    await history.close();

    expect(wrong).toEqual([]);
    expect(storedTo).toBeGreaterThan(before);
    expect(newest).toBeGreaterThanOrEqual(storedTo);
    before = newest;
  }
}, 120_000);
