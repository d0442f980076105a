import { FilterError } from './filter-error.ts';
import type { Span } from './span.ts';

const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['k', 1024],
  ['kb', 1024],
  ['m', 1_048_576],
  ['mb', 1_048_576],
  ['g', 1_073_741_824],
  ['gb', 1_073_741_824],
]);

const seconds: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

/** `512`, `1.5kb`, `16MB`: bytes, in steps of 1,024. */
export function parseSize(text: string, span: Span): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text) ?? [];
  const factor = unit === undefined ? undefined : units.get(unit.toLowerCase());
  if (digits === undefined || factor === undefined) {
    throw new FilterError('A size is a number of bytes, or of kb, mb or gb: 2kb', span);
  }
  return Number(digits) * factor;
}

const durations: ReadonlyMap<string, number> = new Map([
  ['us', 1],
  ['µs', 1],
  ['ms', 1_000],
  ['s', 1e6],
  ['m', 60e6],
  ['h', 3_600e6],
]);

/** `800us`, `5ms`, `1.5s`, `2m`: µs. */
export function parseDuration(text: string, span: Span): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)(us|µs|ms|s|m|h)$/.exec(text) ?? [];
  const factor = durations.get(unit);
  if (digits === undefined || factor === undefined) {
    throw new FilterError('A duration is a number with us, ms, s, m or h: 5ms', span);
  }
  return Number(digits) * factor;
}

/** A moment and how long it lasts as it was written: `14:02` is a whole minute. In µs since 1970. */
export interface Moment {
  readonly from: number;
  /** The last µs of it. */
  readonly to: number;
}

const clockTime = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;
const dateTime = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z)?)?$/i;
const ago = /^-(\d+(?:\.\d+)?)([smhd])$/;

/** `14:02`, `14:02:07.5` of today, `2026-11-22`, `2026-11-22T14:02`, each local unless it ends in Z; `-5m` is ago. */
export function parseMoment(text: string, now: number, span: Span): Moment {
  const [, amount, unit] = ago.exec(text) ?? [];
  const factor = unit === undefined ? undefined : seconds.get(unit);
  if (amount !== undefined && factor !== undefined) {
    const at = now - Number(amount) * factor * 1e6;
    return { from: at, to: at };
  }
  const moment = momentOfDay(clockTime.exec(text), now) ?? momentOfDate(dateTime.exec(text));
  if (moment === undefined) {
    throw new FilterError(
      'A time is 14:02, 2026-11-22, 2026-11-22T14:02:07, or -5m for five minutes ago',
      span,
    );
  }
  return moment;
}

function momentOfDay(found: RegExpExecArray | null, now: number): Moment | undefined {
  if (found === null) return undefined;
  const [, hour = '', minute = '', second, fraction] = found;
  if (!isClock(hour, minute, second)) return undefined;
  const day = new Date(now / 1000);
  const at = localTime([day.getFullYear(), day.getMonth() + 1, day.getDate()], [hour, minute, second]);
  return lasting(at, second, fraction, 60);
}

function momentOfDate(found: RegExpExecArray | null): Moment | undefined {
  if (found === null) return undefined;
  const [, year = '', month = '', day = '', hour, minute, second, fraction, zulu] = found;
  const date = [Number(year), Number(month), Number(day)] as const;
  if (!isDay(date) || !isClock(hour, minute, second)) return undefined;
  const clock = [hour ?? '0', minute ?? '0', second] as const;
  const at = zulu === undefined ? localTime(date, clock) : universalTime(date, clock);
  return lasting(at, second, fraction, hour === undefined ? 86_400 : 60);
}

type DateParts = readonly [year: number, month: number, day: number];
type ClockParts = readonly [hour: string, minute: string, second: string | undefined];

/** Without it `25:00` would be one o'clock tomorrow. */
function isClock(hour = '0', minute = '0', second = '0'): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

function isDay([year, month, day]: DateParts): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function localTime([year, month, day]: DateParts, [hour, minute, second]: ClockParts): number {
  return new Date(year, month - 1, day, Number(hour), Number(minute), Number(second ?? 0)).getTime();
}

function universalTime([year, month, day]: DateParts, [hour, minute, second]: ClockParts): number {
  return Date.UTC(year, month - 1, day, Number(hour), Number(minute), Number(second ?? 0));
}

/** `length` in seconds, if neither seconds nor parts of one are named. */
function lasting(
  at: number,
  second: string | undefined,
  fraction: string | undefined,
  length: number,
): Moment {
  const digits = fraction?.length ?? 0;
  const from = at * 1000 + Number((fraction ?? '').padEnd(6, '0'));
  const resolution = second === undefined ? length * 1e6 : 10 ** (6 - digits);
  return { from, to: from + resolution - 1 };
}
