import type { Figure } from '../broker/figures.ts';
import { median } from '../broker/figures.ts';
import type { Cell } from './contenders.ts';
import type { Round } from './round.ts';

/** The rounds of a cell by who ran. */
export type Results = ReadonlyMap<string, readonly Round[]>;

export interface CellReport {
  readonly cell: Cell;
  readonly results: Results;
  readonly figures: readonly Figure[];
}

/** What the generator must give, so that it is not what is measured. */
const generatorGoal = 2_000_000;

export function figuresOf(cell: Cell, results: Results): readonly Figure[] {
  return [
    ...compare(cell, results, 'MQTT.js, default', cell.goal),
    ...compare(cell, results, 'MQTT.js, tuned', undefined),
    ...generatorFigure(results.get('sink') ?? []),
  ];
}

function compare(cell: Cell, results: Results, other: string, goal: number | undefined): readonly Figure[] {
  const [ours, theirs] = [results.get('ours') ?? [], results.get(other) ?? []];
  const name = `${cell.name}: ours / ${other}`;
  const rate = figure(name, 'messages/s', ours, theirs, ({ perSecond }) => perSecond);
  const perCpu = (pick: (round: Round) => number) => (round: Round) => 1_000_000 / pick(round);
  const whole = perCpu(({ cpu }) => cpu);
  const main = perCpu(({ cpuMain }) => cpuMain);
  return [
    goal === undefined ? rate : { ...rate, goal, holds: rate.ratio >= goal },
    figure(`${name}, by CPU`, 'messages/CPU-s', ours, theirs, whole),
    figure(`${name}, by CPU of the main thread`, 'messages/CPU-s', ours, theirs, main),
  ];
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

function generatorFigure(rounds: readonly Round[]): readonly Figure[] {
  if (rounds.length === 0) return [];
  const rates = rounds.map(({ perSecond }) => perSecond);
  const value = median(rates);
  const [lowest, highest] = [Math.min(...rates), Math.max(...rates)];
  const ratio = value / generatorGoal;
  return [
    {
      name: 'the generator alone, into a socket that is only read',
      unit: 'messages/s',
      value,
      reference: generatorGoal,
      ratio,
      lowest: lowest / generatorGoal,
      highest: highest / generatorGoal,
      goal: 1,
      holds: ratio >= 1,
    },
  ];
}
