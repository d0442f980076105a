/**
 * Whether one filter covers another: every topic that falls under `asked` falls under `filter` too (clause 4.7). Both
 * are well-formed; of a shared subscription, pass the filter inside it.
 */
export function covers(filter: string, asked: string): boolean {
  if (startsWild(filter) && asked.startsWith('$')) return false;
  const levels = filter.split('/');
  const askedLevels = asked.split('/');
  for (const [index, level] of levels.entries()) {
    // "a/#" is for "a" as well (clause 4.7.1.2).
    if (level === '#') return askedLevels.length >= index;
    const other = askedLevels[index];
    if (other === undefined || other === '#') return false;
    if (level !== '+' && level !== other) return false;
  }
  return levels.length === askedLevels.length;
}

function startsWild(filter: string): boolean {
  return filter.startsWith('#') || filter.startsWith('+');
}
