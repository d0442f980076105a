import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { partOf, UnfinishedFiles } from './unfinished-files.ts';

const list = 'unfinished-exports.json';

/** A data folder, and a folder to write to. */
async function setup() {
  const made = await mkdtemp(path.join(tmpdir(), 'topicscope-parts-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  const [data, out] = [path.join(made, 'data'), path.join(made, 'out')];
  await Promise.all([mkdir(data), mkdir(out)]);
  const said: string[] = [];
  const open = (folder = data) => UnfinishedFiles.open(folder, (line) => said.push(line));
  const part = () => partOf(path.join(out, 'file'), randomUUID());
  return { data, out, said, open, part };
}

test('what is written when its process ends is removed by the next one, and nothing else is', async () => {
  const { data, out, open, part } = await setup();
  const [left, foreign, folder] = [part(), part(), part()];
  const first = await open();
  for (const one of [left, folder]) await first.begin(one);
  await writeFile(left, 'half of it');
  await writeFile(foreign, 'of another program');
  await mkdir(folder);

  await open();

  expect((await readdir(out)).sort()).toEqual([foreign, folder].map((one) => path.basename(one)).sort());
  expect(await readdir(data)).toEqual([]);
});

test('a data folder that takes nothing is told, and keeps nobody from writing elsewhere', async () => {
  const { data, said, open, part } = await setup();
  const files = await open();
  const one = part();
  // Nothing can be put in its place.
  await mkdir(path.join(data, list, 'x'), { recursive: true });

  await files.begin(one);
  await files.end(one);

  expect(said).toEqual([
    expect.stringMatching(
      /^The data folder \S+data cannot be written: .+\. What is written now stays half-way/,
    ),
  ]);
});

test('what became whole is named no longer', async () => {
  const { data, open, part } = await setup();
  const files = await open();
  const one = part();

  await files.begin(one);
  const meanwhile = await readdir(data);
  await files.end(one);

  expect([meanwhile, await readdir(data)]).toEqual([[list], []]);
});

test('a copy of a data folder removes nothing of what goes on in the first', async () => {
  const { data, out, open, part } = await setup();
  const one = part();
  await (await open()).begin(one);
  await writeFile(one, 'being written');
  const copy = `${data}-copy`;
  await cp(data, copy, { recursive: true });

  await open(copy);

  expect(await readdir(out)).toEqual([path.basename(one)]);
});

test('a list that names something else is believed in nothing, and kept aside', async () => {
  const { data, out, said, open, part } = await setup();
  const [one, mine] = [part(), path.join(out, 'mine')];
  await (await open()).begin(one);
  await writeFile(mine, 'mine');
  const text = await readFile(path.join(data, list), 'utf8');
  await writeFile(path.join(data, list), text.replace(JSON.stringify(one), JSON.stringify(mine)));

  await open();

  expect(await readdir(out)).toEqual(['mine']);
  expect(said).toEqual([expect.stringMatching(/^unfinished-exports\.json was broken .* It is kept as/)]);
});
