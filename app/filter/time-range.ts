import { conditionsOf, withCondition, withoutChip } from './chips.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './parse.ts';
import type { TimeBounds } from './time-bounds.ts';
import { timeBoundsOf } from './time-bounds.ts';

/** The times that a filter keeps to; undefined where it lets all of them through, or is wrong. */
export function timeRangeOf(text: string, now: number): TimeBounds | undefined {
  const parsed = parseFilter(text, now);
  if (!parsed.ok || parsed.filter === undefined) return undefined;
  const bounds = timeBoundsOf(parsed.filter);
  return Number.isFinite(bounds.least) || Number.isFinite(bounds.most) ? bounds : undefined;
}

/** The filter with its times replaced by these, both in µs since 1970 and both included; undefined: by none. */
export function withTimeRange(text: string, range: TimeBounds | undefined, now: number): string {
  const times = conditionsOf(text, now).filter(({ filter }) => isTime(filter));
  // From the end, so that the places of those before it stay.
  const rest = times.reduceRight((left, { chip }) => withoutChip(left, chip), text);
  if (range === undefined) return rest;
  const [from, to] = [range.least, range.most].map((time) =>
    Number.isFinite(time) ? momentText(time, now) : '',
  );
  return withCondition(rest, `time:${from}..${to}`, now);
}

function isTime(filter: Filter): boolean {
  return filter.kind === 'range' && filter.field === 'time' && !filter.isInverted;
}

/** A moment as the filter language has it, local: today without its date, with as few digits as are needed. */
function momentText(time: number, now: number): string {
  const date = new Date(Math.floor(time / 1000));
  const day = [pad(date.getFullYear(), 4), pad(date.getMonth() + 1, 2), pad(date.getDate(), 2)].join('-');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2)).join(':');
  const fraction = pad(((time % 1_000_000) + 1_000_000) % 1_000_000, 6).replace(/0+$/, '');
  const exact = fraction === '' ? clock : `${clock}.${fraction}`;
  return date.toDateString() === new Date(now / 1000).toDateString() ? exact : `${day}T${exact}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
