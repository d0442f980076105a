import type { StripScale } from './strip-scale.ts';
import { placeOf } from './strip-scale.ts';

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((count) => count * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10, 30, 100, 365].map((count) => count * day),
];
/** Pixels that a label needs. */
const labelWidth = 72;
/** … and a character of its text. */
const characterWidth = 6.5;

interface StripTick {
  readonly place: number;
  readonly time: number;
  readonly text: string;
}

/** Labels at round local times, as many as there is room for. */
export function ticksOf(scale: StripScale): readonly StripTick[] {
  const most = Math.max(1, Math.floor(scale.width / labelWidth));
  const step = steps.find((one) => (scale.to - scale.from) / one <= most) ?? 1_000 * day;
  const zone = new Date(scale.from / 1000).getTimezoneOffset() * minute;
  const ticks: StripTick[] = [];
  for (
    let time = Math.ceil((scale.from - zone) / step) * step + zone;
    time < scale.to && ticks.length <= most;
    time += step
  ) {
    const place = placeOf(time, scale);
    const text = tickText(time, step);
    // One that the edge would cut is none.
    if (place + text.length * characterWidth <= scale.width) ticks.push({ place, time, text });
  }
  return ticks;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function tickText(time: number, step: number): string {
  const date = new Date(Math.floor(time / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (step >= day || (step >= hour && clock === '00:00'))
    return `${months[date.getMonth()]} ${date.getDate()}`;
  if (step >= minute) return clock;
  const exact = `${clock}:${two(date.getSeconds())}`;
  return step >= second ? exact : `${exact}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
