import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withSection } from './performance-page.ts';

test('a bench replaces its own section and leaves those of the others as they are', () => {
  const page = withSection(withSection('# Performance\n', 'broker', 'of yesterday'), 'codec', 'the codec');

  const again = withSection(page, 'broker', 'of today\n');

  expect(again).toBe(page.replace('of yesterday', 'of today'));
  expect(again).toContain('<!-- bench codec -->\nthe codec\n<!-- end of bench codec -->');
});

test('sections stand in one order, whoever writes first; a bench without a place comes last', () => {
  const write = (names: readonly string[]) =>
    names.reduce((page, name) => withSection(page, name, `of ${name}`), '# Performance\n\nHow it is.\n');

  const page = write(['another', 'codec', 'broker', 'capture']);

  expect(page).toBe(write(['capture', 'broker', 'codec', 'another']));
  expect(page.split('\n').filter((line) => /^(#|How|of)/.test(line))).toEqual([
    '# Performance',
    'How it is.',
    'of capture',
    'of broker',
    'of codec',
    'of another',
  ]);
});

test('the page begins with when each was measured, and which goals do not hold', () => {
  const section = [
    '## A fake',
    '',
    '`npm run bench -- fake --quick` on 2026-11-27: 2 × Fast.',
    '',
    '| in | 600 | ≥ 500 | holds |',
    '| out | 25 | ≤ 20 | DOES NOT HOLD |',
    '| beside | 25 |  |  |',
  ];

  const page = withSection('# Performance\n', 'fake', section.join('\n'));

  expect(page).toContain(
    '| --- | --- | ---: | --- |\n| A fake | `npm run bench -- fake --quick`, 2026-11-27 | 2 | out |\n<!-- end of all -->',
  );
});

test('every bench has its place', () => {
  const names = readdirSync(import.meta.dirname).flatMap((file) => /^(.*)\.bench\.ts$/.exec(file)?.[1] ?? []);
  const page = names.reduce((before, name) => withSection(before, name, name), '');

  expect(withSection(page, 'aaa', 'one without').trimEnd()).toMatch(
    /one without\n<!-- end of bench aaa -->$/,
  );
});
