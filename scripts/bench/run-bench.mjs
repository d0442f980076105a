import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { run } from '../setup/run.mjs';
import { figuresLine } from './figures-line.mjs';

/**
 * Runs one bench to its end. With `json` its figures are the only line on standard output, whatever else it says.
 *
 * @param {{ node: string, folder: string, name: string, options: readonly string[], json: boolean }} bench
 * @returns {Promise<boolean>} whether it measured what it is there to measure
 */
export async function runBench({ node, folder, name, options, json }) {
  const args = [`${folder}/${name}.bench.ts`, ...options];
  if (!json) return (await run(node, args)) === 0;
  const child = spawn(node, [...args, '--json'], { stdio: ['ignore', 'pipe', 2] });
  const ended = once(child, 'close');
  const input = /** @type {import('node:stream').Readable} */ (child.stdout);
  let lines = 0;
  for await (const line of createInterface({ input })) {
    const figures = figuresLine(name, line);
    if (figures === undefined) console.error(line);
    else console.log(figures);
    if (figures !== undefined) lines += 1;
  }
  const [code] = await ended;
  if (lines !== 1) console.error(`${name} gave ${lines} lines of figures instead of one.`);
  return code === 0 && lines === 1;
}
