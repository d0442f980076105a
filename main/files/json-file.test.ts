import { mkdtemp, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const schema = z.object({ name: z.string() });

async function setup(): Promise<string> {
  return path.join(await mkdtemp(path.join(tmpdir(), 'json-file-')), 'thing.json');
}

test('a file that is not there is no problem', async () => {
  const file = await setup();

  expect(await readJsonFile(file, schema, () => 7)).toEqual({ value: undefined, problem: undefined });
});

test('what was written is read, and nothing else is left in the folder', async () => {
  const file = await setup();

  await writeJsonFile(file, { name: 'press' });

  expect(await readJsonFile(file, schema, () => 7)).toEqual({ value: { name: 'press' }, problem: undefined });
  expect(await readdir(path.dirname(file))).toEqual(['thing.json']);
});

test('a broken file is kept aside and the problem names both', async () => {
  const file = await setup();
  await writeFile(file, '{"name": 7}');

  const read = await readJsonFile(file, schema, () => 7);

  expect(read.value).toBeUndefined();
  expect(read.problem).toContain('name');
  expect(read.problem).toContain(`${file}.broken-7`);
  expect(await readFile(`${file}.broken-7`, 'utf8')).toBe('{"name": 7}');
});

test('a file that cannot be read is kept aside too, so that the next write does not take its place', async () => {
  const file = await setup();
  // Unreadable for root as well, whom no mode keeps out.
  await symlink('thing.json', file);

  const read = await readJsonFile(file, schema, () => 7);
  await writeJsonFile(file, { name: 'press' });

  expect(read.value).toBeUndefined();
  expect(read.problem).toContain('thing.json could not be read (ELOOP');
  expect(read.problem).toContain(`It is kept as ${file}.broken-7`);
  expect(await readlink(`${file}.broken-7`)).toBe('thing.json');
  expect((await readJsonFile(file, schema, () => 8)).value).toEqual({ name: 'press' });
});
