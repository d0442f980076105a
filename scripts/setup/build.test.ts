import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const buildModule = pathToFileURL('scripts/setup/build.mjs').href;
let project = '';

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'topicscope-build-'));
  write('app/a.ts', 'a');
  // Stands in for Vite: counts its runs and leaves an output.
  write(
    'node_modules/vite/bin/vite.js',
    "const fs = require('node:fs'); fs.appendFileSync('runs', 'x'); fs.mkdirSync('dist', { recursive: true }); fs.writeFileSync('dist/out.js', '');",
  );
});
afterEach(() => rmSync(project, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

async function build(): Promise<void> {
  const code = `const { build } = await import('${buildModule}'); await build();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: project });
  const [exitCode] = await once(child, 'close');
  expect(exitCode).toBe(0);
}

function runs(): number {
  return readFileSync(join(project, 'runs'), 'utf8').length;
}

test('what is up to date is not built again', async () => {
  await build();
  await build();

  expect(runs()).toBe(1);
});

test.each<[string, () => void]>([
  ['changes', () => write('app/a.ts', 'changed')],
  ['is new', () => write('renderer/b.tsx', 'b')],
  ['is gone', () => rmSync(join(project, 'app/a.ts'))],
])('a source that %s is built', async (_, change) => {
  await build();
  change();
  await build();

  expect(runs()).toBe(2);
});

test('an output that is gone is built again', async () => {
  await build();
  rmSync(join(project, 'dist/out.js'));
  await build();

  expect(runs()).toBe(2);
});

test('a test is no source', async () => {
  await build();
  write('app/a.test.ts', 'expect');
  write('app/testing/fake.ts', 'fake');
  await build();

  expect(runs()).toBe(1);
});

test('two commands that start together build once', async () => {
  await Promise.all([build(), build()]);

  expect(runs()).toBe(1);
});

test('a lock that a killed process left does not hold', async () => {
  write('.setup.lock', '999999999');

  await build();

  expect(runs()).toBe(1);
});
