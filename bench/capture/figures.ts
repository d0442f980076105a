import { median } from '../frame/figure.ts';
import type { Compared } from '../frame/rounds-beside.ts';
import { roundsBeside, withGoal } from '../frame/rounds-beside.ts';
import type { Cell } from './contenders.ts';
import type { Round } from './round.ts';

/** The rounds of a cell by who ran. */
export type Results = ReadonlyMap<string, readonly Round[]>;

/** A load, what each contender made of it, and the comparisons. */
export interface CellReport {
  readonly cell: Cell;
  readonly results: Results;
  readonly figures: readonly Compared[];
}

/** What the generator must give, so that it is not what is measured. */
const generatorGoal = 2_000_000;

/** Ours beside each other contender, by the clock and by processor time. */
export function figuresOf(cell: Cell, results: Results): readonly Compared[] {
  return [
    ...compare(cell, results, 'MQTT.js, default', cell.goal),
    ...compare(cell, results, 'MQTT.js, tuned', undefined),
    ...generatorFigure(results.get('sink') ?? []),
  ];
}

function compare(cell: Cell, results: Results, other: string, goal: number | undefined): readonly Compared[] {
  const [ours, theirs] = [results.get('ours'), results.get(other)];
  if (ours === undefined || theirs === undefined) return [];
  const name = `${cell.name}: ours / ${other}`;
  const rate = roundsBeside(name, 'messages/s', ours, theirs, ({ perSecond }) => perSecond);
  const perCpu = (pick: (round: Round) => number) => (round: Round) => 1_000_000 / pick(round);
  const whole = perCpu(({ cpu }) => cpu);
  const main = perCpu(({ cpuMain }) => cpuMain);
  return [
    withGoal(rate, goal),
    roundsBeside(`${name}, by CPU`, 'messages/CPU-s', ours, theirs, whole),
    roundsBeside(`${name}, by CPU of the main thread`, 'messages/CPU-s', ours, theirs, main),
  ];
}

function generatorFigure(rounds: readonly Round[]): readonly Compared[] {
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
      goalOf: 'ratio',
      wants: 'least',
      holds: ratio >= 1,
    },
  ];
}
