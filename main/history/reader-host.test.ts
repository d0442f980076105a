import { expect, onTestFinished, test } from 'vitest';
import { databasePath } from './database-path.ts';
import { readerRestarts } from './limits.ts';
import { ReaderHost } from './reader-host.ts';
import { lab, makeFolder, open, publish, record, stored } from './testing/history-bench.ts';

/** A reader on a history of ten messages, with what it told. */
async function setup() {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (let index = 0; index < 10; index += 1) recorder.packet(link, 'received', 4, publish('a', 'x'), 1);
  recorder.flush();
  await stored(history, 11);
  const told: string[] = [];
  const host = new ReaderHost(databasePath(folder), (_level, _area, text) => void told.push(text));
  await host.ready;
  onTestFinished(async () => {
    await host.close();
    await history.close();
    remove();
  });
  return { host, told };
}

/** A question that no interface asks: the worker dies of it. */
const deadly = (host: ReaderHost) => host.client.latest(lab, JSON.parse('null'));

test('a reader that dies is started again, and open views go on', async () => {
  const { host, told } = await setup();
  const rows = host.client.openRows(lab, { of: 'all' }, () => undefined);
  const before = await rows.read({ at: 'end', count: 5 });

  const dying = await deadly(host);
  const after = await rows.read({ at: 'end', count: 5 });

  expect(dying).toBeUndefined();
  expect(before?.rows.map(({ sequence }) => sequence)).toEqual([7, 8, 9, 10, 11]);
  expect(after?.rows).toEqual(before?.rows);
  expect(host.problem()).toBeUndefined();
  expect(told).toEqual([expect.stringMatching(/^the reader ended: /)]);
});

test('a reader that dies again and again is given up, which is said', async () => {
  const { host, told } = await setup();

  for (let time = 0; time <= readerRestarts; time += 1) await deadly(host);

  expect(host.problem()).toMatch(/^The history \S+ cannot be read any more; what comes in is still stored\./);
  expect(told.at(-1)).toBe('the reader ended too often and is not started again');
  expect(await host.client.packet(lab, 5)).toBeUndefined();
});
