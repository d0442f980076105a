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

/** Checks each stored record against its own number, and returns the newest number. */
async function checkAll(history: History): Promise<number> {
  let newest = 0;
  await history.replay(lab, 1, (record) => {
    expect(record.sequence).toBe(newest + 1);
    newest = record.sequence;
    if (!record.isMessage) return;
    expect(Buffer.from(record.body).subarray(-`payload ${newest}`.length).toString()).toBe(
      `payload ${newest}`,
    );
  });
  return newest;
}

test('after kill -9 all that was said to be stored is there, in order, and numbers go on', async () => {
  let before = 0;
  for (const lines of [1, 3, 7, 20, 33]) {
    const storedTo = await recordAndKill(lines);

    const history = await open(folder);
    const newest = await checkAll(history);
    await history.close();

    expect(storedTo).toBeGreaterThan(before);
    expect(newest).toBeGreaterThanOrEqual(storedTo);
    before = newest;
  }
}, 60_000);
