import type { Filter } from './filter.ts';

/** µs since 1970. */
export interface TimeBounds {
  readonly least: number;
  readonly most: number;
}

const endless: TimeBounds = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/** The times outside of which a filter lets nothing through: of the conditions that all must hold. */
export function timeBoundsOf(filter: Filter): TimeBounds {
  if (filter.kind === 'and') {
    return filter.parts.map(timeBoundsOf).reduce((one, other) => ({
      least: Math.max(one.least, other.least),
      most: Math.min(one.most, other.most),
    }));
  }
  return filter.kind === 'range' && filter.field === 'time' && !filter.isInverted ? filter : endless;
}
