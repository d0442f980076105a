import { afterEach, expect, test } from 'vitest';
import { databasePath } from '../database-path.ts';
import { blockRecords, spanBlocks } from '../limits.ts';
import type { UnitSummary } from '../selection.ts';
import { eachRecord, matcherOf, messageTest } from '../selection.ts';
import { StoredUnits } from '../stored-units.ts';
import { lab, makeFolder, open, publish, record, stored } from '../testing/history-bench.ts';
import { VolumeView } from './volume-view.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

test('a source that has nothing stored yet is not waited for, and counted when it has', async () => {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  const units = new StoredUnits(databasePath(folder));
  cleanUps.push(
    remove,
    () => history.close(),
    () => units.close(),
  );
  const messages = {
    countIn: (summary: { readonly messages: number }) => summary.messages,
    find: eachRecord(messageTest({ of: 'all' })),
  };
  const view = new VolumeView(units, lab, messages);
  const before = [view.isCounting, view.read()];

  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (let at = 0; at < 1_300; at += 1) recorder.packet(link, 'received', 4, publish('a', 'x'), at);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  const counted = view.read().reduce((sum, { count }) => sum + count, 0);

  expect(before).toEqual([false, []]);
  expect([counted, view.isCounting]).toEqual([1_300, false]);
});

test('blocks whose span has none of the messages, or nothing else, are not asked', async () => {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  const units = new StoredUnits(databasePath(folder));
  cleanUps.push(
    remove,
    () => history.close(),
    () => units.close(),
  );
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const spanRecords = spanBlocks * blockRecords;
  const topics = [...Array.from({ length: spanRecords }, () => 'rare'), ...ofMany(2 * spanRecords)];
  for (const [at, topic] of topics.entries())
    recorder.packet(link, 'received', 4, publish(topic, 'x'), at * 1_000);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  const selection = { of: 'topic', topic: Buffer.from('rare') } as const;
  const matcher = matcherOf(selection, units.seed());
  const asked: number[] = [];
  const messages = {
    countIn: (summary: UnitSummary) =>
      matcher.countIn({
        ...summary,
        marks: 0,
        countOf: (high, low) => {
          asked.push(summary.messages);
          return summary.countOf(high, low);
        },
      }),
    find: eachRecord(messageTest(selection)),
  };
  const view = new VolumeView(units, lab, messages);
  while (view.isCounting) view.count();
  const counted = view.read().reduce((sum, { count }) => sum + count, 0);

  expect(counted).toBe(spanRecords);
  // Three spans, and blocks only of the one in which both kinds lie.
  expect(asked.length).toBeLessThan(2 * spanBlocks);
});

function ofMany(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `other/${index % 50}`);
}
