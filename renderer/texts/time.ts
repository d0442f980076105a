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

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const sign = minutes < 0 ? '-' : '+';
  return `${sign}${pad(Math.floor(Math.abs(minutes) / 60), 2)}:${pad(Math.abs(minutes) % 60, 2)}`;
}
