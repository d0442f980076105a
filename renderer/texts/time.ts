/** Times come in microseconds since 1970 and are shown in the time zone of whoever looks. */

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** Local, with milliseconds: `14:22:07.918`. */
export function timeOfDay(microseconds: number): string {
  const date = new Date(Math.floor(microseconds / 1000));
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2)).join(':');
  return `${clock}.${pad(date.getMilliseconds(), 3)}`;
}

/** Local, exact to the microsecond: `2026-11-22 14:22:07.918204 +01:00`. */
export function exactTime(microseconds: number): string {
  const date = new Date(Math.floor(microseconds / 1000));
  const day = [pad(date.getFullYear(), 4), pad(date.getMonth() + 1, 2), pad(date.getDate(), 2)].join('-');
  const below = ((Math.floor(microseconds) % 1000) + 1000) % 1000;
  return `${day} ${timeOfDay(microseconds)}${pad(below, 3)} ${offset(date)}`;
}

/** `14:02` today, else with its day. */
export function minuteOfDay(microseconds: number, now: Date): string {
  const date = new Date(Math.floor(microseconds / 1000));
  const clock = `${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}`;
  if (date.toDateString() === now.toDateString()) return clock;
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)} ${clock}`;
}

const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const wholes = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** How long something took, of microseconds: `45 µs`, `0.9 ms`, `5,005 ms`, `43.1 s`, `2:09 min`, `2:05 h`. */
export function duration(microseconds: number): string {
  if (microseconds < 99.5) return `${Math.round(microseconds)} µs`;
  const milliseconds = microseconds / 1000;
  if (milliseconds < 9.95) return `${tenths.format(milliseconds)} ms`;
  if (milliseconds < 9999.5) return `${wholes.format(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${tenths.format(seconds)} s`;
  return seconds < 3599.5 ? `${clock(seconds, 0)} min` : `${clock(seconds / 60, 0)} h`;
}

/** How long after the beginning, or before it, of microseconds: `+1,204.4 ms`, `−43.066 s`, `+2:09.4 min`, `−2:05 h`. */
export function elapsed(microseconds: number): string {
  const sign = microseconds < 0 ? '−' : '+';
  const milliseconds = Math.abs(microseconds) / 1000;
  if (milliseconds < 9999.95) return `${sign}${tenths.format(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.9995) return `${sign}${seconds.toFixed(3)} s`;
  return seconds < 3599.95 ? `${sign}${clock(seconds, 1)} min` : `${sign}${clock(seconds / 60, 0)} h`;
}

/** Sixtieths after a colon, with so many digits behind the point: `2:09`, `2:09.4`. */
function clock(value: number, digits: number): string {
  const sixtieths = Number(value.toFixed(digits));
  const rest = (sixtieths % 60).toFixed(digits);
  return `${wholes.format(Math.floor(sixtieths / 60))}:${rest.padStart(digits === 0 ? 2 : digits + 3, '0')}`;
}

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const sign = minutes < 0 ? '-' : '+';
  return `${sign}${pad(Math.floor(Math.abs(minutes) / 60), 2)}:${pad(Math.abs(minutes) % 60, 2)}`;
}
