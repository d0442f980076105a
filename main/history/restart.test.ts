import { expect, onTestFinished, test } from 'vitest';
import type { History } from './history.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';

/** A folder that can be opened again and again. */
function setup(): () => Promise<History> {
  const { folder, remove } = makeFolder();
  let history: History | undefined;
  onTestFinished(async () => {
    await history?.close();
    remove();
  });
  return async () => {
    await history?.close();
    history = await open(folder);
    return history;
  };
}

async function sendSome(history: History, topic: string, count: number): Promise<number> {
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 7);
  recorder.linkIdentified(link, 'client-1', 4);
  for (let index = 0; index < count; index += 1) {
    recorder.packet(link, 'received', 4, publish(topic, `${index}`), 8);
  }
  recorder.close();
  await stored(history, recorder.lastSequence());
  return recorder.lastSequence();
}

test("yesterday's messages are there after a restart, and numbers go on", async () => {
  const reopen = setup();
  const first = await sendSome(await reopen(), 'a/b', 700);
  const again = await reopen();
  const second = await sendSome(again, 'a/b', 10);

  const rows = again.reader.openRows(lab, { of: 'branch', topic: Buffer.from('a') }, () => undefined);
  const read = await readCounted(rows, { at: 'end', count: 12 });

  expect([first, second]).toEqual([701, 712]);
  expect(read.first).toBe(-710);
  expect(read.rows.map(({ sequence, client }) => [sequence, client])).toEqual(
    [700, 701, 703, 704, 705, 706, 707, 708, 709, 710, 711, 712].map((sequence) => [sequence, 'client-1']),
  );
});

test('a number is never given again, not even after its record was deleted', async () => {
  const reopen = setup();
  const history = await reopen();
  const last = await sendSome(history, 'a', 600);
  const asked = await history.delete(lab, true);
  const deleted = await history.delete(lab, false);

  const again = await reopen();

  expect(asked?.records).toBe(601);
  expect(deleted).toEqual(asked);
  expect(again.sink(lab).firstSequence).toBe(last + 1);
  expect(again.sink(lab).firstLink).toBe(2);
  expect(await again.reader.packet(lab, 5)).toBeUndefined();
  expect(await again.delete(lab, true)).toEqual({ records: 0, bytes: 0 });
});

test('what is recorded while a deletion runs stays', async () => {
  const reopen = setup();
  const history = await reopen();
  await sendSome(history, 'a', 5_000);
  const deletion = history.delete(lab, false);
  await sendSome(history, 'b', 5_000);
  await deletion;

  const kept: number[] = [];
  await history.replay(lab, 1, ({ sequence }) => kept.push(sequence));

  expect([kept[0], kept.length]).toEqual([5_002, 5_001]);
});

test('the rows of the topic index come back, with what was recorded after them', async () => {
  const reopen = setup();
  const history = await reopen();
  const snapshot = await sendSome(history, 'a', 3);
  const row = (key: string, value: string | undefined) => ({
    key: Buffer.from(key),
    value: value === undefined ? undefined : Buffer.from(value),
  });
  const many = Array.from({ length: 20_000 }, (_, index) => row(`n${index}`.padEnd(60, '.'), 'v'.repeat(70)));
  await history.saveTopics(lab, [row('a', '1'), row('b', '2'), ...many], undefined);
  await history.saveTopics(lab, [row('a', '3'), row('b', undefined)], snapshot);
  await sendSome(history, 'a', 2);

  const again = await reopen();
  const rows = new Map<string, string>();
  await again.loadTopics(lab, (chunk) => {
    for (const { key, value } of chunk)
      rows.set(Buffer.from(key).toString(), Buffer.from(value ?? []).toString());
  });
  const replayed: number[] = [];
  await again.replay(lab, again.snapshotSequence(lab) + 1, ({ sequence, isMessage }) => {
    if (isMessage) replayed.push(sequence);
  });

  expect(rows.size).toBe(20_001);
  expect([rows.get('a'), rows.get('b')]).toEqual(['3', undefined]);
  expect(again.snapshotSequence(lab)).toBe(snapshot);
  expect(replayed).toEqual([snapshot + 2, snapshot + 3]);
});

test('rows of the topic index are never stored without the records that they counted', async () => {
  const reopen = setup();
  const history = await reopen();
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 7);
  recorder.packet(link, 'received', 4, publish('a', 'x'), 8);

  await history.saveTopics(lab, [{ key: Buffer.from('a'), value: Buffer.from('1') }], undefined);

  expect(history.storedTo(lab)).toBe(recorder.lastSequence());
  recorder.close();
});
