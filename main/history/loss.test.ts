import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lockFolder } from '../database/folder-lock.ts';
import { databasePath } from './database-path.ts';
import type { History } from './history.ts';
import type { Loss } from './loss.ts';
import { lossOf, markOf, sumOf } from './loss.ts';
import { LossNote } from './loss-note.ts';
import { Store } from './store.ts';
import type { FromStore, ToStore } from './store-messages.ts';
import { StoreQueue } from './store-queue.ts';
import { tellLosses } from './tell-losses.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';

/** Keeps the database from being written; returns what ends that. */
function block(folder: string): () => void {
  const other = new DatabaseSync(databasePath(folder), { timeout: 30_000 });
  other.exec('begin immediate');
  return () => other.close();
}

function newFolder(): string {
  const { folder, remove } = makeFolder();
  onTestFinished(remove);
  return folder;
}

/** A history with two records, onto which nothing can be written any more while nine come: seven messages. */
async function setup() {
  const folder = newFolder();
  const history = await open(folder);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1_000);
  recorder.packet(link, 'received', 4, publish('a', 'kept'), 1_000);
  recorder.flush();
  await stored(history, 2);
  const free = block(folder);
  for (let index = 1; index <= 7; index += 1) {
    recorder.packet(link, 'received', 4, publish('a', `lost ${index}`, { qos: 1, id: index }), 1_000 + index);
    if (index === 3) recorder.flush();
  }
  recorder.packet(link, 'sent', 4, Uint8Array.of(0xc0, 0), 1_020);
  recorder.packet(link, 'received', 4, Uint8Array.of(0xd0, 0), 1_030);
  recorder.flush();
  await vi.waitFor(() => expect(history.state().problem).toBeDefined());
  return { folder, history, free };
}

async function marksOf(history: History) {
  const rows = history.reader.openRows(lab, { of: 'topic', topic: Buffer.from('none') }, () => undefined);
  return (await readCounted(rows, { at: 'end', count: 10 })).rows;
}

const loss: Loss = {
  source: lab,
  first: 3,
  records: 9,
  messages: 7,
  bytes: expect.any(Number),
  since: 1_001,
  until: 1_030,
};
const mark = { kind: 'dropped', sequence: 3, time: 1_030, reason: 'disk', records: 9, messages: 7 };

test('what cannot be stored when the history is closed is told, and marked in it once it is opened again', async () => {
  const { folder, history, free } = await setup();

  await history.close();
  free();
  const said: string[] = [];
  const again = await open(folder, undefined, (_level, _area, text) => said.push(text));
  const storedTo = again.storedTo(lab);
  const marks = await marksOf(again);
  await again.close();
  const third = await open(folder);
  const marksLater = await marksOf(third);
  await third.close();

  expect(history.givenUp).toMatch(
    /^9 packets \(7 messages\) could not be stored and are lost\. Nothing is stored at present: .+\. The history will say so where they are missing\.$/,
  );
  expect(storedTo).toBe(3);
  expect(marks).toMatchObject([mark]);
  expect(said).toEqual([
    'When Topicscope last ended 9 packets (7 messages) could not be stored and are lost. The history says so where they are missing.',
  ]);
  expect(marksLater).toEqual(marks);
  expect([again.givenUp, third.givenUp]).toEqual([undefined, undefined]);
});

test('what waits for the disk is noted for the case that the process is killed, until it is stored', async () => {
  const { folder, history, free } = await setup();
  const note = new LossNote(folder);

  await vi.waitFor(() => expect(note.read()).toEqual([loss]));
  free();
  await stored(history, 11);

  await vi.waitFor(() => expect(note.read()).toEqual([]));
  await history.close();
  expect(history.givenUp).toBeUndefined();
});

test('a mark that cannot be stored at the start is stored later, and is not lost if that never comes', async () => {
  const folder = newFolder();
  const note = new LossNote(folder);
  const lost = { ...loss, bytes: 300 };
  note.write([lost]);
  const start = () => {
    const store = Store.open(folder, 64 * 1_048_576);
    const lock = lockFolder(folder, 1);
    if (!lock.ok) throw new Error('the folder is locked');
    const free = block(folder);
    const { late } = tellLosses(store, folder);
    const told: FromStore[] = [];
    const closed = Promise.withResolvers<void>();
    let tell: (message: ToStore) => void = () => undefined;
    const port = {
      post: (message: FromStore) => told.push(message),
      onMessage: (listener: typeof tell) => {
        tell = listener;
      },
      close: closed.resolve,
    };
    new StoreQueue(folder, store, lock.lock, port, late).run();
    const types = () => told.map(({ type }) => type).filter((type) => type !== 'size');
    return { late, told, free, closed: closed.promise, types, close: () => tell({ type: 'close' }) };
  };

  const first = start();
  first.close();
  await first.closed;
  first.free();
  const noted = note.read();
  const second = start();
  await vi.waitFor(() => expect(second.types()).toEqual(['problem']));
  second.free();
  await vi.waitFor(() => expect(second.types()).toEqual(['problem', 'marked', 'problem']));
  second.close();
  await second.closed;

  expect(first.late).toEqual([{ type: 'mark', loss: lost, batch: markOf(lost, 1) }]);
  expect(first.told.at(-1)).toEqual({ type: 'closed', losses: [lost], isNoted: true });
  expect(noted).toEqual([lost]);
  expect(second.told).toContainEqual({ type: 'marked', source: lab, to: 1 });
  expect(note.read()).toEqual([]);
});

test('a mark that is lost itself counts for what it was to tell', () => {
  const one: Loss = { source: lab, first: 5, records: 9, messages: 7, bytes: 200, since: 10, until: 20 };

  const again = lossOf(markOf(one, 5));
  const sum = sumOf([one, { ...one, first: 9, records: 1, messages: 0, bytes: 4, since: 30, until: 40 }]);

  expect(again).toEqual({ ...one, since: 20 });
  expect(sum).toEqual([
    { source: lab, first: 5, records: 10, messages: 7, bytes: 204, since: 10, until: 40 },
  ]);
});
