import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { databasePath } from './database-path.ts';
import type { History } from './history.ts';
import { openHistory } from './history.ts';
import { lab, makeFolder, open, publish, record, stored } from './testing/history-bench.ts';

/** A folder with a history of some thousand messages, closed. */
async function setup(): Promise<string> {
  const { folder, remove } = makeFolder();
  onTestFinished(remove);
  const history = await open(folder);
  await send(history, 5_000);
  await history.close();
  return folder;
}

async function send(history: History, count: number): Promise<number> {
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (let index = 0; index < count; index += 1) {
    recorder.packet(link, 'received', 4, publish(`a/${index % 50}`, `value ${index * 7919}`), 1);
  }
  recorder.flush();
  await stored(history, recorder.lastSequence());
  return recorder.lastSequence();
}

/** Opens the folder, stores something, and says what was told. */
async function openAndStore(folder: string) {
  const told: string[] = [];
  const log = (level: string, _area: string, text: string) => void told.push(`${level}: ${text}`);
  const opened = await openHistory({ folder, budget: 64e6, log });
  if (!opened.ok) return { told, opened, problem: undefined, last: 0 };
  onTestFinished(() => opened.history.close());
  const last = await send(opened.history, 10);
  return { told, opened, problem: opened.history.state().problem, last };
}

function overwrite(path: string, from: number, bytes: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.byteLength, from);
  closeSync(file);
}

function alter(path: string, sql: string): void {
  const db = new DatabaseSync(path, { timeout: 30_000 });
  db.exec(sql);
  db.close();
}

const damages: readonly [string, (path: string) => void][] = [
  ['zeros over its beginning', (path) => overwrite(path, 16_384, Buffer.alloc(200_000))],
  ['half of it cut off', (path) => truncateSync(path, statSync(path).size >> 1)],
  [
    'other bytes all over',
    (path) => overwrite(path, 16_384, Buffer.alloc(statSync(path).size - 16_384, 0xa5)),
  ],
  ['no database at all', (path) => writeFileSync(path, Buffer.alloc(100_000, 7))],
  ['a format and no tables', (path) => alter(path, 'drop table topic')],
  ['tables and no format', (path) => alter(path, 'pragma user_version = 0')],
  ['a source without a name', (path) => alter(path, "update source set name = 'not a name'")],
  ['a number that no number holds', (path) => alter(path, 'update source set next_sequence = 1 << 62')],
];

test.each(damages)('a history with %s is kept aside, and a new one is begun', async (_name, damage) => {
  const folder = await setup();
  damage(databasePath(folder));
  const before = readFileSync(databasePath(folder));

  const { told, problem, last } = await openAndStore(folder);

  const aside = readdirSync(folder).find((name) => /^history\.broken-\d+\.sqlite$/.test(name)) ?? '';
  const sentence = /^The history was damaged \(.+\)\. It is kept as (\S+), and a new one was begun\.$/;
  expect(sentence.exec(problem ?? '')?.[1]).toBe(join(folder, aside));
  expect(told).toEqual([`warn: ${problem}`]);
  expect(last).toBe(11);
  // Opening a file that still is a database writes to it before the damage is met.
  expect(readFileSync(join(folder, aside)).byteLength).toBe(before.byteLength);
});

test('a history without a byte is gone on with, and said to be; with a log beside it both are kept aside', async () => {
  const [made, logged] = [await setup(), await setup()];
  for (const folder of [made, logged]) truncateSync(databasePath(folder));
  writeFileSync(`${databasePath(logged)}-wal`, Buffer.alloc(5_000, 7));

  const [first, second] = [await openAndStore(made), await openAndStore(logged)];

  const asideIn = (folder: string) => readdirSync(folder).filter((name) => name.includes('broken'));
  expect([first.last, second.last]).toEqual([11, 11]);
  expect(first.problem).toMatch(/^The history \S+ was empty: .* A new one was begun\.$/);
  expect(asideIn(made)).toEqual([]);
  expect(second.problem).toMatch(/^The history was damaged \(it was empty, and its log was not\)/);
  expect(asideIn(logged)).toHaveLength(2);
});

test('a garbage lock beside a history that is whole costs nothing', async () => {
  const folder = await setup();
  writeFileSync(join(folder, 'lock.sqlite'), 'garbage '.repeat(1_000));

  const { problem, told, last } = await openAndStore(folder);

  expect({ problem, told, last }).toEqual({ problem: undefined, told: [], last: 5_012 });
});

test('damage met while storing is said, and the next start mends it', async () => {
  const folder = await setup();
  const history = await open(folder);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  // The length of a record of the tail, which comes back from the disk with the first batch.
  alter(databasePath(folder), 'update tail set data = zeroblob(length(data))');
  recorder.packet(link, 'received', 4, publish('a', 'x'), 1);
  recorder.flush();
  await problem(history);
  const during = { problem: history.state().problem, stored: history.storedTo(lab) };
  const saved = await history.saveTopics(lab, [], 1);
  await history.close();

  const after = await openAndStore(folder);

  expect(during).toEqual({
    problem: `The history ${databasePath(folder)} is damaged (a record of the tail has a wrong length), so nothing more is stored. Restart Topicscope: it keeps the damaged file aside and begins a new one.`,
    stored: 5_001,
  });
  expect(saved).toBe(false);
  // One is the mark of what could not be stored meanwhile.
  expect([after.last, after.problem?.slice(0, 28)]).toEqual([5_013, 'Some of the newest messages ']);
  expect(readdirSync(folder)).not.toContain('history.damaged');
});

/** A row that says it is longer than it is, one of other bytes, one with other numbers, and one whose frames are cut. */
const tailDamages: readonly [string, string][] = [
  ['a length beyond all', "update tail set data = cast(x'ffffffff' || substr(data, 5) as blob)"],
  [
    'the kind of many records',
    "update tail set data = cast(substr(data, 1, 16) || x'06' || substr(data, 18) as blob)",
  ],
  ['other bytes all over', 'update tail set data = randomblob(length(data))'],
  ['other numbers', 'update tail set last = last + 1'],
  ['a text in its place', "update tail set data = 'a text'"],
  ['half of it', 'update tail set data = substr(data, 1, length(data) / 2)'],
];

test.each(tailDamages)(
  'of a tail with %s that row is kept aside, and nothing else is lost',
  async (_name, damage) => {
    const folder = await setup();
    const history = await open(folder);
    // Two rows of the tail more.
    const recorder = record(history);
    const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
    for (const text of ['first', 'second']) {
      recorder.packet(link, 'received', 4, publish('after', text), 1);
      recorder.flush();
      await stored(history, recorder.lastSequence());
    }
    await history.close();
    const path = databasePath(folder);
    const rows = tailRowsOf(path);
    const [damaged] = rows;
    alter(path, `${damage} where first = ${damaged?.first}`);

    const began = performance.now();
    const { opened, told, problem, last } = await openAndStore(folder);
    const took = performance.now() - began;

    const aside = readdirSync(folder).filter((name) => name.includes('broken'));
    expect(rows.length).toBeGreaterThan(1);
    const place = new RegExp(`^history\\.broken-tail-1-${damaged?.first}-\\d+\\.bin$`);
    expect(aside).toEqual([expect.stringMatching(place)]);
    expect(problem).toMatch(/^Some of the newest messages .* kept as \S+\.bin\. All others are there\.$/);
    expect(told).toEqual([`warn: ${problem}`]);
    const lost = (damaged?.last ?? 0) - (damaged?.first ?? 0) + 1;
    expect(await countReplayed(opened)).toBe(last - lost);
    expect(took).toBeLessThan(2_000);
  },
);

test('a damaged block is told of, and what comes after it is still gone through', async () => {
  const folder = await setup();
  const path = databasePath(folder);
  alter(path, 'update block_data set data = zeroblob(length(data)) where block = 3');

  const { opened, last } = await openAndStore(folder);
  const counted = await countReplayed(opened);
  const problem = opened.ok ? opened.history.state().problem : undefined;

  expect(counted).toBe(last - 512);
  expect(problem).toContain('is damaged in part');
});

interface Numbers {
  readonly first: number;
  readonly last: number;
}

function tailRowsOf(path: string): readonly Numbers[] {
  const db = new DatabaseSync(path);
  const rows = db.prepare('select first, last from tail order by first').all();
  db.close();
  return rows.map(({ first, last }) => ({ first: Number(first), last: Number(last) }));
}

/** Records of all that is stored. */
async function countReplayed(opened: Awaited<ReturnType<typeof openHistory>>): Promise<number> {
  let records = 0;
  if (opened.ok) {
    await opened.history.replay(lab, 1, () => {
      records += 1;
    });
  }
  return records;
}

function problem(history: History): Promise<void> {
  return new Promise((resolve) => {
    const stop = history.onState(() => {
      if (history.state().problem === undefined) return;
      stop();
      resolve();
    });
  });
}
