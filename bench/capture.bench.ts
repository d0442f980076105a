// What capture takes in at saturation, with tree, history and traces on and a window attached, beside a bare MQTT.js
// subscriber that only counts, in turns. Options: --quick (fewer rounds, mosquitto and MQTT.js tuned at QoS 0 alone), --json
// (one line for programs), --write (into docs/performance.md), --only=TEXT (cells whose name holds it).
import { parseArgs } from 'node:util';
import type { Cell, Contender, Generator } from './capture/contenders.ts';
import { startOurs, startSubscriber } from './capture/contenders.ts';
import type { CellReport } from './capture/figures.ts';
import { figuresOf } from './capture/figures.ts';
import { measureHonesty } from './capture/honest.ts';
import { report } from './capture/report.ts';
import type { Round } from './capture/round.ts';
import { flow } from './capture/round.ts';
import { startProcess } from './frame/load-process.ts';
import { watchMachine } from './frame/measured-on.ts';
import { writeSection } from './performance-page.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const rounds = options.quick ? 3 : 7;
const milliseconds = options.quick ? 800 : 1000;

const cells: readonly Cell[] = [
  { name: 'QoS 0, direct', qos: 0, through: 'direct', goal: 2 },
  { name: 'QoS 1, direct', qos: 1, through: 'direct', goal: 1.5 },
  { name: 'QoS 2, direct', qos: 2, through: 'direct', goal: 1.5 },
  { name: 'QoS 0, through mosquitto', qos: 0, through: 'mosquitto', goal: 0.95 },
  { name: 'QoS 1, through mosquitto', qos: 1, through: 'mosquitto', goal: 0.95 },
  { name: 'QoS 2, through mosquitto', qos: 2, through: 'mosquitto', goal: 0.95 },
];

const busyness = watchMachine();
const generator: Generator = startProcess('bench/capture/generator.ts');
const reports: CellReport[] = [];
for (const cell of cells.filter(isAsked)) {
  const results = await measure(cell);
  reports.push({ cell, results, figures: figuresOf(cell, results) });
  process.stderr.write(`${cell.name} is done\n`);
}
const honesty = options.only === '' ? await measureHonesty(generator, options.quick) : [];
generator.stop();
tell();

function isAsked({ name, qos, through }: Cell): boolean {
  const isQuick = qos === 0 || through === 'direct';
  return name.includes(options.only) && (isQuick || !options.quick);
}

/** Each contender is there from the first round on, and waits while another one runs. */
async function measure(cell: Cell): Promise<ReadonlyMap<string, readonly Round[]>> {
  const contenders: Contender[] = [];
  try {
    contenders.push(await startOurs(generator, cell));
    contenders.push(await startSubscriber(generator, cell, 'default'));
    const isFirst = cell.qos === 0 && cell.through === 'direct';
    if (isFirst || !options.quick) contenders.push(await startSubscriber(generator, cell, 'tuned'));
    if (isFirst) {
      contenders.push(await startSubscriber(generator, cell, 'sink'));
    }
    const results = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        results.get(contender.name)?.push(await flow(contender, generator, cell, milliseconds));
      }
    }
    return results;
  } finally {
    for (const contender of contenders) await contender.stop();
  }
}

function tell(): void {
  const text = report(reports, honesty, busyness());
  if (options.json) {
    console.log(
      JSON.stringify({ bench: 'capture', figures: [...reports.flatMap((one) => one.figures), ...honesty] }),
    );
  } else console.log(text);
  if (options.write) writeSection('capture', text);
}
