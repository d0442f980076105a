import { expect, test } from 'vitest';
import { Rest } from './rest.ts';

function setup() {
  let due: (() => void) | undefined;
  let told = 0;
  const timers = {
    soon: () => () => undefined,
    after: (_: number, task: () => void) => {
      due = task;
      return () => {
        due = undefined;
      };
    },
  };
  const rest = new Rest(timers, () => {
    told += 1;
  });
  return { rest, told: () => told, wake: () => due?.() };
}

test('what comes is told at once', () => {
  const { rest, told } = setup();

  rest.came();
  rest.came();

  expect(told()).toBe(2);
});

test('what comes during a rest is told once, when it is over', () => {
  const { rest, told, wake } = setup();

  rest.begin(50);
  rest.came();
  rest.came();
  const during = told();
  wake();
  rest.came();

  expect({ during, after: told() }).toEqual({ during: 0, after: 2 });
});

test('a rest in which nothing came tells nothing, nor does one that was closed', () => {
  const { rest, told, wake } = setup();

  rest.begin(50);
  wake();
  rest.begin(50);
  rest.came();
  rest.close();
  wake();

  expect(told()).toBe(0);
});
