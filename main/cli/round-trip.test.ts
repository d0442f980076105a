import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runExport } from './run-export.ts';
import { runImport } from './run-import.ts';
import { readTraceOptions } from './trace-options.ts';

const fixture = path.join(import.meta.dirname, '../trace-files/testing/mosquitto.pcapng');
const { signal } = new AbortController();

async function run(args: readonly string[]): Promise<void> {
  const said: string[] = [];
  const tell = (line: string) => void said.push(line);
  const options = readTraceOptions(args, '/');
  if (!options.ok || options.value.command === 'findings') throw new Error('not understood');
  const { value } = options;
  const code = await (value.command === 'import'
    ? runImport(value, signal, tell)
    : runExport(value, signal, tell));
  if (code !== 0) throw new Error(said.join('\n'));
}

/** Exchanges and packets as a folder has them; an export has all brokers at port 1883. */
async function told(data: string): Promise<readonly string[]> {
  const out = path.join(data, 'told');
  await run(['export', '--data', data, '--format', 'jsonl', '--filter', '', '--out', out]);
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n').slice(1);
  return lines.map((line) => line.replaceAll(':18831', ':1883'));
}

test('what is exported and imported again has the same exchanges and packets', async () => {
  const made = await mkdtemp(path.join(tmpdir(), 'topicscope-round-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  const [first, second] = [path.join(made, 'first'), path.join(made, 'second')];
  const file = path.join(made, 'out.pcapng');

  await run(['import', fixture, '--data', first]);
  await run(['export', '--data', first, '--format', 'pcapng', '--out', file]);
  await run(['import', file, '--data', second]);

  const [before, after] = [await told(first), await told(second)];
  expect(before.length).toBeGreaterThan(70);
  expect(after).toEqual(before);
});
