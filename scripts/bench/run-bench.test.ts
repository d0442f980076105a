import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { benches } from './benches.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topicscope-benches-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const figure = { name: 'speed', value: 7, unit: 'messages/s', goal: 5, holds: true, lowest: 6 };

/** Runs a bench of that text in a process of its own, because what it leaves on standard output is the matter. */
async function runFake(source: string, json: boolean) {
  writeFileSync(join(folder, 'fake.bench.ts'), source);
  const bench = { node: process.execPath, folder, name: 'fake', options: ['--quick'], json };
  const code = `
    const { runBench } = await import('${pathToFileURL('scripts/bench/run-bench.mjs').href}');
    process.exitCode = (await runBench(${JSON.stringify(bench)})) ? 0 : 1;`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out, errors, exitCode };
}

test('with --json the one line of figures is all that is on standard output, each figure with all its keys', async () => {
  const { out, errors, exitCode } = await runFake(
    `console.log('getting warm', ...process.argv.slice(2));
     console.log(JSON.stringify({ bench: 'fake', figures: [${JSON.stringify(figure)}] }));`,
    true,
  );

  const whole = { ...figure, reference: null, ratio: null };
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ bench: 'fake', figures: [whole] }]);
  expect({ errors, exitCode }).toEqual({ errors: 'getting warm --quick --json\n', exitCode: 0 });
});

test('without --json a bench speaks for itself', async () => {
  const { out, exitCode } = await runFake(`console.log('fast', ...process.argv.slice(2))`, false);

  expect({ out, exitCode }).toEqual({ out: 'fast --quick\n', exitCode: 0 });
});

test.each([
  ['says nothing', ''],
  ['tells of another bench', `console.log(JSON.stringify({ bench: 'other', figures: [] }))`],
  ['gives a figure without a unit', `console.log('{"bench":"fake","figures":[{"name":"a","value":1}]}')`],
  ['fails after its line', `console.log('{"bench":"fake","figures":[]}'); process.exit(3)`],
])('a bench that %s has failed', async (_, source) => {
  const { exitCode } = await runFake(source, true);

  expect(exitCode).toBe(1);
});

test('known benches run in a fixed order, others after them by name', () => {
  for (const name of ['zebra', 'broker', 'apple', 'codec']) {
    writeFileSync(join(folder, `${name}.bench.ts`), '');
  }
  writeFileSync(join(folder, 'pairs.ts'), '');

  expect(benches(folder)).toEqual(['codec', 'broker', 'apple', 'zebra']);
});
