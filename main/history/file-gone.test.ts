import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { databasePath } from './database-path.ts';
import type { History } from './history.ts';
import { lab, makeFolder, open, publish, record, stored } from './testing/history-bench.ts';

async function setup() {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  onTestFinished(async () => {
    await history.close();
    remove();
  });
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const send = (): void => {
    recorder.packet(link, 'received', 4, publish('a', 'x'), 1);
    recorder.flush();
  };
  send();
  await stored(history, 2);
  return { history, folder, send };
}

/** Sends until there is a problem, or none any more. */
function sendUntil(history: History, send: () => void, isProblem: boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if ((history.state().problem !== undefined) !== isProblem) return;
      clearInterval(timer);
      resolve();
    };
    const timer = setInterval(() => {
      send();
      check();
    }, 20);
  });
}

const words = (folder: string) =>
  `The history ${databasePath(folder)} was deleted or moved while it was open, so nothing is stored any more. Put it back, or restart Topicscope to begin a new one.`;

test('that the data folder was deleted is noticed soon, and nothing more is told as stored', async () => {
  const { history, folder, send } = await setup();

  rmSync(folder, { recursive: true });
  await sendUntil(history, send, true);
  const storedTo = history.storedTo(lab);
  send();
  await history.close();

  expect(history.state().problem).toBe(words(folder));
  expect(history.storedTo(lab)).toBe(storedTo);
});

test('a folder that was moved away and is back takes what waited meanwhile', async () => {
  const { history, folder, send } = await setup();

  renameSync(folder, `${folder}-away`);
  mkdirSync(folder);
  await sendUntil(history, send, true);
  const storedTo = history.storedTo(lab);
  rmSync(folder, { recursive: true });
  renameSync(`${folder}-away`, folder);
  await sendUntil(history, send, false);
  await stored(history, storedTo + 1);

  const kept: number[] = [];
  await history.replay(lab, 1, ({ sequence }) => kept.push(sequence));
  expect(kept).toEqual(kept.map((_, index) => index + 1));
  expect(kept.length).toBeGreaterThan(storedTo);
});
