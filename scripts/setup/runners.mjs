import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { node24 } from './node24.mjs';
import { run } from './run.mjs';

/** @typedef {import('./checks.mjs').Tally} Tally */

/**
 * Unit and integration tests. A skipped test counts as failed: a skip is never how a run gets green.
 *
 * @returns {Promise<Tally>}
 */
export async function unitTests() {
  console.log('\n── Unit and integration tests');
  const report = fresh('node_modules/.cache/topicscope/vitest.json');
  const code = await run(node24(), [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return tally(code, report, tallyVitest);
}

/** @returns {Promise<Tally>} */
export async function endToEndTests() {
  console.log('\n── End-to-end tests');
  const report = fresh('node_modules/.cache/topicscope/playwright.json');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const code = await run(node24(), ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    env,
  });
  return tally(code, report, tallyPlaywright);
}

/** @param {string} file */
function fresh(file) {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/**
 * The runner's own report counts; where it failed without naming a failed test (it crashed, a file did not
 * load), that is one failure.
 *
 * @param {number} code
 * @param {string} file
 * @param {(text: string) => Tally} read
 * @returns {Tally}
 */
export function tally(code, file, read) {
  const counted = readReport(file, read);
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/**
 * @param {string} file
 * @param {(text: string) => Tally} read
 */
function readReport(file, read) {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`The runner left no report: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
}

/**
 * @param {string} text
 * @returns {Tally}
 */
export function tallyVitest(text) {
  const { numPassedTests, numTotalTests, testResults } = JSON.parse(text);
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = testResults;
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests + unloaded };
}

/**
 * @param {string} text
 * @returns {Tally}
 */
export function tallyPlaywright(text) {
  const { stats, errors } = JSON.parse(text);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + (errors.length > 0 ? 1 : 0),
  };
}
