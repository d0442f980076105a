import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alone } from './lock.mjs';
import { node24 } from './node24.mjs';
import { giveUp, run } from './run.mjs';

const stampFile = 'node_modules/.cache/topicscope/build.json';
const sources = [
  'app',
  'main',
  'renderer',
  'scripts/licences',
  'vite.config.ts',
  'package-lock.json',
  'LICENSE',
];

/** Builds `dist`, or ends the process. */
export async function build() {
  if (!(await tryBuild())) giveUp('The build failed, see above; nothing was started.');
}

/** Builds `dist`, unless it is still what the last build made from the same sources. Answers whether it stands. */
export async function tryBuild() {
  if (isBuilt()) return true;
  return alone(async () => {
    if (isBuilt()) return true;
    console.error('Building …');
    // Listed before the build: what changes meanwhile is built the next time.
    const before = list(sources);
    const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
    if ((await run(node24(), vite, { output: 'stderr' })) !== 0) return false;
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, JSON.stringify({ sources: before, output: list(['dist']) }));
    return true;
  });
}

/** Whether `dist` is what a build makes of the sources as they are. */
export function isBuilt() {
  if (!existsSync(stampFile)) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  return stamp.sources === list(sources) && stamp.output === list(['dist']);
}

/**
 * Each file with its size and time of change, as one text that is equal when nothing changed. Tests are left
 * out: they are not part of the build.
 *
 * @param {readonly string[]} paths
 * @returns {string}
 */
function list(paths) {
  return paths
    .flatMap(walk)
    .filter((path) => !/\.test\.tsx?$|[\\/]testing[\\/]/.test(path))
    .sort()
    .map((path) => {
      const { size, mtimeMs } = statSync(path);
      return `${path} ${size} ${mtimeMs}`;
    })
    .join('\n');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function walk(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((entry) => walk(join(path, entry)));
}
