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

  expect(await history.reader.messages(lab)).toBe(2_000);
  expect({ ...read, rows: read.rows.map(({ row, sequence, time }) => ({ row, sequence, time })) }).toEqual({
    first: -200,
    end: 0,
    counting: false,
    behind: false,
    gone: 0,
    looked: { records: 2_001, of: 2_001 },
    marks: 0,
    from: -2,
    rows: [
      { row: -2, sequence: 1_985, time: 2_983 },
      { row: -1, sequence: 1_995, time: 2_993 },
    ],
  });
});

test('each acknowledgement is found by its number, in a block and in the tail, and when all is read again', async () => {
  const { history } = await setup();
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const puback = (id: number) => Uint8Array.of(0x40, 2, id >> 8, id & 0xff);
  for (let id = 1; id <= 1_500; id += 1) recorder.packet(link, 'received', 4, puback(id), 1_000);
  // These fill a block.
  for (let index = 0; index < 600; index += 1) recorder.packet(link, 'received', 4, publish('a', '1'), 2_000);
  for (let id = 1_501; id <= 1_503; id += 1) recorder.packet(link, 'received', 4, puback(id), 3_000);
  recorder.flush();
  await stored(history, 2_104);

  const found = await Promise.all([2, 1_027, 1_501, 2_103].map((one) => history.reader.packet(lab, one)));
  const replayed: number[] = [];
  await history.replay(lab, 1_000, ({ sequence, body }) => {
    if (body[0] === 0x40) replayed.push(sequence, Buffer.from(body).readUInt16BE(2));
  });

  expect(found.map((packet) => packet && [packet.time, ...packet.frame])).toEqual([
    [1_000, ...puback(1)],
    [1_000, ...puback(1_026)],
    [1_000, ...puback(1_500)],
    [3_000, ...puback(1_502)],
  ]);
  // What is no message is not counted as one.
  expect(await history.reader.messages(lab)).toBe(600);
  expect(replayed.slice(0, 4)).toEqual([1_000, 999, 1_001, 1_000]);
  expect(replayed.slice(-2)).toEqual([2_104, 1_503]);
});

test('a copy that was sent on is read as its packet, in a block and in the tail, and is no message', async () => {
  const { history } = await setup();
  const recorder = record(history);
  const publisher = recorder.linkOpened({ address: '127.0.0.1:1', transport: 'tcp' }, 1);
  const reader = recorder.linkOpened({ address: '127.0.0.1:2', transport: 'tcp' }, 1);
  recorder.linkIdentified(reader, 'reader', 4);
  const message = recorder.packet(publisher, 'received', 4, publish('lab/a', 'x', { qos: 1, id: 7 }), 1_000);
  const receiver = recorder.deliveries?.receiver(reader);
  for (let id = 1; id <= 3; id += 1) receiver?.sent(message, id, 1, 0, 1_000);
  // These fill a block.
  for (let index = 0; index < 600; index += 1)
    recorder.packet(publisher, 'received', 4, publish('b', '1'), 2_000);
  receiver?.sent(message, 9, 9, 0, 3_000);
  recorder.flush();
  await stored(history, 607);

  const found = await Promise.all([4, 6, 607].map((one) => history.reader.packet(lab, one)));
  const rows = history.reader.openRows(lab, { of: 'all' }, () => undefined);
  const read = await readCounted(rows, { at: 'end', count: 1 });

  expect(
    found.map((one) => one && [one.client, one.isRebuilt, one.time, Buffer.from(one.frame).toString('hex')]),
  ).toEqual([
    ['reader', true, 1_000, '320a00056c61622f61000178'],
    ['reader', true, 1_000, '320a00056c61622f61000378'],
    ['reader', true, 3_000, '3a0a00056c61622f61000978'],
  ]);
  expect([read.first, read.end]).toEqual([-601, 0]);
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
