/** Whether a whole text fits a pattern: `*` stands for any characters, `?` for one. At most pattern × text steps. */
export function fitsGlob(pattern: string, text: string): boolean {
  let at = 0;
  let read = 0;
  /** Where the last `*` stood, and how far the text was taken by it. */
  let star = -1;
  let taken = 0;
  while (read < text.length) {
    const unit = pattern.charAt(at);
    if (unit === '*') {
      star = at;
      taken = read;
      at += 1;
    } else if (at < pattern.length && (unit === '?' || unit === text.charAt(read))) {
      at += 1;
      read += 1;
    } else if (star !== -1) {
      taken += 1;
      read = taken;
      at = star + 1;
    } else return false;
  }
  while (pattern.charAt(at) === '*') at += 1;
  return at === pattern.length;
}
