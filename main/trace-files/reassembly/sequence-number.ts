/** How far `a` is behind `b`, where numbers go round after 2³² (RFC 9293, 3.4): negative if it is before it. */
export function distance(a: number, b: number): number {
  return (a - b) | 0;
}

/** The number that is `by` bytes behind, going round after 2³². */
export function advance(sequence: number, by: number): number {
  return (sequence + by) >>> 0;
}
