import { expect, test } from 'vitest';
import { parseJsonPath, valuesAt } from './json-path.ts';

test('a member at any depth is found in the order of the text, beside and below others of its name', () => {
  const value = { a: { x: 1, b: [{ x: 2 }, { y: { x: { x: 3 } } }] }, x: 4 };

  expect(valuesAt(value, parseJsonPath('$..x'))).toEqual([4, 1, 2, { x: 3 }, 3]);
  expect(valuesAt(value, parseJsonPath('$..b..x'))).toEqual([2, { x: 3 }, 3]);
});

test('a member at any depth is looked for in an array of any length', () => {
  const numbers = Array.from({ length: 300_000 }, (_, index) => index);

  expect(valuesAt([...numbers, { temp: 7 }], parseJsonPath('$..temp'))).toEqual([7]);
});

test('names at any depth one after the other take no longer where they stand in each other', () => {
  let value: unknown = 1;
  for (let depth = 0; depth < 2_000; depth += 1) value = { a: value };

  expect(valuesAt(value, parseJsonPath('$..a..a..a..a'))).toHaveLength(1_997);
});
