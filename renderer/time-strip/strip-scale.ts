import type { TimeBounds } from '../../app/filter/time-bounds.ts';

/** Which time stands where on a strip so many pixels wide; times in µs since 1970. */
export interface StripScale {
  readonly from: number;
  readonly to: number;
  /** Of one column. */
  readonly step: number;
  readonly width: number;
}

/** What lies in pieces of time of one length, from one on. */
interface Pieces {
  readonly from: number;
  /** Of one, in µs. */
  readonly width: number;
  readonly count: number;
}

export function scaleOf({ from, width: step, count }: Pieces, width: number): StripScale {
  return { from, to: from + step * Math.max(1, count), step, width };
}

export function placeOf(time: number, { from, to, width }: StripScale): number {
  return Math.min(1, Math.max(0, (time - from) / (to - from))) * width;
}

export function timeAt(place: number, { from, to, width }: StripScale): number {
  return from + Math.min(1, Math.max(0, place / Math.max(1, width))) * (to - from);
}

/** The edges of a range on the strip, whole columns; where it has no bound those of the strip. */
export interface StripRange {
  readonly from: number;
  readonly to: number;
}

export function rangeOf(bounds: TimeBounds | undefined, { from, to }: StripScale): StripRange {
  const within = (time: number) => Math.min(to, Math.max(from, time));
  return { from: within(bounds?.least ?? from), to: within((bounds?.most ?? to) + 1) };
}

/** Between two places of the pointer or the keyboard: whole columns, one at least. */
export function columnsBetween(one: number, other: number, scale: StripScale): StripRange {
  const column = (time: number) => (time - scale.from) / scale.step;
  const low = Math.floor(column(Math.min(one, other)) + 1e-6);
  const high = Math.max(low + 1, Math.ceil(column(Math.max(one, other)) - 1e-6));
  return { from: scale.from + low * scale.step, to: Math.min(scale.to, scale.from + high * scale.step) };
}

/**
 * The range as a filter says it: without a bound where it reaches the strip's edge, so that what comes goes on to be let
 * through. Undefined for all of the strip. A last moment is written as the second, or millisecond, that it lasts.
 */
export function boundsOf({ from, to }: StripRange, scale: StripScale): TimeBounds | undefined {
  const last = scale.step >= 1_000_000 ? 1_000_000 : 1_000;
  const least = from <= scale.from ? Number.NEGATIVE_INFINITY : from;
  const most = to >= scale.to ? Number.POSITIVE_INFINITY : to - last;
  return Number.isFinite(least) || Number.isFinite(most) ? { least, most } : undefined;
}

/** How many of the counts lie in a range. */
export function countIn(counts: readonly number[], { from, to }: StripRange, scale: StripScale): number {
  return counts.reduce((sum, count, index) => {
    const at = scale.from + (index + 0.5) * scale.step;
    return at >= from && at < to ? sum + count : sum;
  }, 0);
}

/** A column that has something is seen, however little. */
const leastHeight = 2;

/** Columns as one SVG path, the highest of `most` being `height`. */
export function columnsPath(
  counts: readonly number[],
  most: number,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const step = width / Math.max(1, counts.length);
  // A hair of room between columns, as long as there is room.
  const gap = step >= 3 ? 1 : 0;
  return counts
    .map((count, index) => {
      if (count === 0) return '';
      const high = Math.max(leastHeight, (count / Math.max(1, most)) * height);
      return `M${round(index * step)} ${height}v${round(-high)}h${round(step - gap)}v${round(high)}z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
