import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from '../history/testing/history-bench.ts';
import { keepAside } from './damaged-files.ts';

test('the log is kept with its database, under a name that was not taken', () => {
  const { folder, remove } = makeFolder();
  onTestFinished(remove);
  writeFileSync(join(folder, 'history.broken-7.sqlite'), 'an earlier one');
  for (const end of ['', '-wal', '-shm']) writeFileSync(join(folder, `history.sqlite${end}`), end);

  const aside = keepAside(join(folder, 'history.sqlite'), () => 7);

  expect(aside).toBe(join(folder, 'history.broken-8.sqlite'));
  expect(readdirSync(folder).sort()).toEqual([
    'history.broken-7.sqlite',
    'history.broken-8.sqlite',
    'history.broken-8.sqlite-shm',
    'history.broken-8.sqlite-wal',
  ]);
});
