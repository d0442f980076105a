import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

// Outside node_modules, which an install removes.
const lockFile = '.setup.lock';

/**
 * Does `work` while no other process of this folder installs or builds: two commands started together must
 * not write one `dist`.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  while (!takeLock()) await delay(100);
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function takeLock() {
  try {
    const file = openSync(lockFile, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch {
    // Held by someone, unless that process was killed.
    if (!isAlive(lockHolder())) rmSync(lockFile, { force: true });
    return false;
  }
}

function lockHolder() {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    // An empty file is a lock that is being written at this moment.
    return pid === 0 || process.kill(pid, 0);
  } catch {
    return false;
  }
}
