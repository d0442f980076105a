import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepAside } from './damaged-files.ts';
import { databasePath } from './database-path.ts';
import { makeFolder } from './testing/history-bench.ts';

test('the log is kept with its database, under a name that was not taken', () => {
  const { folder, remove } = makeFolder();
  onTestFinished(remove);
  writeFileSync(join(folder, 'history.broken-7.sqlite'), 'an earlier one');
  for (const end of ['', '-wal', '-shm']) writeFileSync(`${databasePath(folder)}${end}`, end);

  const aside = keepAside(folder, () => 7);

  expect(aside).toBe(join(folder, 'history.broken-8.sqlite'));
  expect(readdirSync(folder).sort()).toEqual([
    'history.broken-7.sqlite',
    'history.broken-8.sqlite',
    'history.broken-8.sqlite-shm',
    'history.broken-8.sqlite-wal',
  ]);
});
