import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs a long-living program as if it stood in this process's place: what ends this one ends it, and this one
 * ends with its exit code.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ onLine?: (line: string) => void, env?: NodeJS.ProcessEnv }} [options] with `onLine`, standard output goes
 *   there line by line
 */
export function become(program, args, { onLine, env = process.env } = {}) {
  const child = spawn(program, args, { env, stdio: ['inherit', onLine ? 'pipe' : 'inherit', 'inherit'] });
  if (child.stdout && onLine) createInterface({ input: child.stdout }).on('line', onLine);
  child.on('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('close', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));

  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  // npm that is killed outright tells nobody; its child is then adopted by another process.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500).unref();
}
