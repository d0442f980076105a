import { lab, open, publish, record } from './history-bench.ts';

/** Records without end until it is killed; says on stdout, a line each, up to where the history is stored. */
const history = await open(process.argv[2] ?? '');
const recorder = record(history);
const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
history.onStored(lab, (to) => process.stdout.write(`${to} ${recorder.lastSequence()}\n`));

function burst(): void {
  for (let index = 0; index < 300; index += 1) {
    const sequence = recorder.lastSequence() + 1;
    recorder.packet(
      link,
      'received',
      4,
      publish(`k/${sequence % 13}`, `payload ${sequence}`),
      Date.now() * 1_000,
    );
  }
  setTimeout(burst, 3);
}
burst();
