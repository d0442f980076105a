import { existsSync, readFileSync } from 'node:fs';
import { alone } from './lock.mjs';
import { giveUp, run } from './run.mjs';

/** Installs what package-lock.json names, when that is not what node_modules holds. */
export async function install() {
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    console.error('Installing the dependencies …');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const code = await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      output: 'stderr',
    });
    if (code !== 0) giveUp('npm ci failed, see above; nothing was started.');
  });
}

function isInstalled() {
  const installedFile = 'node_modules/.package-lock.json';
  if (!existsSync(installedFile)) return false;
  return isSameInstall(readJson('package.json'), readJson('package-lock.json'), readJson(installedFile));
}

/**
 * npm keeps a lock file of what it really installed. It agrees with ours when each of its packages is ours, and
 * each of ours that is absent is optional (another platform's). A package.json that asks for something else than
 * the lock file is npm's to complain of.
 *
 * @typedef {{ devDependencies?: object, optionalDependencies?: object }} Manifest
 * @typedef {{ packages: Record<string, Manifest & { integrity?: string, optional?: boolean }> }} Lock
 * @param {Manifest} manifest
 * @param {Lock} lock
 * @param {Lock} installed
 */
export function isSameInstall(manifest, lock, installed) {
  const { '': root, ...wanted } = lock.packages;
  return (
    JSON.stringify(root?.devDependencies) === JSON.stringify(manifest.devDependencies) &&
    JSON.stringify(root?.optionalDependencies) === JSON.stringify(manifest.optionalDependencies) &&
    Object.keys(installed.packages).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, entry]) => {
      const present = installed.packages[path];
      return present === undefined ? entry.optional === true : present.integrity === entry.integrity;
    })
  );
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
