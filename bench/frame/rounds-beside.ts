import { median } from './figure.ts';

/** Ours beside somebody else, each the median of its rounds. */
export interface Compared {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  /** Median of the ratios of each round: ours and the other met the same moments of the machine. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** Of the ratio; absent where none was set. */
  readonly goal?: number;
  readonly goalOf?: 'ratio';
  readonly wants?: 'least';
  readonly holds?: boolean;
}

/** What `pick` takes out of each round, ours and theirs in turns. */
export function roundsBeside<Round>(
  name: string,
  unit: string,
  ours: readonly Round[],
  theirs: readonly Round[],
  pick: (round: Round) => number,
): Compared {
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

/** The same with its goal, which is the least that the ratio may be. */
export function withGoal(compared: Compared, goal: number | undefined): Compared {
  if (goal === undefined) return compared;
  return { ...compared, goal, goalOf: 'ratio', wants: 'least', holds: compared.ratio >= goal };
}
