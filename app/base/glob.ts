const none: ReadonlySet<number> = new Set();

/**
 * Whether a whole text fits a pattern: `*` stands for any characters, `?` for one, but for those at the places that are
 * `literal`. At most pattern × text steps.
 */
export function fitsGlob(pattern: string, text: string, literal = none): boolean {
  let at = 0;
  let read = 0;
  /** Where the last `*` stood, and how far the text was taken by it. */
  let star = -1;
  let taken = 0;
  while (read < text.length) {
    const unit = pattern.charAt(at);
    const isWild = !literal.has(at);
    if (unit === '*' && isWild) {
      star = at;
      taken = read;
      at += 1;
    } else if (at < pattern.length && ((unit === '?' && isWild) || unit === text.charAt(read))) {
      at += 1;
      read += 1;
    } else if (star !== -1) {
      taken += 1;
      read = taken;
      at = star + 1;
    } else return false;
  }
  while (pattern.charAt(at) === '*' && !literal.has(at)) at += 1;
  return at === pattern.length;
}
