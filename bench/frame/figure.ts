/** One thing that a bench says, as `npm run bench -- --json` prints it. */
export interface Figure {
  readonly name: string;
  /** The median, where it was measured more than once. */
  readonly value: number;
  readonly unit: string;
  /** Lowest and highest of what `value` is the median of; with a ratio, of the ratios. */
  readonly lowest?: number;
  readonly highest?: number;
  /** The same of something else, measured in the same run. */
  readonly reference?: number;
  /** Of ours to the reference. */
  readonly ratio?: number;
  /** What is to be reached; absent where nothing was set. */
  readonly goal?: number;
  /** Of what the goal speaks. */
  readonly goalOf?: 'value' | 'ratio';
  /** Whether it is to be this at least, or at most. */
  readonly wants?: 'least' | 'most';
  readonly holds?: boolean;
}

/** What must not be less than the goal. */
export function atLeast(goal: number, name: string, unit: string, values: readonly number[]): Figure {
  const figure = spread(name, unit, values);
  return { ...figure, goal, goalOf: 'value', wants: 'least', holds: figure.value >= goal };
}

/** What must not be more than the goal. */
export function atMost(goal: number, name: string, unit: string, values: readonly number[]): Figure {
  const figure = spread(name, unit, values);
  return { ...figure, goal, goalOf: 'value', wants: 'most', holds: figure.value <= goal };
}

/** What is said without a goal. */
export function spread(name: string, unit: string, values: readonly number[]): Figure {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  return { name, value: median(values), unit, ...(values.length > 1 ? { lowest, highest } : {}) };
}

/** The same with what was measured beside it, in turns: the ratio is the median of each round's. */
export function beside(figure: Figure, values: readonly number[], references: readonly number[]): Figure {
  const ratios = values.flatMap((value, round) => {
    const reference = references[round];
    return reference === undefined ? [] : [value / reference];
  });
  return { ...figure, reference: median(references), ratio: median(ratios) };
}

/** Of an even number the upper one of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
