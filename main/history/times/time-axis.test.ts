import { expect, test } from 'vitest';
import { axisOver, spread } from './time-axis.ts';
import { TimeCounts } from './time-counts.ts';

const second = 1_000_000;

function count(from: number, to: number, messages: number, last = 0) {
  return { from: from * second, to: to * second, count: messages, last };
}

test('pieces begin at whole multiples of a length that a clock shows', () => {
  const axis = axisOver([count(63, 400, 1)], 100);

  expect(axis).toEqual({ from: 60 * second, width: 5 * second, length: 69 });
});

test('one moment is one piece, and nothing is none', () => {
  expect(axisOver([count(5, 5, 1)], 100)).toEqual({ from: 5 * second, width: 1_000, length: 1 });
  expect(axisOver([], 100)).toBeUndefined();
});

test('a span of years is whole days', () => {
  const axis = axisOver([count(0, 3 * 365 * 86_400, 1)], 100);

  expect([axis?.width, (axis?.length ?? 0) <= 100]).toEqual([12 * 86_400 * second, true]);
});

test('a block is spread evenly over its time, and nothing of it is lost', () => {
  const axis = { from: 0, width: second, length: 5 };

  expect(spread([count(0.5, 2.5, 100), count(3, 3, 7)], axis)).toEqual([25, 50, 25, 7, 0]);
});

test('what is gone from the history is gone from the counts', () => {
  const counts = new TimeCounts();
  counts.addOlder(count(2, 3, 10, 30));
  counts.addOlder(count(0, 1, 10, 20));
  counts.addNewer(count(4, 5, 10, 40));

  counts.trim(21);
  const first = [...counts.all()].map(({ last }) => last);
  counts.trim(41);

  expect([first, [...counts.all()]]).toEqual([[30, 40], []]);
});
