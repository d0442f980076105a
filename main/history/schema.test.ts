import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { databasePath } from './database-path.ts';
import { openHistory } from './history.ts';
import { formatVersion, prepareFormat } from './schema.ts';
import { makeFolder } from './testing/history-bench.ts';

const { folder, remove } = makeFolder();
afterEach(remove);

function openAgain() {
  mkdirSync(folder, { recursive: true });
  return openHistory({ folder, budget: 64e6, log: () => undefined });
}

test('a history of a newer format is left alone', async () => {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(databasePath(folder), { timeout: 30_000 });
  db.exec(`pragma user_version = ${formatVersion + 1}`);
  db.close();

  expect(await openAgain()).toEqual({
    ok: false,
    why: 'newer',
    message: `The history ${databasePath(folder)} is of a newer Topicscope: format ${formatVersion + 1}, this program knows up to ${formatVersion}. It was left as it is: use the newer version, or choose another data folder.`,
  });
});

test('a folder that cannot be made is told as denied', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'file'), '');

  const opened = await openHistory({
    folder: join(folder, 'file', 'data'),
    budget: 64e6,
    log: () => undefined,
  });

  expect(opened).toEqual({
    ok: false,
    why: 'denied',
    message: `The folder ${join(folder, 'file', 'data')} cannot be made: a file is in its place. Choose another one, or give Topicscope the right to write there.`,
  });
});

test('an older format is brought up step by step, and a copy of what was is kept', () => {
  mkdirSync(folder, { recursive: true });
  const path = databasePath(folder);
  const db = new DatabaseSync(path, { timeout: 30_000 });
  prepareFormat(db, path, 1);
  db.exec("insert into source (name) values ('lab')");

  const steps = new Map([
    [1, (each: DatabaseSync) => each.exec("update source set name = name || '-2'")],
    [2, (each: DatabaseSync) => each.exec("update source set name = name || '-3'")],
  ]);
  prepareFormat(db, path, 3, steps);

  const after = db
    .prepare('select name, (select user_version from pragma_user_version) as format from source')
    .get();
  const copy = new DatabaseSync(`${path}.format-1`, { timeout: 30_000 });
  const before = copy
    .prepare('select name, (select user_version from pragma_user_version) as format from source')
    .get();
  copy.close();
  db.close();
  expect({ ...after }).toEqual({ name: 'lab-2-3', format: 3 });
  expect({ ...before }).toEqual({ name: 'lab', format: 1 });
  expect(readdirSync(folder)).toContain('history.sqlite.format-1');
});

test('rows are found by number without reading any, in a file from before that too', () => {
  mkdirSync(folder, { recursive: true });
  const path = databasePath(folder);
  const db = new DatabaseSync(path, { timeout: 30_000 });
  prepareFormat(db, path);
  db.exec('drop index span_first; drop index tail_first');

  prepareFormat(db, path);
  const plans = ['span', 'tail'].map((table) =>
    db
      .prepare(`explain query plan select first, last from ${table} where source = 1 and first <= 7`)
      .all()
      .map(({ detail }) => detail),
  );
  db.close();

  expect(plans).toEqual([
    ['SEARCH span USING COVERING INDEX span_first (source=? AND first<?)'],
    ['SEARCH tail USING COVERING INDEX tail_first (source=? AND first<?)'],
  ]);
});
