/** One thing measured beside its reference, several times in turn. */
interface Figure {
  readonly name: string;
  /** Median of ours and of the reference, in `unit`. */
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  /** Median of the ratios of the pairs. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** The ratio to reach. */
  readonly goal: number;
  readonly holds: boolean;
}

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
    holds: ratio >= contest.goal,
  };
}

/** A figure as a line for people. */
export function figureLine({
  name,
  value,
  unit,
  reference,
  ratio,
  lowest,
  highest,
  goal,
  holds,
}: Figure): string {
  const rates = `${thousands(value)} ${unit}, reference ${thousands(reference)}`;
  const spread = `${lowest.toFixed(1)} to ${highest.toFixed(1)}`;
  return `${name}: ${rates}; × ${ratio.toFixed(1)} (${spread}), goal × ${goal} ${holds ? 'holds' : 'DOES NOT HOLD'}`;
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
