import { expect, test } from 'vitest';
import type { Round } from './verdict.ts';
import { complaintsAbout, courseOf } from './verdict.ts';

function round(heap: number, stall = 5, ownStall = 5, page = 15): Round {
  const memory = { heap: heap * 1e6, buffers: 10e6, resident: 200e6, page: page * 1e6 };
  return { memory, stall, ownStall };
}

test('memory that settles is no leak', () => {
  const heaps = [20, 60, 58, 61, 59, 60, 58, 62];

  expect(complaintsAbout(heaps.map((heap) => round(heap)))).toEqual([]);
});

test('memory that grows round by round is one', () => {
  const heaps = [20, 60, 65, 70, 75, 80, 85, 90];

  expect(complaintsAbout(heaps.map((heap) => round(heap)))).toEqual(['heap grew from 70.0 MB to 90.0 MB']);
});

test('a page whose heap grows is one as well', () => {
  const pages = [10, 15, 15, 15, 20, 20, 25, 25];

  expect(complaintsAbout(pages.map((page) => round(60, 5, 5, page)))).toEqual([
    'page grew from 15.0 MB to 25.0 MB',
  ]);
});

test('a wait is a stall unless the machine let nobody run', () => {
  expect(complaintsAbout([round(20, 1_500, 900), round(20, 1_500, 100)])).toEqual([
    'round 2: the engine stalled for 1500 ms',
  ]);
});

test('the course of memory is told by the middle of each third of the rounds', () => {
  expect(courseOf([20, 30, 70, 60, 60, 61].map((heap) => round(heap)))).toBe(
    'by thirds heap 30.0 MB, 70.0 MB, 61.0 MB, resident 200.0 MB, 200.0 MB, 200.0 MB, page 15.0 MB, 15.0 MB, 15.0 MB',
  );
  expect(courseOf([round(20)])).toBe('by thirds heap 20.0 MB, resident 200.0 MB, page 15.0 MB');
});
