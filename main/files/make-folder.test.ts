import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

const remedy = 'Choose another one, or give Topicscope the right to write there.';

test('a folder is made with all that leads to it, and made again it stays', () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'make-folder-')), 'a', 'b');

  makeFolder(folder);
  makeFolder(folder);

  expect(statSync(folder).isDirectory()).toBe(true);
});

test('a place that takes no folders is an error, not an endless try', () => {
  expect(() => makeFolder('/proc/topicscope/data')).toThrow(/^The folder \/proc\/topicscope\/data cannot/);
});

test('a file in the way is told with the folder that was wanted, the reason, and what to do', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'make-folder-')), 'file');
  writeFileSync(file, '');
  const below = path.join(file, 'data');

  expect(() => makeFolder(file)).toThrow(
    `The folder ${file} cannot be made: a file is in its place. ${remedy}`,
  );
  expect(() => makeFolder(below)).toThrow(
    `The folder ${below} cannot be made: a file is in its place. ${remedy}`,
  );
});
