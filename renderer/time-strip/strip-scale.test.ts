import { expect, test } from 'vitest';
import {
  boundsOf,
  columnsBetween,
  columnsPath,
  countIn,
  placeOf,
  rangeOf,
  scaleOf,
  timeAt,
} from './strip-scale.ts';
import { ticksOf } from './strip-ticks.ts';

const second = 1_000_000;
const start = new Date(2026, 10, 22, 14, 0, 0).getTime() * 1000;
const value = { from: start, width: 5 * second, count: 60, volume: new Array<number>(60).fill(10) };
const scale = scaleOf(value, 600);

test('times and places lead to each other, and never off the strip', () => {
  expect(placeOf(start + 150 * second, scale)).toBe(300);
  expect(timeAt(300, scale)).toBe(start + 150 * second);
  expect([placeOf(start - second, scale), placeOf(start + 1_000 * second, scale)]).toEqual([0, 600]);
});

test('a stroke is whole columns, one at least, in either direction', () => {
  const stroke = columnsBetween(start + 23 * second, start + 11 * second, scale);
  const press = columnsBetween(start + 11 * second, start + 11 * second, scale);

  expect(stroke).toEqual({ from: start + 10 * second, to: start + 25 * second });
  expect(press).toEqual({ from: start + 10 * second, to: start + 15 * second });
});

test('a range ends with the last second in it, and is open where it reaches the edge of the strip', () => {
  const within = boundsOf({ from: start + 10 * second, to: start + 25 * second }, scale);
  const open = boundsOf({ from: start + 10 * second, to: scale.to }, scale);

  expect(within).toEqual({ least: start + 10 * second, most: start + 24 * second });
  expect(open).toEqual({ least: start + 10 * second, most: Number.POSITIVE_INFINITY });
  expect(boundsOf({ from: scale.from, to: scale.to }, scale)).toBeUndefined();
});

test('what a filter says is shown as the columns that it takes', () => {
  const said = { least: start + 10 * second, most: start + 25 * second - 1 };

  expect(rangeOf(said, scale)).toEqual({ from: start + 10 * second, to: start + 25 * second });
  expect(countIn(value.volume, rangeOf(said, scale), scale)).toBe(30);
  expect(rangeOf(undefined, scale)).toEqual({ from: scale.from, to: scale.to });
});

test('a column with anything in it is seen, one with nothing is not drawn', () => {
  const path = columnsPath([0, 1, 1000], 1000, { width: 9, height: 30 });

  expect(path).toBe('M3 30v-2h2v2zM6 30v-30h2v30z');
});

test('labels stand at round local times, with room between them', () => {
  const ticks = ticksOf(scale);

  expect(ticks.map(({ text }) => text)).toEqual(['14:00', '14:01', '14:02', '14:03', '14:04']);
});
