import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { lockPath } from '../database/folder-lock.ts';
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
    expect(said).toMatch(
      /^locked: The data folder \S+ is in use by (process \d+|another process)\. Quit that/,
    );
  }
  expect(await openHistory({ folder, budget: 64e6, log: () => undefined })).toEqual({
    ok: false,
    why: 'locked',
    message: `The data folder ${folder} is in use by process ${owner?.child.pid}. Quit that, or choose another data folder.`,
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

test('a lock that is no database is made anew, for one of those that start at once', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(lockPath(folder), 'garbage '.repeat(1_000));

  const all = await Promise.all([startAnother(), startAnother(), startAnother()]);

  expect(all.filter(({ said }) => said === 'ok')).toHaveLength(1);
  expect(all.filter(({ said }) => said.startsWith('locked: '))).toHaveLength(2);
});

test('a folder in the place of the lock is told with where it is and what to do', async () => {
  mkdirSync(lockPath(folder), { recursive: true });

  expect(await openHistory({ folder, budget: 64e6, log: () => undefined })).toEqual({
    ok: false,
    why: 'denied',
    message: `${lockPath(folder)} is a folder, and a file of Topicscope belongs there. Move it away, or choose another data folder.`,
  });
});
