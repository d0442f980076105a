import { existsSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OutFileError, writeOutFile } from './out-file.ts';
import { UnfinishedFiles } from './unfinished-files.ts';

/** A data folder, and a folder to write to. */
async function setup() {
  const made = await realpath(await mkdtemp(path.join(tmpdir(), 'topicscope-out-')));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  const [data, folder] = [path.join(made, 'data'), path.join(made, 'out')];
  await Promise.all([mkdir(data), mkdir(folder)]);
  const unfinished = await UnfinishedFiles.open(data, () => undefined);
  const { signal } = new AbortController();
  const write = (out: string, text = 'new', isEmpty = false) =>
    writeOutFile({ out, folders: [data], unfinished }, bytesOf(text), signal, () => isEmpty);
  const refusal = (out: string) => write(out).catch(said);
  return { data, folder, at: (name: string) => path.join(folder, name), write, refusal };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function said(error: unknown): string {
  if (error instanceof OutFileError) return error.message;
  throw error;
}

async function modeOf(file: string): Promise<string> {
  return ((await stat(file)).mode & 0o777).toString(8);
}

test('a new file is for this user alone, one that was there keeps its mode', async () => {
  const { folder, at, write } = await setup();
  await writeFile(at('old'), 'old');
  await chmod(at('old'), 0o644);

  const kept = [await write(at('new')), await write(at('old')), await write(at('old'), 'twice')];

  expect(kept).toEqual([true, true, true]);
  expect([await modeOf(at('new')), await modeOf(at('old'))]).toEqual(['600', '644']);
  expect(await readFile(at('old'), 'utf8')).toBe('twice');
  expect((await readdir(folder)).sort()).toEqual(['new', 'old']);
});

test('a link leads where it led, also where nothing is there yet', async () => {
  const { folder, at, write } = await setup();
  await mkdir(at('deep'));
  await symlink('deep/link', at('first'));
  await symlink('../made', at('deep/link'));

  await write(at('first'));

  expect((await lstat(at('first'))).isSymbolicLink()).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(['deep', 'first', 'made']);
  expect(await readFile(at('made'), 'utf8')).toBe('new');
});

test('of what comes to nothing or fails an old file stays, and no part is left', async () => {
  const { data, folder, at, write } = await setup();
  await writeFile(at('old'), 'old');
  async function* breaking() {
    yield Buffer.from('half');
    throw new Error('no more');
  }
  const unfinished = await UnfinishedFiles.open(data, () => undefined);
  const { signal } = new AbortController();

  const isKept = await write(at('old'), '', true);
  const broken = writeOutFile({ out: at('old'), folders: [], unfinished }, breaking(), signal, () => false);

  await expect(broken).rejects.toThrow('no more');
  expect([isKept, await readFile(at('old'), 'utf8')]).toEqual([false, 'old']);
  expect([await readdir(folder), await readdir(data)]).toEqual([['old'], []]);
});

test('what cannot be a file is said in a sentence', async () => {
  const { data, folder, at, refusal } = await setup();
  await writeFile(at('file'), '');
  await symlink('round', at('round'));
  const places = [folder, at('none/file'), at('file/below'), at('round'), at('x'.repeat(256))];

  const told = await Promise.all([...places, path.join(data, 'history.sqlite')].map(refusal));

  expect(told).toEqual([
    `${folder} is a folder, and --out names a file.`,
    `${at('none/file')} cannot be written: there is no folder ${at('none')}.`,
    `${at('file/below')} cannot be written: a file is in its place.`,
    `${at('round')} cannot be written: its links lead in a circle.`,
    `${at('x'.repeat(256))} cannot be written: the name is too long.`,
    `${data}/history.sqlite would be among the app's own files: choose another folder or ending.`,
  ]);
});

test('a name as long as any may be is written', async () => {
  const { folder, at, write } = await setup();

  await write(at('ä'.repeat(127)));

  expect(await readdir(folder)).toEqual(['ä'.repeat(127)]);
});

test.runIf(existsSync('/dev/full'))('a device that is full is said to be', async () => {
  const { refusal } = await setup();

  expect(await refusal('/dev/full')).toBe('/dev/full cannot be written: the disk is full.');
});

test('a file that may not be written is not replaced, but by root, who may write all', async () => {
  const isRoot = process.getuid?.() === 0;
  const { folder, at, refusal } = await setup();
  await writeFile(at('file'), 'old', { mode: 0o400 });

  const told = [await refusal(at('file'))];
  await chmod(folder, 0o500);
  told.push(await refusal(at('other')));
  await chmod(folder, 0o700);

  expect(told).toEqual(
    ['file', 'other'].map((name) => isRoot || `${at(name)} cannot be written: permission is denied.`),
  );
  expect(await readFile(at('file'), 'utf8')).toBe(isRoot ? 'new' : 'old');
  expect(await modeOf(at('file'))).toBe('400');
});
