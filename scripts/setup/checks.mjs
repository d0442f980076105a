import { node24 } from './node24.mjs';
import { run, runHeld } from './run.mjs';

/**
 * What each step of a run came to. A check counts as one.
 *
 * @typedef {{ passed: number, failed: number }} Tally
 */

/**
 * Types, lint and import rules, in this order and all of them, so that one run shows all that is wrong.
 *
 * @returns {Promise<Tally>}
 */
export async function checkSources() {
  const node = node24();
  return sum([
    await check('Types', 'node_modules/.bin/tsc', ['-b']),
    await check('Lint', 'node_modules/.bin/biome', ['check', '--error-on-warnings', '.']),
    await check('Import rules', node, ['scripts/import-rules/run.ts']),
  ]);
}

/**
 * @param {string} title
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Tally>}
 */
export async function check(title, command, args) {
  console.log(`\n── ${title}`);
  return tallyOf(await run(here(command), args));
}

/**
 * A check beside others: what it says is shown when it has ended.
 *
 * @param {string} title
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Tally>}
 */
export async function checkBeside(title, command, args) {
  const { code, said } = await runHeld(here(command), args);
  console.log(`\n── ${title}\n${said.trimEnd()}`);
  return tallyOf(code);
}

/** @param {string} command */
function here(command) {
  const isOfNpm = process.platform === 'win32' && command.startsWith('node_modules/.bin/');
  return isOfNpm ? `${command.replaceAll('/', '\\')}.cmd` : command;
}

/** @param {number} code */
function tallyOf(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {readonly Tally[]} tallies */
export function sum(tallies) {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** @param {Tally} tally */
export function report({ passed, failed }) {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
