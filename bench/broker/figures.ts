import type { Compared } from '../frame/rounds-beside.ts';
import { roundsBeside, withGoal } from '../frame/rounds-beside.ts';
import type { Cell } from './cells.ts';
import type { Round } from './round.ts';

/** The rounds of a cell by who ran. */
export type Results = ReadonlyMap<string, readonly Round[]>;

const aedesGoal = 3;
const captureGoal = 0.6;

/** All that one cell says. Processor time is steadier than the clock on a shared machine; the goals are by the clock. */
export function figuresOf(cell: Cell, results: Results): readonly Compared[] {
  return [
    ...compare(cell, results, 'ours', 'mosquitto', cell.goal),
    ...compare(cell, results, 'ours', 'aedes', aedesGoal),
    ...compare(cell, results, 'ours, capture on', 'ours', captureGoal),
    ...compare(cell, results, 'ours, persistence on', 'ours', undefined),
  ];
}

function compare(
  cell: Cell,
  results: Results,
  who: string,
  other: string,
  goal: number | undefined,
): readonly Compared[] {
  const ours = results.get(who);
  const theirs = results.get(other);
  if (ours === undefined || theirs === undefined) return [];
  const what = cell.what === 'storm' ? 'connect' : 'message';
  const rate = roundsBeside(
    `${cell.name}: ${who} / ${other}`,
    `${what}s/s`,
    ours,
    theirs,
    ({ perSecond }) => perSecond,
  );
  const cpu = roundsBeside(
    `${cell.name}: ${who} / ${other}, CPU`,
    `µs/${what}`,
    ours,
    theirs,
    (round) => round.cpu,
  );
  const lessIsMore = { ...cpu, ratio: 1 / cpu.ratio, lowest: 1 / cpu.highest, highest: 1 / cpu.lowest };
  return [withGoal(rate, goal), lessIsMore];
}
