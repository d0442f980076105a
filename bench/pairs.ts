import type { Figure } from './frame/figure.ts';
import { median } from './frame/figure.ts';

interface Contest {
  readonly name: string;
  readonly unit: string;
  readonly goal: number;
  /** Each does a round of work and returns how many units that was. */
  readonly ours: () => number;
  readonly reference: () => number;
}

/**
 * Runs ours and the reference in turn, so that both meet the same moments of a shared machine, and
 * counts for each second that the processor spent, not that the clock showed.
 */
export function measurePairs(contest: Contest, pairs: number, milliseconds: number): Figure {
  rate(contest.ours, milliseconds);
  rate(contest.reference, milliseconds);
  const runs = Array.from({ length: pairs }, () => {
    const value = rate(contest.ours, milliseconds);
    const reference = rate(contest.reference, milliseconds);
    return { value, reference, ratio: value / reference };
  });
  const ratios = runs.map((run) => run.ratio);
  const ratio = median(ratios);
  return {
    name: contest.name,
    value: median(runs.map((run) => run.value)),
    unit: contest.unit,
    reference: median(runs.map((run) => run.reference)),
    ratio,
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    goal: contest.goal,
    goalOf: 'ratio',
    wants: 'least',
    holds: ratio >= contest.goal,
  };
}

/** Units for each second of processor time. */
function rate(round: () => number, milliseconds: number): number {
  const before = process.cpuUsage();
  let units = 0;
  let spent = 0;
  while (spent < milliseconds * 1000) {
    units += round();
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return (units / spent) * 1_000_000;
}
