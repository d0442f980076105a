import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { acknowledge, bytes, connect, publish as publishBytes } from '../../broker/testing/bytes.ts';
import { databasePath } from '../../history/database-path.ts';
import { StoredUnits } from '../../history/stored-units.ts';
import { lab, open, publish, record, stored } from '../../history/testing/history-bench.ts';
import { FollowerBook } from './follower-book.ts';

/** A history that is written to, and the traces that follow it when told to. */
async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-follow-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const history = await open(folder);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const send = async (messages: number) => {
    for (let number = 0; number < messages; number += 1) {
      recorder.packet(link, 'received', 4, publish('plant/press', 'x'), 1_000);
    }
    recorder.flush();
    await stored(history, recorder.lastSequence());
  };
  const path = databasePath(folder);
  const units = new StoredUnits(path);
  const start = { history: path, traces: join(folder, 'traces.db'), budget: 64_000_000, isAnew: false };
  const book = new FollowerBook(units, { ...start, thresholds: defaultThresholds });
  const follow = () => {
    const follower = book.follower(lab);
    follower.storedTo(recorder.lastSequence());
    while (follower.isBehind) follower.follow(performance.now() + 10);
    // It is due at once.
    book.setBudget(start.budget);
    book.save();
    return follower.traces;
  };
  const end = async () => {
    book.close();
    units.close();
    await history.close();
  };
  return { path, history, recorder, link, book, send, follow, end };
}

test('what the history lets go of is gone from the traces, and tracing goes on after it', async () => {
  const { history, recorder, send, follow, end } = await setup();
  await send(1_000);

  const before = follow().entries.length;
  await history.delete(lab, false);
  await send(10);
  const { oldest, entries, tracedTo } = follow();

  expect(before).toBe(1);
  expect(oldest).toBeGreaterThan(1_000);
  expect(tracedTo).toBe(recorder.lastSequence());
  expect(entries.every(({ summary }) => summary.last >= oldest)).toBe(true);
  await end();
});

test('a damaged block of the history is passed over, and what comes after it is traced', async () => {
  const { path, recorder, send, follow, end } = await setup();
  await send(20_000);
  const database = new DatabaseSync(path);
  const { changes } = database.prepare("update block_data set data = x'00'").run();
  database.close();
  await send(10);

  const { entries, tracedTo } = follow();

  const traced = entries.reduce((sum, { summary }) => sum + summary.exchanges, 0);
  expect(Number(changes)).toBeGreaterThan(0);
  expect(tracedTo).toBe(recorder.lastSequence());
  expect(traced).toBeGreaterThanOrEqual(10);
  expect(traced).toBeLessThan(20_000);
  await end();
});

test('nothing is late before all is read that was recorded until then', async () => {
  const { history, recorder, link, book, follow, end } = await setup();
  recorder.packet(link, 'sent', 4, connect(4, { id: 'press' }), 1_000);
  recorder.packet(link, 'received', 4, bytes(0x20, 2, 0, 0), 2_000);
  recorder.packet(link, 'sent', 4, publishBytes(4, { topic: 'a', qos: 1, id: 7 }), 3_000);
  recorder.packet(link, 'sent', 4, publishBytes(4, { topic: 'a', qos: 1, id: 8 }), 4_000);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  follow();
  book.follower(lab).isLive = true;
  recorder.packet(link, 'received', 4, acknowledge(0x40, 7), 5_000);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  const time = { time: 5_000_000, recorded: [{ source: lab, to: recorder.lastSequence() }] };

  const before = book.passed(time);
  follow();
  const after = book.passed(time);

  const { findings } = book.follower(lab).findings.read('unacknowledged', [], 0, 9);
  expect([before, after]).toEqual([[], [lab]]);
  expect(findings.map(({ what }) => what)).toEqual(['PUBLISH q1 id 8: PUBACK not there after 4,996 ms']);
  await end();
});
