/** How long the escape is that begins at `at`: `\x41` and `\u0041` take more than the letter. */
export function escapeLength(source: string, at: number): number {
  const [whole] =
    /^\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|c[a-z]|k<[^>]*>|\d+|.)/is.exec(source.slice(at, at + 64)) ?? [];
  return whole?.length ?? 1;
}

/** How long the class is that begins at `at` with its bracket. */
export function classLength(source: string, at: number): number {
  let end = at + 1;
  while (end < source.length && source.charAt(end) !== ']') end += source.charAt(end) === '\\' ? 2 : 1;
  return end + 1 - at;
}

/** How often the atom before `at` is repeated, if it is. */
interface Quantifier {
  readonly least: number;
  /** Infinite without an end. */
  readonly most: number;
  readonly length: number;
}

export function quantifierAt(source: string, at: number): Quantifier | undefined {
  // However long it is: {00…01,} repeats without end as well.
  const quantifier = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y;
  quantifier.lastIndex = at;
  const found = quantifier.exec(source);
  if (found === null) return undefined;
  const [{ length }, sign, least = '', comma, most] = found;
  if (sign !== undefined) {
    return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY, length };
  }
  const end = comma === undefined ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most);
  return { least: Number(least), most: end, length };
}
