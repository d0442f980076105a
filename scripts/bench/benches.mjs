import { readdirSync } from 'node:fs';

/** What one waits for least comes first; what is not named here comes after these, by its name. */
const order = [
  'codec',
  'topics',
  'history',
  'search',
  'start',
  'retained-list',
  'memory',
  'traces',
  'topics-screen',
  'interface',
  'capture',
  'broker',
];

/**
 * The benches of a folder, each a program `NAME.bench.ts`, in the order in which all of them run.
 *
 * @param {string} folder
 */
export function benches(folder) {
  const place = (/** @type {string} */ name) => (order.includes(name) ? order.indexOf(name) : order.length);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.slice(0, -'.bench.ts'.length))
    .sort((one, other) => place(one) - place(other) || one.localeCompare(other));
}
