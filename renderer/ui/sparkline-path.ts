/** The share of the height that the largest value takes. */
const headroom = 0.8;

/**
 * An SVG path through the values, scaled to the largest of them, which stays below the top so that a steady rate does not
 * look like a border. A flat line at the bottom when all are 0.
 * Coordinates are rounded to tenths.
 */
export function sparklinePath(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return '';
  const largest = Math.max(...values, 1e-9);
  const step = values.length === 1 ? 0 : width / (values.length - 1);
  const points = values.map((value, index) => {
    const y = height - (Math.max(value, 0) / largest) * height * headroom;
    return `${round(index * step)} ${round(y)}`;
  });
  return `M${points.join('L')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
