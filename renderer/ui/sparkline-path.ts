/**
 * An SVG path through the values, scaled to the largest of them: a flat line at the bottom when all are 0.
 * Coordinates are rounded to tenths.
 */
export function sparklinePath(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return '';
  const largest = Math.max(...values, 1e-9);
  const step = values.length === 1 ? 0 : width / (values.length - 1);
  const points = values.map((value, index) => {
    const y = height - (Math.max(value, 0) / largest) * height;
    return `${round(index * step)} ${round(y)}`;
  });
  return `M${points.join('L')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
