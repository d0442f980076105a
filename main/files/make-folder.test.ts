import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

test('a folder is made with all that leads to it, and made again it stays', () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'make-folder-')), 'a', 'b');

  makeFolder(folder);
  makeFolder(folder);

  expect(statSync(folder).isDirectory()).toBe(true);
});

test('a place that takes no folders is an error, not an endless try', () => {
  expect(() => makeFolder('/proc/topicscope/data')).toThrow();
});
