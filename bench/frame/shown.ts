import { median } from './figure.ts';
import type { Compared } from './rounds-beside.ts';

/** `× 2.10 (1.95–2.30)`: the ratio with its lowest and highest round. */
export function shownRatio({ ratio, lowest, highest }: Compared): string {
  return `× ${ratio.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
}

/** The median and, in brackets, the lowest and the highest. */
export function shownSpread(values: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${shown(median(values), digits)} (${shown(low, digits)}–${shown(high, digits)})`;
}

/** `1,234.50` */
export function shown(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
