import type { Cell } from './cells.ts';
import type { Round } from './round.ts';

/** Ours beside somebody else, each the median of its rounds. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  /** Median of the ratios of each round; above 1 is better for ours. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** Absent where none was set. */
  readonly goal?: number;
  readonly holds?: boolean;
}

/** The rounds of a cell by who ran. */
export type Results = ReadonlyMap<string, readonly Round[]>;

const aedesGoal = 3;
const captureGoal = 0.6;

/** All that one cell says. Processor time is steadier than the clock on a shared machine; the goals are by the clock. */
export function figuresOf(cell: Cell, results: Results): readonly Figure[] {
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
): readonly Figure[] {
  const ours = results.get(who);
  const theirs = results.get(other);
  if (ours === undefined || theirs === undefined) return [];
  const what = cell.what === 'storm' ? 'connect' : 'message';
  const rate = figure(
    `${cell.name}: ${who} / ${other}`,
    `${what}s/s`,
    ours,
    theirs,
    ({ perSecond }) => perSecond,
  );
  const cpu = figure(
    `${cell.name}: ${who} / ${other}, CPU`,
    `µs/${what}`,
    ours,
    theirs,
    (round) => round.cpu,
  );
  const lessIsMore = { ...cpu, ratio: 1 / cpu.ratio, lowest: 1 / cpu.highest, highest: 1 / cpu.lowest };
  return [goal === undefined ? rate : { ...rate, goal, holds: rate.ratio >= goal }, lessIsMore];
}

function figure(
  name: string,
  unit: string,
  ours: readonly Round[],
  theirs: readonly Round[],
  pick: (round: Round) => number,
): Figure {
  const ratios = ours.flatMap((round, index) => {
    const other = theirs[index];
    return other === undefined ? [] : [pick(round) / pick(other)];
  });
  return {
    name,
    unit,
    value: median(ours.map(pick)),
    reference: median(theirs.map(pick)),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
