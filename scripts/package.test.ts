import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tryBuild } from './setup/build.mjs';

const folder = mkdtempSync(join(tmpdir(), 'topicscope-package-'));
const app = join(folder, 'out', 'linux-unpacked');
const asar = join(app, 'resources', 'app.asar');
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Stands in for Electron's download: a program that only has the place where fuses are blown (its sentinel,
 * version 1, the number of fuses and the state of each, all on), and the files that are renamed beside it.
 */
function stubElectron(): string {
  const stub = join(folder, 'electron');
  const fuses = [
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('1'.repeat(9)),
  ];
  mkdirSync(join(stub, 'resources'), { recursive: true });
  writeFileSync(join(stub, 'electron'), Buffer.concat([Buffer.from('stub'), ...fuses, Buffer.alloc(64)]), {
    mode: 0o755,
  });
  writeFileSync(join(stub, 'LICENSE'), '');
  writeFileSync(join(stub, 'LICENSES.chromium.html'), '');
  return stub;
}

beforeAll(async () => {
  expect(await tryBuild()).toBe(true);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      'node_modules/electron-builder/cli.js',
      ...['--publish', 'never', '--dir', '--linux'],
      `-c.electronDist=${stubElectron()}`,
      `-c.directories.output=${join(folder, 'out')}`,
    ],
    { encoding: 'utf8' },
  );
  expect(status, stdout + stderr).toBe(0);
}, 300_000);

test('the asar carries dist and package.json and nothing else', () => {
  const tops = new Set(listPackage(asar, { isPack: false }).map((path) => path.split(/[\\/]/)[1]));

  expect([...tops].sort()).toEqual(['dist', 'package.json']);
});

test('the asar carries what the app starts: main process, engine, its workers, preload script, page', () => {
  const files = new Set(listPackage(asar, { isPack: false }).map((path) => path.replaceAll('\\', '/')));

  expect(
    [
      '/dist/main/main.js',
      '/dist/main/engine-process.js',
      '/dist/main/store-worker.js',
      '/dist/main/reader-worker.js',
      '/dist/main/self-test-worker.js',
      '/dist/preload/preload.cjs',
      '/dist/renderer/index.html',
      '/dist/licences.json',
    ].filter((file) => !files.has(file)),
  ).toEqual([]);
});

test('the asar is at most 40 MB', () => {
  expect(statSync(asar).size).toBeLessThan(40_000_000);
});

test('the fuses are as a packaged app wants them', async () => {
  const wire = await getCurrentFuseWire(join(app, 'topicscope'));

  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: FuseState.DISABLE,
    [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  });
});
