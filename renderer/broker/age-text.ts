/** A span of time in its largest two units: `4 s`, `2 min 5 s`, `3 h 12 min`, `5 d 2 h`. */
export function spanText(microseconds: number): string {
  const seconds = Math.max(0, Math.floor(microseconds / 1e6));
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ];
  const first = units.findIndex(([, length]) => seconds >= length);
  if (first === -1) return '0 s';
  let left = seconds;
  return units
    .slice(first, first + 2)
    .map(([name, length]) => {
      const whole = Math.floor(left / length);
      left -= whole * length;
      return whole === 0 ? '' : `${whole} ${name}`;
    })
    .filter(Boolean)
    .join(' ');
}
