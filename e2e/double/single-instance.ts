import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's lock of one instance for a user data folder. The second one wakes the first by a signal, which is enough
 * for what a test has to see.
 */
export function lockInstance(folder: string, onSecond: () => void): boolean {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'double.lock');
  const holder = readHolder(file);
  if (holder !== undefined) {
    process.kill(holder, 'SIGUSR2');
    return false;
  }
  process.on('SIGUSR2', onSecond);
  writeFileSync(file, String(process.pid));
  process.on('exit', () => rmSync(file, { force: true }));
  return true;
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Throws when there is no such process any more.
    process.kill(pid, 0);
    return pid;
  } catch {
    // Nobody holds it, or whoever did was killed.
    return undefined;
  }
}
