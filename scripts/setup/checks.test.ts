import { afterEach, expect, test, vi } from 'vitest';
import { checkBeside } from './checks.mjs';

afterEach(() => vi.restoreAllMocks());

test('a check beside others says all at once, under its title, and counts as one', async () => {
  const said = vi.spyOn(console, 'log').mockReturnValue();

  const good = await checkBeside('Good', process.execPath, ['-e', "console.log('1'); console.log('2')"]);
  const bad = await checkBeside('Bad', process.execPath, ['-e', "console.error('3'); process.exitCode = 4"]);

  expect([good, bad]).toEqual([
    { passed: 1, failed: 0 },
    { passed: 0, failed: 1 },
  ]);
  expect(said.mock.calls).toEqual([['\n── Good\n1\n2'], ['\n── Bad\n3']]);
});

test('a program that is not there is a failed check, with the reason', async () => {
  const said = vi.spyOn(console, 'log').mockReturnValue();

  const tally = await checkBeside('Absent', './no-such-program', []);

  expect(tally).toEqual({ passed: 0, failed: 1 });
  expect(said.mock.calls.flat().join('')).toContain('ENOENT');
});
