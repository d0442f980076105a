import { expect, test } from 'vitest';
import type { TableRow } from './table-selection.ts';
import { chooseAll, chooseOne, chooseRange, noSelection, toggleOne } from './table-selection.ts';

const rows: readonly TableRow[] = [11, 12, 13, 14, 15].map((key) => ({ key, isGone: false }));
const rowAt = (place: number): TableRow | undefined => rows[place];

function placed(place: number) {
  const row = rows[place];
  if (row === undefined) throw new Error(`There is no row ${place}`);
  return { row, place };
}

test('a range goes from where it began to the last row, either way, and keeps its beginning', () => {
  const down = chooseRange(chooseOne(placed(2)), placed(4), rowAt);
  const up = chooseRange(down, placed(1), rowAt);

  expect([...down.rows.keys()]).toEqual([13, 14, 15]);
  expect([...up.rows.keys()]).toEqual([12, 13]);
  expect(up.active).toEqual({ key: 12, place: 1 });
});

test('a row is added to what is chosen, and taken away again', () => {
  const both = toggleOne(chooseOne(placed(0)), placed(3));

  expect([...both.rows.keys()]).toEqual([11, 14]);
  expect([...toggleOne(both, placed(0)).rows.keys()]).toEqual([14]);
});

test('with all chosen, a press on one chooses that one alone', () => {
  const all = chooseAll(noSelection());

  expect(all.isAll).toBe(true);
  expect(toggleOne(all, placed(1))).toMatchObject({ isAll: false, rows: new Map([[12, rows[1]]]) });
});
