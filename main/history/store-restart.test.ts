import { expect, onTestFinished, test, vi } from 'vitest';
import type { History } from './history.ts';
import { storeRestarts } from './limits.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';

/** A history of one message on its link, and what sends more of them. */
async function setup() {
  const { folder, remove } = makeFolder();
  const told: string[] = [];
  const history = await open(folder, undefined, (_level, _area, text) => void told.push(text));
  onTestFinished(remove);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const send = (count: number) => {
    for (let index = 0; index < count; index += 1) recorder.packet(link, 'received', 4, publish('a', 'x'), 1);
    recorder.flush();
  };
  send(1);
  await stored(history, 2);
  return { folder, told, history, recorder, link, send };
}

/** A number that no interface knows: the worker dies of it, with all that it has not stored yet. */
const deadly = (history: History) => history.saveTopics(lab, [], JSON.parse('{"a":1}'));

function well(history: History): Promise<void> {
  return vi.waitFor(() => expect(history.isStoring).toBe(true), { timeout: 5_000 });
}

async function rowsOf(history: History) {
  const rows = history.reader.openRows(lab, { of: 'all' }, () => undefined);
  return (await readCounted(rows, { at: 'end', count: 10 })).rows;
}

test('a store that dies is started again, what went with it is counted and marked, and all else is stored', async () => {
  const { history, recorder, link, send, told } = await setup();

  const isSaved = deadly(history);
  recorder.linkIdentified(link, 'press', 5);
  send(3);
  const isStoring = [await isSaved, history.isStoring];
  send(2);
  await well(history);
  await stored(history, 7);
  const rows = await rowsOf(history);
  const packet = await history.reader.packet(lab, 7);
  await history.close();

  expect(isStoring).toEqual([false, false]);
  expect(rows).toMatchObject([
    { kind: 'message', sequence: 2 },
    { kind: 'dropped', sequence: 3, reason: 'ended', records: 3, messages: 3 },
    { kind: 'message', sequence: 6 },
    { kind: 'message', sequence: 7 },
  ]);
  expect(packet).toMatchObject({ client: 'press' });
  expect(recorder.drops()).toMatchObject([{ reason: 'ended', records: 3, messages: 3 }]);
  expect(told.slice(0, 2)).toEqual([
    expect.stringMatching(/^what stores it ended and is started again: Error/),
    '3 records of lab are lost by now',
  ]);
  expect(history.givenUp).toBeUndefined();
});

test('a store that dies while it is closed still marks what is lost', async () => {
  const { folder, history, send } = await setup();

  void deadly(history);
  send(3);
  await history.close();
  const again = await open(folder);
  const rows = await rowsOf(again);
  await again.close();

  expect(rows).toMatchObject([
    { kind: 'message', sequence: 2 },
    { kind: 'dropped', sequence: 3, records: 3, messages: 3 },
  ]);
});

test('a store that dies again and again is given up, which is said, and what comes then is counted', async () => {
  const { folder, history, recorder, send } = await setup();

  for (let time = 0; time <= storeRestarts; time += 1) {
    await deadly(history);
    if (time < storeRestarts) await well(history);
  }
  send(4);
  const { problem } = history.state();
  const drops = recorder.drops();
  recorder.close();
  await history.close();
  const again = await open(folder);
  const rows = await rowsOf(again);
  await again.close();

  expect(problem).toMatch(/^Nothing is stored any more: what stores the history \S+ ended too often \(Error/);
  expect(drops).toMatchObject([{ reason: 'disk', records: 4, messages: 4 }]);
  expect(history.givenUp).toMatch(
    /^4 packets \(4 messages\) could not be stored and are lost\. Nothing is stored/,
  );
  expect(rows).toMatchObject([
    { kind: 'message', sequence: 2 },
    { kind: 'dropped', sequence: 3, records: 4, messages: 4 },
  ]);
});
