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

/** Half the width of the bar that one value alone is: a point of a line would not be seen. */
const halfBar = 1.5;

/** A line through the values and what is below it, as SVG paths; a value that is not there is a gap in both. */
export function chartPaths(
  values: readonly (number | undefined)[],
  { width, height }: ChartSize,
): ChartPaths {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, values.length);
  const inner = height - 2;
  const x = (index: number): number => (index + 0.5) * step;
  const y = (value: number): number => 1 + inner - (most === 0 ? 0 : (value / most) * inner);
  let line = '';
  let fill = '';
  for (const { start, values: run } of runsOf(values)) {
    const alone = run.length === 1 ? halfBar : 0;
    const points = run.map((value, index) => point(x(start + index) + alone, y(value)));
    if (alone > 0) points.unshift(point(x(start) - alone, y(run[0] ?? 0)));
    const [from, to] = [x(start) - alone, x(start + run.length - 1) + alone];
    line += `M${points.join('L')}`;
    fill += `M${point(from, height)}L${points.join('L')}L${point(to, height)}Z`;
  }
  return { line, fill, most };
}

function point(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
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
