/** Spans of microseconds as they are said everywhere: on the screen, in findings, in what is exported. */

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

/** How long something is set to be, of whole seconds: `45 s`, `1:00 min`, `2:05 h`. */
export function secondsText(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : duration(seconds * 1e6);
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
