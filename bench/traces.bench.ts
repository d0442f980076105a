// What traces cost the engine at a given load, beside the same engine with traces off, in turns; and what exchanges in
// flight take of its memory. Options: --quick (fewer rounds, only what has a goal), --json (one line for programs), --write
// (into docs/performance.md), --only=TEXT (cells whose name holds it).
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Qos } from '../app/mqtt/packet.ts';
import { startLoad } from './broker/orders.ts';
import type { Generator } from './capture/contenders.ts';
import type { Figure } from './frame/figure.ts';
import { median } from './frame/figure.ts';
import { startProcess } from './frame/load-process.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { measureFilters } from './traces/filters.ts';
import { measureInFlight } from './traces/in-flight.ts';
import type { TracedApp } from './traces/traced-app.ts';
import { startTracedApp } from './traces/traced-app.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const rounds = options.quick ? 3 : 7;
/** Some of the work comes every few seconds: collections, segments and the log of the database that are written. */
const milliseconds = options.quick ? 2_000 : 3_000;
const packetsPerSecond = 50_000;
/**
 * Rounds before those that count: what the first half a million messages cost is for a good part compiling. The quick run
 * has half of that, and its ratio is the rougher for it.
 */
const warmUps = options.quick ? 4 : 8;
const filtered = options.quick ? 200_000 : 1_000_000;

interface Cell {
  readonly name: string;
  readonly qos: Qos;
  readonly isThroughBroker: boolean;
  /** Undefined: as fast as it is taken. */
  readonly perSecond: number | undefined;
  readonly goal: number | undefined;
}

/** At QoS 1 two packets make an exchange, at QoS 2 four; through the broker there is another one for the delivery. */
const cells: readonly Cell[] = [
  ...[false, true].flatMap((isThroughBroker) =>
    ([1, 2] as const).map((qos) => ({
      name: `QoS ${qos}, 50,000 packets/s${isThroughBroker ? ' through the broker' : ''}`,
      qos,
      isThroughBroker,
      perSecond: packetsPerSecond / (2 * qos) / (isThroughBroker ? 2 : 1),
      goal: 1.25,
    })),
  ),
  {
    name: 'QoS 0, as fast as it is taken',
    ...{ qos: 0, isThroughBroker: false, perSecond: undefined, goal: undefined },
  },
];

const busyness = watchMachine();
const figures: Figure[] = [];
const generator: Generator = startProcess('bench/capture/generator.ts');
const subscribers = startLoad('bench/broker/subscribers.ts');
try {
  for (const cell of cells.filter(isAsked)) {
    figures.push(await measure(cell));
    process.stderr.write(`${cell.name} is done\n`);
  }
} finally {
  generator.stop();
  subscribers.stop();
}
if ('in flight'.includes(options.only)) figures.push(...(await measureInFlight()));
if ('filters'.includes(options.only)) figures.push(...(await measureFilters(filtered, 3)));
tell({
  bench: 'traces',
  title: 'Traces',
  about: `The web host as it starts, its connection given messages of 150 bytes over 1,000 topics, or its broker with a publisher and a subscriber, once with traces and once with the setting off, in turns; a window follows tree, history, status and the list of exchanges. Counted is the processor time of all threads of the engine for a message, until what came is stored and traced, in rounds of ${milliseconds / 1_000} s after ${(warmUps * milliseconds) / 1_000} s of the same load, in which most is compiled; the goal is on the ratio. At QoS 1 two packets make an exchange, at QoS 2 four; through the broker each message is two exchanges. Exchanges in flight are PUBLISH packets at QoS 2 of four clients of the embedded broker that never send PUBREL; what they add to the memory of the process is counted with traces and without. A filter narrows the list of exchanges in one window, from its newest on.`,
  figures,
  busyness: busyness(),
});

/** The quick run leaves out what passes the broker: all benches together are to take ten minutes in it. */
function isAsked({ name, goal, isThroughBroker }: Cell): boolean {
  return name.includes(options.only) && !(options.quick && (goal === undefined || isThroughBroker));
}

async function measure(cell: Cell): Promise<Figure> {
  const apps: TracedApp[] = [];
  try {
    for (const name of ['on', 'off']) apps.push(await startTracedApp({ generator, subscribers }, name, cell));
    const [on, off] = apps;
    if (on === undefined || off === undefined) throw new Error('There are two.');
    for (let round = 0; round < warmUps; round += 1) {
      await flow(on, cell);
      await flow(off, cell);
    }
    const pairs: { readonly on: number; readonly off: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ on: await flow(on, cell), off: await flow(off, cell) });
    }
    return figureOf(cell, pairs);
  } finally {
    for (const app of apps) await app.stop();
  }
}

/** µs of processor time for each message. */
async function flow(app: TracedApp, cell: Cell): Promise<number> {
  const { name } = app;
  const before = await generator.order({ do: 'count', name });
  const cpu = app.cpu();
  await generator.order({ do: 'send', name, messages: 1_000_000_000, perSecond: cell.perSecond });
  await wait(milliseconds);
  await generator.order({ do: 'end', name });
  while (!(await generator.order({ do: 'count', name })).isSettled) await wait(20);
  await app.rest();
  const after = await generator.order({ do: 'count', name });
  return (app.cpu() - cpu) / (after.sent - before.sent);
}

function figureOf(
  { name, goal }: Cell,
  pairs: readonly { readonly on: number; readonly off: number }[],
): Figure {
  const ratios = pairs.map(({ on, off }) => on / off);
  const ratio = median(ratios);
  const figure: Figure = {
    name: `${name}: a message with traces, beside without`,
    value: median(pairs.map(({ on }) => on)),
    unit: 'µs',
    reference: median(pairs.map(({ off }) => off)),
    ratio,
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
  if (goal === undefined) return figure;
  return { ...figure, goal, goalOf: 'ratio', wants: 'most', holds: ratio <= goal };
}
