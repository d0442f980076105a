import { expect, test } from 'vitest';
import type { Round } from './verdict.ts';
import { complaintsAbout } from './verdict.ts';

function round(heap: number, stall = 5, ownStall = 5): Round {
  return { memory: { heap: heap * 1e6, buffers: 10e6, resident: 200e6 }, stall, ownStall };
}

test('memory that settles is no leak', () => {
  const heaps = [20, 60, 58, 61, 59, 60, 58, 62];

  expect(complaintsAbout(heaps.map((heap) => round(heap)))).toEqual([]);
});

test('memory that grows round by round is one', () => {
  const heaps = [20, 60, 65, 70, 75, 80, 85, 90];

  expect(complaintsAbout(heaps.map((heap) => round(heap)))).toEqual(['heap grew from 70.0 MB to 90.0 MB']);
});

test('a wait is a stall unless the machine let nobody run', () => {
  expect(complaintsAbout([round(20, 1_500, 900), round(20, 1_500, 100)])).toEqual([
    'round 2: the engine stalled for 1500 ms',
  ]);
});
