import { expect, test } from 'vitest';
import { runSelfTest } from './self-test.ts';

test('the host can do all that the engine needs', async () => {
  const checks = await runSelfTest();

  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(checks.map((check) => check.name)).toEqual([
    'SQLite',
    'zstd',
    'scrypt',
    'Worker',
    'TLS',
    'certificates',
  ]);
});
