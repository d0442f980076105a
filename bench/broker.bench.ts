// How many messages the broker delivers, and what each costs, beside npm aedes and mosquitto, in turns; and with capture on.
// Options: --quick (main cells, fewer rounds, aedes at fan-out 1, nobody without a goal), --json (one line for programs),
// --write (into docs/performance.md), --only=TEXT (cells whose name holds it), --cell=NAME (that one), --own (ours with
// capture off and on, nobody else).
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Cell } from './broker/cells.ts';
import { cells } from './broker/cells.ts';
import type { Contender } from './broker/contenders.ts';
import {
  capturingName,
  startAedes,
  startBare,
  startCapturing,
  startMosquitto,
  startOurs,
  startPersistent,
} from './broker/contenders.ts';
import type { Results } from './broker/figures.ts';
import { figuresOf } from './broker/figures.ts';
import { startLoad } from './broker/orders.ts';
import type { CellReport } from './broker/report.ts';
import { report } from './broker/report.ts';
import type { Load, Round } from './broker/round.ts';
import { flow, storm } from './broker/round.ts';
import { packageVersion } from './frame/versions.ts';
import { writeSection } from './performance-page.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    cell: { type: 'string' },
    own: { type: 'boolean', default: false },
  },
});
const rounds = options.quick ? 3 : 7;
const milliseconds = 300;
/** What came in a flood is traced when it is over: that is not to be in the next one's round. */
const aftermath = 700;
/** What each broker gets before anything counts: what the first million messages and the first thousand clients cost is compiling, of whoever compiles. */
const warmUp = 1500;
/** A storm goes through much more of the code, and a few thousand clients see each part of it only as often. */
const stormWarmUp = 4000;

const load: Load = {
  publisher: startLoad('bench/broker/publisher.ts'),
  subscribers: startLoad('bench/broker/subscribers.ts'),
  crowd: startLoad('bench/broker/crowd.ts'),
};
const reports: CellReport[] = [];
for (const cell of cells.filter(isAsked)) {
  const results = await measure(cell);
  reports.push({ cell, results, figures: figuresOf(cell, results) });
  process.stderr.write(`${cell.name} is done\n`);
  // As it goes: what was measured stays when somebody ends the rest.
  if (options.write) writeSection('broker', text());
}
for (const one of Object.values(load)) one.stop();
tell();

function isAsked(cell: Cell): boolean {
  if (options.cell !== undefined) return cell.name === options.cell;
  if (options.only !== undefined) return cell.name.includes(options.only);
  return !options.quick || cell.isMain;
}

/** Fresh brokers, each with its own subscribers and warm, then rounds in turns. */
async function measure(cell: Cell): Promise<Results> {
  const contenders = await startAll(cell);
  try {
    for (const contender of contenders) await populate(contender, cell);
    const results = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        const done =
          cell.what === 'storm'
            ? await storm(contender, load, milliseconds)
            : await flow(contender, load, cell, milliseconds);
        results.get(contender.name)?.push(done);
        if (contender.name === capturingName) await wait(aftermath);
      }
    }
    return results;
  } finally {
    for (const contender of contenders) await leave(contender, cell);
  }
}

async function startAll(cell: Cell): Promise<readonly Contender[]> {
  if (options.own) return [await startOurs(), await startCapturing()];
  const starts = [startOurs, startMosquitto, startCapturing];
  // After each round aedes takes seconds there, at fan-out 50 a quarter of a minute, until what was under way has come.
  if (!options.quick || cell.fanOut <= 1) starts.push(startAedes);
  if (cell.what === 'flow' && !options.quick) starts.push(cell.qos === 0 ? startBare : startPersistent);
  const contenders: Contender[] = [];
  for (const start of starts) contenders.push(await start());
  return contenders;
}

async function populate(contender: Contender, cell: Cell): Promise<void> {
  const { name, port, keepsSessions } = contender;
  const { what, qos, fanOut, idle } = cell;
  if (what === 'storm') {
    await load.crowd.order({ do: 'storm', port, milliseconds: stormWarmUp });
    return;
  }
  const open = { do: 'open', name, port, qos, cleanStart: !keepsSessions } as const;
  await load.subscribers.order({ ...open, clients: fanOut });
  await load.publisher.order({ ...open, clients: 1 });
  if (idle > 0 && name !== 'bare router') await load.crowd.order({ ...open, clients: idle });
  // For aedes as long as a round: it takes many times as long until what was under way has come.
  await flow(contender, load, cell, name === 'aedes' ? milliseconds : warmUp);
}

async function leave({ name, stop }: Contender, { what, idle }: Cell): Promise<void> {
  if (what === 'flow') {
    await load.publisher.order({ do: 'close', name });
    await load.subscribers.order({ do: 'close', name });
  }
  if (idle > 0 && name !== 'bare router') await load.crowd.order({ do: 'close', name });
  await stop();
}

function tell(): void {
  const figures = reports.flatMap((one) => one.figures);
  console.log(options.json ? JSON.stringify({ bench: 'broker', figures }) : text());
}

function text(): string {
  const given = process.argv.slice(2).filter((option) => option !== '--write');
  const command = ['npm run bench -- broker', ...given].join(' ');
  return report(reports, command, packageVersion('aedes'));
}
