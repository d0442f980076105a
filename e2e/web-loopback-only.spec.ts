import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { test } from './fixtures/test.ts';

const walk = fileURLToPath(new URL('loopback-only/walk.ts', import.meta.url));

test('everything works where there is no network but loopback, and nothing asks for another', async ({
  folder,
}) => {
  // A network namespace of its own has a loopback that is down, and nothing else. Who is not root gets one in a
  // user namespace.
  const namespace = process.getuid?.() === 0 ? ['--net'] : ['--net', '--map-root-user'];
  const inside = 'ip link set lo up && exec "$@"';
  const command = [process.execPath, walk, path.join(folder, 'app')];

  const { stdout } = await promisify(execFile)('unshare', [
    ...namespace,
    'sh',
    '-c',
    inside,
    'sh',
    ...command,
  ]);

  const said: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(said).toEqual({ interfaces: ['lo'], requests: expect.any(Number), problems: [], exitCode: 0 });
});
