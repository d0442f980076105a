import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openProblem, writeProblem } from '../database/store-problem.ts';
import { mountSmallDisk } from './testing/small-disk.ts';

test('a disk with too little room for the index of a log is full, though SQLite says that it fails', async ({
  skip,
}) => {
  const made = mkdtempSync(join(tmpdir(), 'topicscope-full-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  const disk = await mountSmallDisk(made, 4);
  if (disk === undefined) return skip('the system lets nobody mount a disk');
  onTestFinished(() => disk.remove());
  const { folder } = disk;
  const place = { name: 'history', folder, path: join(folder, 'history.sqlite') };
  const first = new DatabaseSync(place.path);
  first.exec('pragma journal_mode = wal; create table t (a)');
  first.close();
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize - 16_384));

  const db = new DatabaseSync(place.path);
  const error = thrownBy(() => db.exec('insert into t values (1)'));
  db.close();

  expect(error).toMatchObject({ message: 'disk I/O error' });
  expect(openProblem(error, place)).toEqual({
    why: 'denied',
    message: `The disk of the data folder ${folder} is full. Make room on it, or choose another data folder.`,
  });
  expect(writeProblem(error, place)).toBe(
    `Nothing is stored at present: the disk is full. Make room for ${place.path}.`,
  );
});

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
