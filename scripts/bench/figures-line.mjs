/**
 * What a bench printed with --json as the line that is promised: each figure with all of its keys, null where there is
 * nothing to say. Undefined where it is no such line.
 *
 * @param {string} name of the bench
 * @param {string} line
 */
export function figuresLine(name, line) {
  const told = parsed(line);
  if (typeof told !== 'object' || told === null) return undefined;
  const { bench, figures } = told;
  if (bench !== name || !Array.isArray(figures) || !figures.every(isFigure)) return undefined;
  return JSON.stringify({ bench, figures: figures.map(whole) });
}

/** @param {string} line */
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @param {unknown} figure */
function isFigure(figure) {
  if (typeof figure !== 'object' || figure === null) return false;
  const { name, value, unit, holds } = /** @type {Record<string, unknown>} */ (figure);
  const isNamed = typeof name === 'string' && typeof unit === 'string';
  return isNamed && typeof value === 'number' && (holds === undefined || typeof holds === 'boolean');
}

/** @param {Record<string, unknown>} figure */
function whole({ name, value, unit, reference = null, ratio = null, goal = null, holds = null, ...more }) {
  return { name, value, unit, reference, ratio, goal, holds, ...more };
}
