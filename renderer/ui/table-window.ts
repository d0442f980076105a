/** Which rows are asked for. */
export interface TableWindow {
  readonly from: number;
  readonly count: number;
}

const beyond = 30;
const least = 10;
const mostRows = 200;

/** The rows around the screen; the same window comes back while the screen lies well within it. */
export function planTableWindow(
  last: TableWindow | undefined,
  top: number,
  visible: number,
  total: number,
): TableWindow {
  const count = Math.min(mostRows, Math.ceil(visible) + 1 + 2 * beyond);
  const lowest = Math.floor(top);
  const highest = Math.ceil(top + visible);
  if (last !== undefined && last.count === count) {
    const isBelowFilled = last.from === 0 || lowest - last.from >= least;
    const isAboveFilled = last.from + count >= total || last.from + count - highest >= least;
    if (isBelowFilled && isAboveFilled) return last;
  }
  return { from: Math.max(0, lowest - beyond), count };
}
