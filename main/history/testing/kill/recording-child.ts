import { setTimeout as sleep } from 'node:timers/promises';
import { StoreClient } from '../../store-client.ts';
import { lab, publish, record } from '../history-bench.ts';

// Waits for a line on standard input, so that starting it costs no time between two kills; then opens the history and
// records without end until it is killed. Far below saturation. Says, a line each: `r SEQUENCE TIME` when it recorded up
// to there, `s SEQUENCE` when it was told that the history is stored up to there. TIME in ms since 1970.
process.stdin.once('data', () => void run());

async function run(): Promise<void> {
  const folder = process.argv[2] ?? '';
  // The store alone: a reader would only make each start slower.
  const opened = await StoreClient.open({ folder, budget: 256 * 1_048_576, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  const history = opened.store;
  const recorder = record(history);
  history.onStored(lab, (to) => say(`s ${to}`));
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (;;) {
    for (let index = 0; index < 20; index += 1) {
      const sequence = recorder.lastSequence() + 1;
      const frame = publish(`k/${sequence % 13}`, `payload ${sequence}`);
      recorder.packet(link, 'received', 4, frame, Date.now() * 1_000);
    }
    say(`r ${recorder.lastSequence()} ${Date.now()}`);
    await sleep(3);
  }
}

/** What is written to a pipe is there at once: a kill does not take it back. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
