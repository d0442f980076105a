import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { databasePath } from './database-path.ts';
import type { History } from './history.ts';
import { openHistory } from './history.ts';
import { formatVersion, prepareFormat } from './schema.ts';
import { ended, startChild } from './testing/child.ts';
import { formatOne, formatOnePayloads } from './testing/formats/format-1.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';
import { mountSmallDisk } from './testing/small-disk.ts';

/** A folder with a history of format 1 in it. */
function setup() {
  const { folder, remove } = makeFolder();
  onTestFinished(remove);
  mkdirSync(folder, { recursive: true });
  writeFileSync(databasePath(folder), formatOne());
  return { folder, copy: `${databasePath(folder)}.format-1` };
}

function versionOf(path: string): unknown {
  const db = new DatabaseSync(path, { readOnly: true });
  const row = db.prepare('pragma user_version').get();
  db.close();
  return row?.['user_version'];
}

/** What a reader sees of it: the payload of each message, the topic of the last three, and the client. */
async function readAll(history: History) {
  const payloads: string[] = [];
  await history.replay(lab, 1, ({ isMessage, body }) => {
    if (isMessage) payloads.push(Buffer.from(body).subarray(body.indexOf(0x7b)).toString());
  });
  const selection = { of: 'topic', topic: Buffer.from('plant/line-1/press-3') } as const;
  const rows = await readCounted(
    history.reader.openRows(lab, selection, () => undefined),
    {
      at: 'end',
      count: 3,
    },
  );
  const index: string[] = [];
  await history.loadTopics(lab, (loaded) =>
    index.push(...loaded.map(({ key }) => Buffer.from(key).toString())),
  );
  return { payloads, last: rows.rows.map(({ sequence, client }) => [sequence, client]), index };
}

const whole = {
  payloads: formatOnePayloads(),
  // 3 modulo 14 are the odd numbers that are 3 modulo 7.
  last: [563, 577, 591].map((n) => [603 + n + 1, 'press-1']),
  index: ['key 0', 'key 1'],
};

test('a history of format 1 reads the same after it was brought up, and takes more', async () => {
  const { folder, copy } = setup();

  const history = await open(folder);
  const read = await readAll(history);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 7);
  recorder.packet(link, 'received', 4, publish('plant/line-1/press-3', 'new'), 8);
  recorder.close();
  await stored(history, 1_206);
  await history.close();

  expect(read).toEqual(whole);
  expect([versionOf(databasePath(folder)), versionOf(copy)]).toEqual([formatVersion, 1]);
});

test('the copy of what was is there until the next start found the new one whole', async () => {
  const { folder, copy } = setup();

  await (await open(folder)).close();
  const isKept = existsSync(copy);
  await (await open(folder)).close();

  expect([isKept, existsSync(copy)]).toEqual([true, false]);
});

test('what a copy that was killed half-way left is in nobody’s way', async () => {
  const { folder, copy } = setup();
  writeFileSync(`${copy}.part`, 'half of it');

  const history = await open(folder);
  const read = await readAll(history);
  await history.close();

  expect(read).toEqual(whole);
  expect(readdirSync(folder).filter((name) => name.includes('format-'))).toEqual(['history.sqlite.format-1']);
});

test('a migration that is killed in the middle leaves all of the history usable', async () => {
  const { folder } = setup();
  await (await open(folder)).close();
  const path = databasePath(folder);

  const child = startChild('./formats/killed-child.ts', path);
  await ended(child);

  expect(child.signalCode).toBe('SIGKILL');
  expect([versionOf(path), versionOf(`${path}.format-${formatVersion}`)]).toEqual([
    formatVersion,
    formatVersion,
  ]);
  const history = await open(folder);
  expect(await readAll(history)).toEqual(whole);
  await history.close();
});

test('a step that fails changes nothing', () => {
  const { folder } = setup();
  const db = new DatabaseSync(databasePath(folder));
  onTestFinished(() => db.close());
  const step = (each: DatabaseSync) => {
    each.exec('delete from tail');
    throw new Error('the step failed');
  };

  expect(() => prepareFormat(db, databasePath(folder), 2, new Map([[1, step]]))).toThrow('the step failed');

  const left = db.prepare(
    'select count(*) as rows, (select user_version from pragma_user_version) as version from tail',
  );
  expect({ ...left.get() }).toEqual({ rows: 1, version: 1 });
});

test('on a full disk the old history stays as it is, and is brought up once there is room', async () => {
  const { folder: around } = setup();
  const disk = await mountSmallDisk(around, 1);
  if (disk === undefined) throw new Error('this system lets nobody mount a disk in memory');
  onTestFinished(() => disk.remove());
  const path = databasePath(disk.folder);
  writeFileSync(path, formatOne());
  const filler = join(disk.folder, 'filler');
  writeFileSync(filler, Buffer.alloc(640_000));

  const opened = await openHistory({ folder: disk.folder, budget: 64e6, log: () => undefined });
  const left = readdirSync(disk.folder).filter((name) => name.includes('format-'));
  const versionLeft = versionOf(path);
  writeFileSync(filler, '');
  const history = await open(disk.folder);
  const read = await readAll(history);
  await history.close();

  expect(opened).toMatchObject({ ok: false, why: 'denied' });
  expect([left, versionLeft]).toEqual([[], 1]);
  expect(read).toEqual(whole);
});
