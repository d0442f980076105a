import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { StoredRows } from './reader-messages.ts';
import type { Selection } from './selection.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from './testing/history-bench.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Sent {
  readonly sequence: number;
  readonly topic: string;
}

/** A history with a recorder that numbers what it is given, and remembers it: the model that views are held to. */
async function setup(budget?: number) {
  const { folder, remove } = makeFolder();
  const history = await open(folder, budget);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const sent: Sent[] = [];
  const send = async (
    topics: readonly string[],
    payload: () => string | Uint8Array = () => 'x',
  ): Promise<void> => {
    for (const topic of topics) {
      recorder.packet(link, 'received', 4, publish(topic, payload()), 1_000);
      sent.push({ sequence: recorder.lastSequence(), topic });
    }
    recorder.flush();
    await stored(history, recorder.lastSequence());
  };
  return { history, recorder, link, sent, send };
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function isSelected(selection: Selection, topic: string): boolean {
  if (selection.of === 'all') return true;
  const wanted = Buffer.from(selection.topic).toString();
  return topic === wanted || (selection.of === 'branch' && topic.startsWith(`${wanted}/`));
}

function numbered(rows: StoredRows): readonly (readonly [number, number])[] {
  return rows.rows.map(({ row, sequence }) => [row, sequence] as const);
}

test('rows of any selection keep their numbers while records come in, as a plain list says', async () => {
  const seed = Date.now() % 1_000_000;
  const next = random(seed + 1);
  const { history, sent, send } = await setup();
  const topics = () =>
    Array.from({ length: 1 + Math.floor(next() * 3_000) }, () => {
      const site = Math.floor(next() * next() * 20);
      return next() < 0.3 ? `s/${site}` : `s/${site}/d${Math.floor(next() * 40)}`;
    });
  for (let round = 0; round < 30; round += 1) await send(topics());
  const selections: readonly Selection[] = [
    { of: 'all' },
    { of: 'topic', topic: Buffer.from('s/3') },
    { of: 'branch', topic: Buffer.from('s/3') },
    { of: 'branch', topic: Buffer.from('s') },
    { of: 'topic', topic: Buffer.from('s/19/d7') },
    { of: 'topic', topic: Buffer.from('never/seen') },
  ];
  const start = sent.length;
  const views = selections.map((selection) => ({
    selection,
    rows: history.reader.openRows(lab, selection, () => undefined),
  }));
  for (const { rows } of views) await readCounted(rows, { at: 'end', count: 0 });

  for (let round = 0; round < 10; round += 1) {
    await send(topics());
    for (const { selection, rows } of views) {
      const older = sent.slice(0, start).filter(({ topic }) => isSelected(selection, topic));
      const newer = sent.slice(start).filter(({ topic }) => isSelected(selection, topic));
      const all = [...older, ...newer];
      const from = -older.length + Math.floor(next() * (all.length + 20)) - 10;
      const wanted = all
        .map(({ sequence }, index) => [index - older.length, sequence] as const)
        .filter(([row]) => row >= Math.max(from, -older.length) && row < from + 50);

      const read = await readCounted(rows, { at: 'row', from, count: 50 });

      expect({ seed, first: read.first, end: read.end, rows: numbered(read) }).toEqual({
        seed,
        first: 0 - older.length,
        end: newer.length,
        rows: wanted,
      });
    }
  }
});

test('a view of a source that has nothing yet numbers its rows from 0', async () => {
  const { history, send } = await setup();
  const rows = history.reader.openRows(lab, { of: 'topic', topic: Buffer.from('a') }, () => undefined);
  await readCounted(rows, { at: 'end', count: 10 });

  await send(['a', 'b', 'a']);

  expect(numbered(await readCounted(rows, { at: 'end', count: 10 }))).toEqual([
    [0, 2],
    [1, 4],
  ]);
});

test('rows that the budget let go are counted as gone, and those left keep their numbers', async () => {
  const { history, send } = await setup(16 * 1_048_576);
  const noise = () => Array.from({ length: 300 }, (_, index) => `n/${index % 7}`);
  const payload = () => randomBytes(6_000);
  await send(noise(), payload);
  const rows = history.reader.openRows(lab, { of: 'topic', topic: Buffer.from('n/3') }, () => undefined);
  const before = await readCounted(rows, { at: 'end', count: 200 });

  while (history.state().evicted === 0) {
    await send(noise(), payload);
  }
  const after = await readCounted(rows, { at: 'row', from: before.first, count: 10 });

  expect(before.first).toBeLessThan(0);
  expect(after.first).toBeGreaterThan(before.first);
  expect(after.gone).toBe(Math.min(10, after.first - before.first));
  const kept = await readCounted(rows, { at: 'row', from: after.first, count: 200 });
  const known = new Map(numbered(before));
  expect(numbered(kept).filter(([row]) => row < 0)).toEqual([...known].filter(([row]) => row >= after.first));
});

test('a mark is a row under every selection', async () => {
  const { history, recorder, link, send } = await setup();
  recorder.packet(link, 'received', 4, Uint8Array.of(0x20, 2, 0, 0), 2);
  await send(['a', 'b']);
  recorder.linkClosed(link, 'the server closed the connection', 3);
  recorder.flush();
  await stored(history, recorder.lastSequence());

  const rows = history.reader.openRows(lab, { of: 'topic', topic: Buffer.from('b') }, () => undefined);

  const read = await readCounted(rows, { at: 'end', count: 10 });
  expect(read.rows.map((row) => [row.row, row.kind])).toEqual([
    [-3, 'connected'],
    [-2, 'message'],
    [-1, 'lost'],
  ]);
});

test('a closed view answers nothing', async () => {
  const { history, send } = await setup();
  await send(['a']);
  const rows = history.reader.openRows(lab, { of: 'all' }, () => undefined);
  rows.close();

  expect(await rows.read({ at: 'end', count: 10 })).toBeUndefined();
});
