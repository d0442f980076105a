import { expect, test } from 'vitest';
import { RestartBudget } from './restart-budget.ts';

test('waits grow, and the fifth end within a minute is the last', () => {
  const budget = new RestartBudget();

  const waits = [0, 1_000, 2_000, 3_000, 4_000].map((time) => budget.ended(time));

  expect(waits).toEqual([100, 500, 1_000, 2_000, undefined]);
});

test('an end that is long ago does not count', () => {
  const budget = new RestartBudget();

  const waits = [0, 60_000, 120_000, 180_000, 240_000, 300_000].map((time) => budget.ended(time));

  expect(waits).toEqual([100, 100, 100, 100, 100, 100]);
});
