/** Milliseconds. */
export interface Backoff {
  readonly first: number;
  readonly longest: number;
  /** A connection that held this long makes the next try the first again. */
  readonly settled: number;
}

export const defaultBackoff: Backoff = { first: 1_000, longest: 60_000, settled: 10_000 };

/**
 * How long to wait after the given try, in milliseconds: doubled each time up to the longest, of which half is
 * chance, so that a thousand clients do not come back at once. A lasting cause waits the longest from the start.
 */
export function waitAfter(tries: number, isLasting: boolean, backoff: Backoff, random: () => number): number {
  const grown = backoff.first * 2 ** Math.min(Math.max(tries - 1, 0), 30);
  const most = isLasting ? backoff.longest : Math.min(backoff.longest, grown);
  return Math.round(most * (0.5 + random() / 2));
}
