import { randomBytes } from 'node:crypto';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { databasePath } from './database-path.ts';
import type { History } from './history.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';
import { mountSmallDisk } from './testing/small-disk.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function problem(history: History, isThere: boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if ((history.state().problem !== undefined) !== isThere) return;
      stop();
      resolve();
    };
    const stop = history.onState(check);
    check();
  });
}

/** Takes all room of the disk that the folder is on, or keeps the database from being written; returns what frees it. */
function fill(folder: string, isSmallDisk: boolean): () => void {
  if (isSmallDisk) {
    const { bavail, bsize } = statfsSync(folder);
    const file = join(folder, 'filler');
    writeFileSync(file, Buffer.alloc(bavail * bsize));
    return () => rmSync(file);
  }
  const other = new DatabaseSync(databasePath(folder), { timeout: 30_000 });
  other.exec('begin immediate');
  return () => other.close();
}

test('when the disk is full records wait, the problem is told, and all is stored once there is room', async () => {
  const { folder, remove } = makeFolder();
  const disk = await mountSmallDisk(folder, 48);
  const history = await open(disk?.folder ?? folder);
  cleanUps.push(
    remove,
    () => disk?.remove(),
    () => history.close(),
  );
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const send = (count: number) => {
    for (let index = 0; index < count; index += 1) {
      recorder.packet(link, 'received', 4, publish('a', randomBytes(4_000)), 1);
    }
    recorder.flush();
  };
  send(500);
  await stored(history, 501);

  const free = fill(disk?.folder ?? folder, disk !== undefined);
  for (let round = 0; round < 8; round += 1) send(250);
  await problem(history, true);
  const during = { storedTo: history.storedTo(lab), lost: recorder.drops().length };
  free();
  await problem(history, false);
  await stored(history, 2_501);

  const kept: number[] = [];
  await history.replay(lab, 1, ({ sequence }) => kept.push(sequence));
  expect(during.storedTo).toBeLessThan(2_501);
  expect(during.lost).toBe(0);
  expect(kept).toEqual(Array.from({ length: 2_501 }, (_, index) => index + 1));
});

test('what the queue cannot hold while nothing is written is counted, and told in the history', async () => {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const free = fill(folder, false);
  const frame = publish('a', Buffer.alloc(4 * 1_048_576, 'a'));
  recorder.packet(link, 'received', 4, frame, 1);
  await problem(history, true);

  for (let index = 0; index < 40; index += 1) recorder.packet(link, 'received', 4, frame, 1);
  const { records = 0, ...drops } = recorder.drops()[0] ?? {};
  const keptUpTo = recorder.lastSequence();
  free();
  // One more is the record that tells of the drops.
  await stored(history, keptUpTo + 1);

  const rows = history.reader.openRows(lab, { of: 'topic', topic: Buffer.from('other') }, () => undefined);
  const read = await readCounted(rows, { at: 'end', count: 1 });
  expect(records).toBeGreaterThan(0);
  expect(records + keptUpTo).toBe(42);
  expect(drops).toMatchObject({ reason: 'disk', messages: records, since: 1 });
  expect(read.rows).toMatchObject([
    { kind: 'dropped', sequence: keptUpTo + 1, reason: 'disk', records, messages: records },
  ]);
});
