import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { recordSpace, writeRecord } from '../capture/record-layout.ts';
import type { History } from './history.ts';
import { smallestBudget } from './limits.ts';
import { lab, makeFolder, open, publish, record, stored } from './testing/history-bench.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const megabyte = 1_048_576;

async function setup(budget: number) {
  const { folder, remove } = makeFolder();
  const history = await open(folder, budget);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  /** Stores about that many bytes that do not compress. */
  const fill = async (bytes: number): Promise<void> => {
    for (let size = 0; size < bytes; size += 4_000) {
      recorder.packet(link, 'received', 4, publish(`a/${size % 17}`, randomBytes(4_000)), 1);
    }
    recorder.flush();
    await stored(history, recorder.lastSequence());
  };
  return { history, folder, recorder, fill };
}

function onDisk(folder: string): number {
  return sizeOf(folder, (name) => name.startsWith('history.sqlite'));
}

/** Of file and log, without the index of the log. */
function sizes(folder: string): number {
  return sizeOf(folder, (name) => name === 'history.sqlite' || name === 'history.sqlite-wal');
}

function sizeOf(folder: string, counts: (name: string) => boolean): number {
  return readdirSync(folder)
    .filter(counts)
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Looks at the sizes on the disk again and again until it is ended, and returns the largest. */
function watchDisk(folder: string): () => number {
  let largest = 0;
  const look = () => {
    largest = Math.max(largest, onDisk(folder));
  };
  const timer = setInterval(look, 2);
  return () => {
    clearInterval(timer);
    look();
    return largest;
  };
}

function until(history: History, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = history.onState(check);
    check();
  });
}

test('file and log stay within the budget while records come in, and what goes is counted', async () => {
  const budget = 24 * megabyte;
  const { history, folder, recorder, fill } = await setup(budget);
  let largest = 0;

  for (let round = 0; round < 60; round += 1) {
    await fill(megabyte);
    largest = Math.max(largest, onDisk(folder));
  }
  await until(history, () => history.state().fileBytes + history.state().logBytes <= budget);

  let kept = 0;
  let first = 0;
  await history.replay(lab, 1, ({ sequence }) => {
    first ||= sequence;
    kept += 1;
  });
  await until(history, () => history.state().evicted === first - 1);
  expect(largest).toBeLessThanOrEqual(budget);
  expect(largest).toBeGreaterThan(budget / 2);
  expect({ evicted: history.state().evicted + kept }).toEqual({ evicted: recorder.lastSequence() });
});

test('with the smallest budget too, file and log stay within it at every moment, long messages and all', async () => {
  const { history, folder, recorder, fill } = await setup(smallestBudget);
  const rows = history.reader.openRows(lab, { of: 'all' }, () => undefined);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 2);
  const largest = watchDisk(folder);

  for (let round = 0; round < 40; round += 1) {
    await fill(megabyte);
    if (round % 8 === 7) recorder.packet(link, 'received', 4, publish('long', randomBytes(5 * megabyte)), 2);
    await rows.read({ at: 'end', count: 50 });
  }
  await until(history, () => history.state().fileBytes + history.state().logBytes === sizes(folder));

  expect(history.state().budget).toBe(16_000_000);
  expect(recorder.drops()).toEqual([]);
  expect(largest()).toBeLessThanOrEqual(16_000_000);
  expect(onDisk(folder)).toBeGreaterThan(6_000_000);
});

test('a smaller budget shrinks the file at once, while the history is open', async () => {
  const { history, folder, fill } = await setup(64 * megabyte);
  await fill(40 * megabyte);
  const before = onDisk(folder);

  history.setBudget(20 * megabyte);
  await until(history, () => history.state().fileBytes <= 20 * megabyte);
  await fill(2 * megabyte);
  await until(history, () => history.state().fileBytes + history.state().logBytes <= 20 * megabyte);

  expect(before).toBeGreaterThan(38 * megabyte);
  expect(onDisk(folder)).toBeLessThanOrEqual(20 * megabyte);
});

test('one long message displaces many, one longer than three eighths of the budget is not kept and counted', async () => {
  const { history, recorder, fill } = await setup(smallestBudget);
  await fill(6 * megabyte);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 2);
  recorder.packet(link, 'received', 4, publish('long', randomBytes(5 * megabyte)), 2);
  recorder.packet(link, 'received', 4, publish('too long', randomBytes(7 * megabyte)), 3);
  await fill(megabyte);

  const kept: number[] = [];
  await history.replay(lab, 1, ({ sequence }) => kept.push(sequence));

  expect(history.state().problem).toBeUndefined();
  expect(recorder.drops()).toMatchObject([{ reason: 'size', records: 1 }]);
  expect(kept.at(-1)).toBe(recorder.lastSequence());
});

test('a batch that does not fit into the budget at all does not stop what comes after it', async () => {
  const { history } = await setup(smallestBudget);
  const sink = history.sink(lab);
  const frame = publish('long', randomBytes(20 * megabyte));
  const space = recordSpace(sink.buffer(frame.byteLength + 20));
  const head = { kind: 'packet', link: 1, time: 1, direction: 'received', version: 4 } as const;
  const used = writeRecord(space, 0, { ...head, isMessage: true, isMark: false }, new Uint8Array(0), frame);
  const firstSequence = sink.firstSequence + 10;
  const counts = { count: 1, messages: 1, until: 1, links: [], since: 0 };
  sink.store({ source: lab, buffer: space.bytes.buffer, used, firstSequence, ...counts });
  await stored(history, firstSequence);

  const recorder = record(history);
  recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 3);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  await until(history, () => history.state().fileBytes <= smallestBudget);

  expect(history.state().problem).toBeUndefined();
});
