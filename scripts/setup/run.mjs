// Only Node built-ins in this folder, and only what Node 20 has: it runs before anything is installed.
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and answers its exit code (1 when a signal ended it).
 * Its standard output goes where `output` says: `quiet` programs may only speak on standard error.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ output?: 'stdout' | 'stderr', env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { output = 'stdout', env = process.env } = {}) {
  return new Promise((resolve) => {
    // npm on Windows is a .cmd file, which only a shell can start.
    const shell = process.platform === 'win32' && command.endsWith('.cmd');
    const child = spawn(command, args, { stdio: ['ignore', output === 'stderr' ? 2 : 1, 2], env, shell });
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program to its end and keeps what it says, of both kinds.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, said: string }>}
 */
export function runHeld(command, args) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && command.endsWith('.cmd');
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    child.on('error', (error) => resolve({ code: 1, said: `could not be started: ${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });
}

/**
 * Ends the process with one sentence for the person in front of it.
 *
 * @param {string} sentence
 * @returns {never}
 */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}
