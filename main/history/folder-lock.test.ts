import type { ChildProcess } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { openHistory } from './history.ts';
import { ended, readLines, startChild } from './testing/child.ts';
import { makeFolder, open } from './testing/history-bench.ts';

const { folder, remove } = makeFolder();
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await ended(child);
  }
  remove();
});

function startAnother(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = startChild('./lock-child.ts', folder);
  children.push(child);
  return new Promise((resolve) => readLines(child, (said) => resolve({ child, said })));
}

test('of processes that open a folder at once one gets it, the others are told which', async () => {
  const all = await Promise.all([startAnother(), startAnother(), startAnother()]);

  const owner = all.find(({ said }) => said === 'ok');
  const others = all.filter((each) => each !== owner).map(({ said }) => said);
  expect(others).toHaveLength(2);
  for (const said of others) {
    expect(said).toMatch(/^locked: the data folder is in use by (process \d+|another process)$/);
  }
  expect(await openHistory({ folder, budget: 64e6, log: () => undefined })).toEqual({
    ok: false,
    why: 'locked',
    message: `the data folder is in use by process ${owner?.child.pid}`,
  });
});

test('a folder is free again when its owner was killed', async () => {
  const { child, said } = await startAnother();
  child.kill('SIGKILL');
  await ended(child);

  const history = await open(folder);
  await history.close();

  expect(said).toBe('ok');
});

test('two histories in one process do not share a folder', async () => {
  const history = await open(folder);

  const second = await openHistory({ folder, budget: 64e6, log: () => undefined });
  await history.close();
  const third = await open(folder);
  await third.close();

  expect(second).toMatchObject({ ok: false, why: 'locked' });
});
