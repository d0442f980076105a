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

/**
 * npm keeps a lock file of what it really installed. It agrees with ours when each of its packages is ours, and
 * each of ours that is absent is optional (another platform's).
 */
function isInstalled() {
  const installedFile = 'node_modules/.package-lock.json';
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  const { '': root, ...wanted } = readPackages('package-lock.json');
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  return (
    JSON.stringify(root?.devDependencies) === JSON.stringify(manifest.devDependencies) &&
    JSON.stringify(root?.optionalDependencies) === JSON.stringify(manifest.optionalDependencies) &&
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, entry]) => {
      const present = installed[path];
      return present === undefined ? entry.optional === true : present.integrity === entry.integrity;
    })
  );
}

/**
 * @typedef {{ integrity?: string, optional?: boolean, devDependencies?: object, optionalDependencies?: object }} LockEntry
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
