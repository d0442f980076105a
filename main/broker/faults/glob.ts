/** Whether a text falls under a pattern: `*` is any characters, `?` is one. Takes at most pattern × text steps. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, index] = [0, 0];
  /** Where to go on when what follows the last `*` does not fit: that took one character too few. */
  let [star, taken] = [-1, 0];
  while (at < text.length) {
    const unit = pattern[index];
    if (unit === '*') {
      [star, taken] = [index, at];
      index += 1;
    } else if (index < pattern.length && (unit === '?' || unit === text[at])) {
      index += 1;
      at += 1;
    } else if (star !== -1) {
      taken += 1;
      [index, at] = [star + 1, taken];
    } else return false;
  }
  while (pattern[index] === '*') index += 1;
  return index === pattern.length;
}
