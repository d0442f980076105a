import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RecordingBook } from './recording-book.ts';

test('there is room for 50 recordings, however many begin at one time, and all are there after a restart', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'recording-book-'));
  const told: string[] = [];
  const open = () => RecordingBook.open(folder, (problem) => told.push(problem));
  const book = await open();

  const added = await Promise.all(
    Array.from({ length: 51 }, (_, number) => book.add('lab', String(number).padStart(8, '0'), number)),
  );

  expect(added.filter(({ ok }) => ok)).toHaveLength(50);
  expect(added.at(-1)).toMatchObject({ ok: false, error: { code: 'busy' } });
  expect([(await open()).list().length, told]).toEqual([50, []]);
});
