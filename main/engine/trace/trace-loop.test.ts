import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { databasePath } from '../../history/database-path.ts';
import { lab, open, publish, record, stored } from '../../history/testing/history-bench.ts';
import { runTraces } from './trace-loop.ts';
import type { FromTraces, ToTraces } from './trace-messages.ts';

/** A history with some records, and a loop that follows it; what it says is told one by one. */
async function setup() {
  const folder = mkdtempSync(path.join(tmpdir(), 'topicscope-loop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const history = await open(folder);
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  recorder.packet(link, 'received', 4, publish('plant/press', 'x'), 1_000);
  recorder.flush();
  await stored(history, recorder.lastSequence());

  let tell: (message: ToTraces) => void = () => undefined;
  let heard: { readonly type: FromTraces['type']; readonly resolve: () => void } | undefined;
  const start = { history: databasePath(folder), traces: path.join(folder, 'traces.db'), isAnew: false };
  runTraces(
    { ...start, budget: 64_000_000, thresholds: defaultThresholds },
    {
      post: ({ type }) => heard?.type === type && heard.resolve(),
      onMessage: (listener) => {
        tell = listener;
      },
    },
  );
  /** Resolves when it says that. */
  const answered = (message: ToTraces, type: FromTraces['type']): Promise<void> =>
    new Promise((resolve) => {
      heard = { type, resolve };
      tell(message);
    });
  return { history, last: recorder.lastSequence(), answered };
}

test('what it is told is answered, though it had read that far already', async () => {
  const { history, last, answered } = await setup();

  await answered({ type: 'stored', source: lab, to: last, records: [] }, 'traced');
  const again = answered({ type: 'stored', source: lab, to: last, records: [] }, 'traced');

  await expect(again).resolves.toBeUndefined();
  await answered({ type: 'end' }, 'ended');
  await history.close();
});
