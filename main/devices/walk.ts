/** A measured value that wanders between two bounds. */
export function wandering(random: () => number, low: number, high: number, step: number): () => number {
  let value = low + (high - low) * random();
  return () => {
    value = Math.min(high, Math.max(low, value + (random() - 0.5) * 2 * step));
    return value;
  };
}

/** With so many digits after the point, as a device would send it. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** One of them at random. */
export function oneOf<T>(random: () => number, first: T, ...others: readonly T[]): T {
  return others[Math.floor(random() * (others.length + 1)) - 1] ?? first;
}
