import { expect, test } from 'vitest';
import { planTableWindow } from './table-window.ts';

test('the same window comes back while the screen lies well within it', () => {
  const first = planTableWindow(undefined, 1_000, 30, 10_000);

  expect(first).toEqual({ from: 970, count: 91 });
  expect(planTableWindow(first, 1_015, 30, 10_000)).toBe(first);
  expect(planTableWindow(first, 1_025, 30, 10_000)).toEqual({ from: 995, count: 91 });
});

test('at either end there is nothing more to ask for', () => {
  const top = planTableWindow(undefined, 0, 30, 10_000);

  expect(planTableWindow(top, 3, 30, 10_000)).toBe(top);
  expect(planTableWindow({ from: 9_930, count: 91 }, 9_970, 30, 10_000)).toEqual({ from: 9_930, count: 91 });
});
