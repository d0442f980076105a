import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { History } from '../history/history.ts';
import { openHistory } from '../history/history.ts';
import { SpaceBook } from './space-book.ts';

const lab = sourceId.parse('lab');

/** The history of an empty folder, whose topics come when `release` is called. */
async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-spaces-'));
  const opened = await openHistory({ folder, budget: 100_000_000, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  const { history } = opened;
  const gate = Promise.withResolvers<void>();
  const slow: History = {
    reader: history.reader,
    sink: (source) => history.sink(source),
    storedTo: (source) => history.storedTo(source),
    onStored: (source, listener) => history.onStored(source, listener),
    onAnyStored: (listener) => history.onAnyStored(listener),
    state: () => history.state(),
    isStoring: true,
    onState: (listener) => history.onState(listener),
    setBudget: (bytes) => history.setBudget(bytes),
    delete: (source, dryRun) => history.delete(source, dryRun),
    saveTopics: (source, rows, sequence) => history.saveTopics(source, rows, sequence),
    snapshotSequence: (source) => history.snapshotSequence(source),
    loadTopics: () => gate.promise,
    replay: (source, from, onRecord) => history.replay(source, from, onRecord),
    close: () => history.close(),
    givenUp: undefined,
  };
  const clock = { now: () => 1_700_000_000_000_000 };
  const book = new SpaceBook({ history: slow, clock, log: () => undefined, seed: () => 7 }, lab);
  const end = async () => {
    await book.close();
    await history.close();
    rmSync(folder, { recursive: true });
  };
  return { book, release: gate.resolve, end };
}

test('A space can be looked at before its topics are restored, and is open when they are', async () => {
  const { book, release, end } = await setup();

  const seen = await book.look(lab);
  const before = book.spaces.length;
  release();
  const opened = await book.open(lab);

  expect([before, opened === seen, book.spaces]).toEqual([0, true, [seen]]);
  await end();
});
