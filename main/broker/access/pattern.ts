/**
 * A topic filter taken apart. A level is its text, which is meant literally, or undefined where any text will do; an
 * open pattern goes on with any number of further levels.
 */
export interface Pattern {
  readonly levels: readonly (string | undefined)[];
  readonly isOpen: boolean;
}

/** Of a topic filter that was checked. */
export function patternOf(filter: string): Pattern {
  const names = filter.split('/');
  const isOpen = names.at(-1) === '#';
  const fixed = isOpen ? names.slice(0, -1) : names;
  return { levels: fixed.map((name) => (name === '+' ? undefined : name)), isOpen };
}

/** The pattern that only this topic falls under. */
export function patternOfTopic(topic: string): Pattern {
  return { levels: topic.split('/'), isOpen: false };
}

/** Whether every topic that falls under `inner` falls under `outer` (clause 4.7). */
export function covers(outer: Pattern, inner: Pattern): boolean {
  if (outer.levels.length > inner.levels.length) return false;
  if (!outer.isOpen && (inner.isOpen || outer.levels.length !== inner.levels.length)) return false;
  // What begins with a wildcard leaves out what begins with "$" [MQTT-4.7.2-1].
  if (outer.levels[0] === undefined && isAboutDollar(inner)) return false;
  return outer.levels.every((level, index) => level === undefined || level === inner.levels[index]);
}

/** What falls under both; undefined if nothing does. */
export function intersection(a: Pattern, b: Pattern): Pattern | undefined {
  const [short, long] = a.levels.length <= b.levels.length ? [a, b] : [b, a];
  if (!short.isOpen && short.levels.length !== long.levels.length) return undefined;
  if (a.levels[0] === undefined && isAboutDollar(b)) return undefined;
  if (b.levels[0] === undefined && isAboutDollar(a)) return undefined;
  const levels: (string | undefined)[] = [];
  for (const [index, level] of long.levels.entries()) {
    const other = short.levels[index];
    if (level !== undefined && other !== undefined && level !== other) return undefined;
    levels.push(level ?? other);
  }
  return { levels, isOpen: short.isOpen && long.isOpen };
}

function isAboutDollar({ levels }: Pattern): boolean {
  return levels[0]?.startsWith('$') === true;
}
