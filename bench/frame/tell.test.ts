import { expect, test } from 'vitest';
import { atLeast, atMost, spread } from './figure.ts';
import { sectionOf } from './tell.ts';

const about = { bench: 'fake', title: 'A fake', about: 'What it is.', busyness: { all: 0.5, own: 0.25 } };

function rowsOf(section: string): readonly string[] {
  return section.split('\n').filter((line) => line.startsWith('|'));
}

test('a section says each figure with its spread, its goal and whether that holds', () => {
  const figures = [
    atLeast(500, 'in', 'messages/s', [400, 1_700, 600]),
    atMost(20, 'found', 'ms', [25.5]),
    spread('seen', 'rows', [3, 4, 5]),
  ];

  expect(rowsOf(sectionOf({ ...about, figures }))).toEqual([
    '| what | measured | goal | |',
    '| --- | ---: | ---: | --- |',
    '| in | 600 (400–1,700) messages/s | ≥ 500 | holds |',
    '| found | 25.5 ms | ≤ 20 | DOES NOT HOLD |',
    '| seen | 4 (3–5) rows |  |  |',
  ]);
});

test('beside a reference the spread is that of the ratio', () => {
  const pair = { name: 'decode', value: 900, unit: 'packets/s', reference: 300, ratio: 3, lowest: 2.5 };
  const goal = { goal: 2, goalOf: 'ratio', wants: 'least', holds: true } as const;
  const figures = [{ ...pair, highest: 3.5, ...goal }];

  expect(rowsOf(sectionOf({ ...about, figures })).at(-1)).toBe(
    '| decode | 900 packets/s | 300 | × 3 (2.50–3.50) | ≥ × 2 | holds |',
  );
});

test('a section begins with the machine and how busy it was', () => {
  const machine = sectionOf({ ...about, figures: [] }).split('\n')[2];

  expect(machine).toMatch(/^`npm run bench -- fake.*` on \d{4}-\d\d-\d\d: \d+ × .*, Node v\d+/);
  expect(machine).toContain('busy for 50 % of the time, 25 % with the bench');
});
