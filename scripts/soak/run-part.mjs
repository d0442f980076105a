import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * What became of a part. `said`: its last line; `complaints`: what it said before that, where it is not well.
 *
 * @typedef {{ part: string, holds: boolean, seconds: number, said: string, complaints: readonly string[] }} PartReport
 */

/**
 * Runs a part to its end and shows what it says on standard error.
 *
 * @param {{ node: string, part: string, file: string, options: readonly string[] }} part
 * @returns {Promise<PartReport>}
 */
export async function runPart({ node, part, file, options }) {
  const began = performance.now();
  const child = spawn(node, [file, ...options], { stdio: ['ignore', 'pipe', 2] });
  const ended = once(child, 'close');
  const input = /** @type {import('node:stream').Readable} */ (child.stdout);
  /** @type {string[]} */
  const lines = [];
  for await (const line of createInterface({ input })) {
    console.error(line);
    lines.push(line);
  }
  const [code] = await ended;
  const seconds = Math.round((performance.now() - began) / 1000);
  const holds = code === 0;
  return {
    part,
    holds,
    seconds,
    said: lines.at(-1) ?? '',
    complaints: holds ? [] : lines.slice(0, -1).slice(-20),
  };
}
