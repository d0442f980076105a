interface ChartSize {
  readonly width: number;
  readonly height: number;
}

interface ChartPaths {
  readonly line: string;
  readonly fill: string;
  /** The largest value: what the upper edge stands for. */
  readonly most: number;
}

/** A line through the values and what is below it, as SVG paths; a value that is not there is a gap in both. */
export function chartPaths(
  values: readonly (number | undefined)[],
  { width, height }: ChartSize,
): ChartPaths {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const step = values.length < 2 ? 0 : width / (values.length - 1);
  const inner = height - 2;
  const x = (index: number): number => round(index * step);
  const y = (value: number): number => round(1 + inner - (most === 0 ? 0 : (value / most) * inner));
  let line = '';
  let fill = '';
  for (const { start, values: run } of runsOf(values)) {
    const points = run.map((value, index) => `${x(start + index)} ${y(value)}`);
    // One value alone is a short stroke, or nobody would see it.
    if (run.length === 1) points.push(`${round(x(start) + Math.max(1, step / 2))} ${y(run[0] ?? 0)}`);
    const end = x(start + run.length - 1);
    line += `M${points.join('L')}`;
    fill += `M${x(start)} ${height}L${points.join('L')}L${end} ${height}Z`;
  }
  return { line, fill, most };
}

interface Run {
  readonly start: number;
  readonly values: number[];
}

/** Values that stand beside each other. */
function runsOf(values: readonly (number | undefined)[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.start + last.values.length === index) last.values.push(value);
    else runs.push({ start: index, values: [value] });
  }
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
