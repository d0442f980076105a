import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { databasePath } from './database-path.ts';
import type { History } from './history.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function setup(): Promise<{ readonly history: History; readonly folder: string }> {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  cleanUps.push(remove, () => history.close());
  return { history, folder };
}

test('what crosses at a source is read back by topic, newest last', async () => {
  const { history } = await setup();
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (let index = 0; index < 2_000; index += 1) {
    recorder.packet(link, 'received', 4, publish(`lab/${index % 10}`, `value ${index}`), 1_000 + index);
  }
  recorder.flush();
  await stored(history, 2_001);

  const rows = history.reader.openRows(lab, { of: 'topic', topic: Buffer.from('lab/3') }, () => undefined);
  const read = await readCounted(rows, { at: 'end', count: 2 });

  expect({ ...read, rows: read.rows.map(({ row, sequence, time }) => ({ row, sequence, time })) }).toEqual({
    first: -200,
    end: 0,
    counting: false,
    behind: false,
    gone: 0,
    looked: { records: 2_001, of: 2_001 },
    from: -2,
    rows: [
      { row: -2, sequence: 1_985, time: 2_983 },
      { row: -1, sequence: 1_995, time: 2_993 },
    ],
  });
});

test('a block that is broken on the disk costs the answers that need it and nothing else', async () => {
  const { history, folder } = await setup();
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (let index = 0; index < 2_000; index += 1) {
    recorder.packet(link, 'received', 4, publish('a', `value ${index}`), 1);
  }
  recorder.flush();
  await stored(history, 2_001);
  const db = new DatabaseSync(databasePath(folder), { timeout: 30_000 });
  db.exec("update block_data set data = x'00112233' where block = 1");
  db.close();

  const broken = await history.reader.packet(lab, 5);
  const whole = await history.reader.packet(lab, 1_500);

  expect([broken, whole?.sequence]).toEqual([undefined, 1_500]);
  expect(history.state().problem).toMatch(
    /^The history \S+ is damaged in part \(.+\), and some of it cannot be shown; what comes in is still stored\./,
  );
});
