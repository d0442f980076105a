const whole = new Intl.NumberFormat('en-US');
const tenth = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `1,204,877`. */
export function count(value: number): string {
  return whole.format(value);
}

/** A count with its noun, and what else goes with it: `1 packet was`, `1,204 packets were`. */
export function some(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Exact up to ten thousand, then `12.3k`, `1.2M`: for places of a fixed width. */
export function shortCount(value: number): string {
  if (value < 1_000_000) return whole.format(value);
  return value < 1_000_000_000 ? `${tenth.format(value / 1e6)}M` : `${tenth.format(value / 1e9)}G`;
}

/** Messages a second: `–`, `0.4/s`, `42/s`, `8.1k/s`. */
export function rate(value: number): string {
  if (value < 0.05) return '–';
  if (value < 9.95) return `${tenth.format(value)}/s`.replace('.0/s', '/s');
  if (value < 999.5) return `${Math.round(value)}/s`;
  return value < 999_500 ? `${tenth.format(value / 1000)}k/s` : `${tenth.format(value / 1e6)}M/s`;
}

/** Bytes as a person says them, in powers of 1,000: `118 B`, `4.2 kB`, `248 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  // What would be rounded to 1000 of a unit is 1 of the next.
  const power = Math.min(Math.floor((Math.log10(bytes) + Math.log10(1000 / 999.5)) / 3), units.length);
  const value = bytes / 1000 ** power;
  return `${value < 100 ? tenth.format(value).replace('.0', '') : Math.round(value)} ${units[power - 1]}`;
}
