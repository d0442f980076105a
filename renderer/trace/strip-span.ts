import type { TimeBounds } from '../../app/filter/time-bounds.ts';

/** How far back the strip reaches: the last minutes, an hour, a day, or all that there is. */
export type StripReach = 'minutes' | 'hour' | 'day' | 'all';

/** µs. */
export const reachLengths: Readonly<Record<Exclude<StripReach, 'all'>, number>> = {
  minutes: 3e8,
  hour: 3.6e9,
  day: 8.64e10,
};

/** What of the time the strip shows: in µs since 1970, the last so many µs, or all. */
interface StripSpan {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly last?: number | undefined;
  readonly isWhole?: boolean;
}

/** The last minutes, or those around what the filter keeps to where that lies further back. */
export function stripSpan(reach: StripReach, bounds: TimeBounds | undefined, now: number): StripSpan {
  if (reach === 'all') return { isWhole: true };
  const length = reachLengths[reach];
  const live: StripSpan = { last: length };
  const least = bounds?.least ?? now;
  if (least >= now - length || !Number.isFinite(least)) return live;
  const most = Math.min(now, bounds?.most ?? now);
  const around = Math.max(1e6, (most - least) / 2);
  return { from: least - around, ...(most + around < now && { to: most + around }) };
}

/** What is sure to have all that the filter keeps to in it. */
export function spanAround({ least, most }: TimeBounds): StripSpan {
  if (!Number.isFinite(least)) return { isWhole: true };
  // Pieces of time lie where their width has them: the first may begin as much as a piece late.
  return Number.isFinite(most) ? { from: least - Math.max(1, most - least), to: most + 1 } : { from: least };
}
